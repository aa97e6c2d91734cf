"""Numbers, dates and lists as the report's sentences say them."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from goodwill.terms import Estimate, Period
from goodwill.terms.money import amount, short_amount

SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(of: date) -> str:
    """30 Nov 2010."""
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}"


def month(label: str) -> str:
    """Such as "2010-11" as "Nov 2010"; a quarter or a year as it is."""
    year, _, number = label.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number.isdigit() else label.replace("-", " ")


def stretch(label: str, *, later: int = 0) -> str:
    """First and last day of a month, quarter or year such as 2011-07, 2011-Q3 or 2011, or so many after it.

    Such as "2011-07-01..2011-07-31".
    """
    year, _, part = label.partition("-")
    months = 3 if part.startswith("Q") else 1 if part else 12
    first = int(year) * 12 + ((int(part.lstrip("Q")) - 1) * months if part else 0) + later * months
    begin, end = (date(number // 12, number % 12 + 1, 1) for number in (first, first + months))
    return f"{begin}..{end - timedelta(days=1)}"


def count(number: float) -> str:
    """4,266 or −12."""
    return f"{'−' if round(number) < 0 else ''}{abs(round(number)):,}"


def signed(number: float) -> str:
    """+463 or −32."""
    return f"+{count(number)}" if round(number) > 0 else count(number)


def percent(share: float) -> str:
    """A share of 1 as a percentage: 65%, 0.4%, under 0.1%."""
    size = abs(100 * share)
    minus = "−" if share < 0 else ""
    if size == 0 or size >= 9.95:
        return f"{minus}{size:.0f}%"
    if size < 0.05:
        return f"{minus}under 0.1%"
    return f"{minus}{size:.1f}%".replace(".0%", "%")


def whole_percent(share: float) -> str:
    """A chance, in whole percent, never rounded to a certainty it is not."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{100 * share:.0f}%"


def fraction(share: float) -> str:
    """A share or a rate of change in words: "a third", "two thirds", "12%"."""
    for name, value in (
        ("a tenth", 0.1),
        ("a fifth", 0.2),
        ("a quarter", 0.25),
        ("a third", 1 / 3),
        ("half", 0.5),
        ("two thirds", 2 / 3),
        ("three quarters", 0.75),
    ):
        if abs(share - value) <= 0.015:
            return name
    return percent(share)


def in_words(number: int) -> str:
    """Such as "three" up to twelve, "21" from there."""
    return SMALL[number] if 0 <= number < len(SMALL) else count(number)


def few(number: int, one: str, many: str | None = None) -> str:
    """Such as "one cohort", "three cohorts", "21 cohorts"."""
    return f"{in_words(number)} {one if number == 1 else many or f'{one}s'}"


def plural(number: float, one: str, many: str | None = None) -> str:
    """Such as "1 customer", "4,266 customers"."""
    return f"{count(number)} {one if round(number) == 1 else many or f'{one}s'}"


def listed(words: Sequence[str]) -> str:
    """Such as "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def span(period: Period) -> str:
    """Such as "three years", "a year" for 52 weeks or 12 months, "39 weeks"; endless: "all time to come"."""
    if period.endless:
        return "all time to come"
    if abs(period.days - 365) <= 2:
        return "a year"
    if period.unit == "day" and period.length >= 28 and period.length % 7 == 0:
        return f"{period.length / 7:g} weeks"
    if period.length == int(period.length) and 1 < period.length <= 12:
        return f"{SMALL[int(period.length)]} {period.unit}s"
    return f"{period.length:,g} {period.unit}{'' if period.length == 1 else 's'}"


def after(period: Period, since: date) -> str:
    """Such as "the year after 31 Aug 2011", "three years after …", "all time after …"."""
    if period.endless:
        return f"all time after {short_day(since)}"
    return f"the {span(period).removeprefix('a ')} after {short_day(since)}"


def short_span(period: Period) -> str:
    """Such as "3 years", "1 year", "39 weeks"."""
    return "1 year" if not period.endless and abs(period.days - 365) <= 2 else str(period)


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@dataclass(frozen=True)
class Money:
    """How amounts are written. `currency`: an ISO code, or None where the evidence names none."""

    currency: str | None

    @property
    def unit(self) -> str:
        """What stands over a column of plain amounts; nothing where the files name no currency."""
        return _sign(self.currency)

    def unit_of(self, what: str) -> str:
        """What stands over amounts of something: "each, £", and only "each" where the files name no currency."""
        return f"{what}, {self.unit}" if self.unit else what

    @property
    def said(self) -> str:
        """The sentence that a footnote needs where no sign can say it."""
        return "" if self.unit else " Amounts in the currency of the file."

    def counted(self, unit: float) -> str:
        """What the figures of a chart are counted in, such as "£ thousand"."""
        word = {1e3: "thousand", 1e6: "million"}.get(unit, "")
        if self.unit:
            return f"{self.unit} {word}".strip()
        return f"{word}s of the file's currency" if word else "in the currency of the file"

    @property
    def sign(self) -> str:
        return _sign(self.currency, trailing=True)

    def short(self, value: float, *, like: float | None = None) -> str:
        """For sentences: £4.2m, £412k, £33,000, £285; `like`: another amount whose scale to use."""
        return short_amount(_rounded(value), self.currency, like=like)

    def full(self, value: float) -> str:
        """For tables: £1,659,512; no cents."""
        return amount(value, self.currency)

    def span(self, estimate: Estimate) -> str:
        """The range of an estimate, the unit said once where both ends share it: "2.8 to 5.5", "£180k to £1.2m"."""
        low, high = self.short(estimate.low), self.short(estimate.high)
        if low[-1:] == high[-1:] and not high[-1:].isdigit() and self.short(estimate.mean)[-1:] == high[-1:]:
            return f"{self._bare(low)} to {self._bare(high)}"
        return f"{low} to {high}"

    def _bare(self, text: str) -> str:
        return text.replace(self.sign, "").rstrip("mbnk")


def _rounded(value: float) -> float:
    """To what a forecast can bear: whole thousands from 10,000, whole tens from 1,000."""
    size = abs(value)
    step = 1000 if size >= 10_000 else 10 if size >= 1_000 else 0
    return round(value / step) * step if step else value


def _sign(currency: str | None, *, trailing: bool = False) -> str:
    sign = amount(0, currency)[:-1]
    return sign if trailing else sign.strip()


def range_of(estimate: Estimate) -> str:
    """Such as "90% range"."""
    return f"{100 * estimate.level:g}% range"
