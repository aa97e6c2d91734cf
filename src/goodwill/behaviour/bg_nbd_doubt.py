"""What in the histories makes a BG/NBD fit doubtful, told in their own counts."""

import numpy as np
from numpy.typing import NDArray

from goodwill.terms import Histories

# Repeat purchases from which a customer has a rhythm of its own, and from which leaving could differ visibly.
RHYTHM, OFTEN = 2, 5
LONG_SILENCE = 3
LATELY = 0.1
FEW = 30
EVEN = 1.3
CLEARLY = 1.1
NOBODY_TWICE = "Nobody has bought twice yet, so that neither a rate of buying nor a chance to leave can be told."


def why_leaving_is_unclear(histories: Histories) -> str:
    """Why the chances to leave, a and b, cannot be told from these histories."""
    x, t_x, T = histories.repeat_purchases, histories.last_purchase_age, histories.observed_for
    rhythmic = (x >= RHYTHM) & (t_x > 0)
    customers = _count(histories, rhythmic)
    if customers < FEW:
        return _few(histories, customers, "the three occasions that show a rhythm")
    counts, silence = x[rhythmic], T[rhythmic] - t_x[rhythmic]
    gap = t_x[rhythmic] / counts
    # Purchases at an even pace lie evenly over [0, T], so all x of them lie before T - s with chance (1 - s/T)^x.
    silent = _mean(histories, rhythmic, silence > LONG_SILENCE * gap)
    if_all_stayed = _mean(histories, rhythmic, (1 + LONG_SILENCE / counts) ** -counts.astype(np.float64))
    leave = silent > if_all_stayed
    told = (
        f"of {customers:,.0f} customers with three or more occasions {'' if leave else 'only '}{silent:.1%} have been "
        f"silent for more than three times their own rhythm, where {if_all_stayed:.1%} would be "
        f"{'' if leave else 'even '}if nobody ever left"
    )
    if leave:
        often = _count(histories, x >= OFTEN)
        return (
            f"{told}; so some do leave, but the {often:,.0f} who bought six times or more are too few, or too alike, "
            "to tell how the chance to leave differs between customers"
        )
    late = _mean(histories, rhythmic, silence < LATELY * T[rhythmic])
    at_even_pace = _mean(histories, rhythmic, 1 - (1 - LATELY) ** counts.astype(np.float64))
    if late <= CLEARLY * at_even_pace:
        return f"{told}, so that leaving cannot be told from waiting"
    return (
        f"{told}, and {late:.0%} bought in the last tenth of their time on record, where {at_even_pace:.0%} would at "
        "an even pace: buying picked up before the as-of day, as in a season, and hides who has left"
    )


def why_rates_are_unclear(histories: Histories) -> str:
    """Why the rates of buying, r and alpha, cannot be told from these histories."""
    x, T = histories.repeat_purchases, histories.observed_for
    everybody = np.ones(len(x), dtype=np.bool_)
    again = _count(histories, x > 0)
    if again < FEW:
        return _few(histories, again, "a second occasion")
    if not T.any():
        return "all customers first bought on the as-of day"
    usual = T * (_mean(histories, everybody, x) / _mean(histories, everybody, T))
    spread = _mean(histories, everybody, (x - usual) ** 2) / _mean(histories, everybody, x)
    if spread < EVEN:
        return (
            f"the numbers of repeat purchases vary {spread:.2f} times as much between customers as chance alone would "
            "have it, so that they show no difference in rates"
        )
    return (
        f"{again / histories.customers:.1%} of the customers had a second occasion, in "
        f"{_mean(histories, everybody, T):.1f} {histories.unit}s on record on average, which is too little to tell how "
        "rates differ between customers"
    )


def _few(histories: Histories, customers: float, what: str) -> str:
    everyone = "1 customer" if histories.customers == 1 else f"{histories.customers:,} customers"
    return f"of {everyone} {f'only {customers:,.0f}' if customers else 'none'} had {what}"


def _count(histories: Histories, rows: NDArray[np.bool_]) -> float:
    return float(rows.sum() if histories.weights is None else histories.weights[rows].sum())


def _mean(
    histories: Histories, rows: NDArray[np.bool_], values: NDArray[np.bool_] | NDArray[np.int64] | NDArray[np.float64]
) -> float:
    return float(np.average(values, weights=None if histories.weights is None else histories.weights[rows]))
