from goodwill.terms.estimate import Estimate

SIGNS = {"GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "CHF": "CHF ", "BRL": "R$"}


WHOLE_FROM = 10


def amount(value: float, currency: str | None) -> str:
    """Money as a sentence says it: no cents from 10 upward, a true minus, the currency's sign in front."""
    sign = "" if currency is None else SIGNS.get(currency, f"{currency} ")
    size = abs(value)
    text = f"{size:,.0f}" if size >= WHOLE_FROM or size == 0 else f"{size:.2f}"
    return f"{'−' if value < 0 and float(text.replace(',', '')) else ''}{sign}{text}"


def short_amount(value: float, currency: str | None, *, like: float | None = None) -> str:
    """Money as a headline says it: £4.2m, £123k, and £94,210 below a hundred thousand.

    like: another amount whose scale to use, so that the two ends of a range read alike.
    """
    sign = "" if currency is None else SIGNS.get(currency, f"{currency} ")
    scale = max(abs(value), abs(like or 0.0))
    minus = "−" if value < 0 else ""
    for floor, unit, size, digits in ((1e9, "bn", 1e9, 1), (1e6, "m", 1e6, 1), (1e5, "k", 1e3, 0)):
        if scale >= floor * 0.9995:
            return f"{minus}{sign}{abs(value) / size:.{digits}f}{unit}"
    return amount(value, currency)


def short_range(estimate: Estimate, currency: str | None) -> str:
    """Both ends of a range at one scale: £72k to £129k."""
    low, high = estimate.low, estimate.high
    return f"{short_amount(low, currency, like=high)} to {short_amount(high, currency, like=low)}"
