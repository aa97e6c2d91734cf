"""An analysis as the report's sentences need it: its money, its words for value, its days and sources."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import PurePath
from typing import Final

from goodwill.measures.bucket import BucketPeriod
from goodwill.measures.revenue import RevenueMonth
from goodwill.portfolio.analysis import Analysis, Basis, Group, GroupName, Origin
from goodwill.portfolio.groups import TOLD
from goodwill.report.wording import Money, listed, plural, short_day
from goodwill.terms import Finding

WORTH: Final[dict[Basis, str]] = {"margin": "margin", "assumed-margin": "assumed margin", "revenue": "revenue"}
TWO_YEARS = 730


@dataclass(frozen=True, eq=False)
class Telling:
    analysis: Analysis

    @cached_property
    def money(self) -> Money:
        return Money(self.analysis.evidence.currency)

    @property
    def worth(self) -> str:
        """What the money stands for: margin, assumed margin, revenue."""
        return WORTH[self.analysis.settings.basis]

    @property
    def profit(self) -> str:
        """The word for what customers bring: never profit where only revenue is known."""
        return "revenue" if self.analysis.settings.basis == "revenue" else "profit"

    @property
    def as_of(self) -> date:
        return self.analysis.settings.as_of

    @property
    def customers(self) -> int:
        return self.analysis.evidence.customers

    @property
    def window(self) -> int:
        return self.analysis.bucket_window_days

    @property
    def record(self) -> str:
        """Such as "1 Dec 2009 to 31 Aug 2011"."""
        return f"{short_day(self.analysis.evidence.first)} to {short_day(self.as_of)}"

    @property
    def record_days(self) -> int:
        return (self.as_of - self.analysis.evidence.first).days + 1

    @property
    def record_length(self) -> str:
        months = round(self.record_days / 30.4375)
        if self.record_days < 45:
            return plural(self.record_days, "day")
        return (
            plural(months, "month")
            if months % 12 or months > 120
            else f"{months // 12} years"
            if months > 12
            else "one year"
        )

    @property
    def sources(self) -> str:
        names = [PurePath(source).name or source for source in self.analysis.evidence.sources]
        return listed(names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} more"])

    @cached_property
    def doubtful(self) -> Finding | None:
        return self._finding("fit-doubtful")

    @cached_property
    def weak(self) -> Finding | None:
        return self._finding("forecast-weak")

    def _finding(self, code: str) -> Finding | None:
        return next((finding for finding in self.analysis.findings if finding.code == code), None)

    @cached_property
    def periods(self) -> tuple[BucketPeriod, ...]:
        """The base's periods once it had filled: those before were opened by the record, not by customers."""
        filled = self.analysis.evidence.first + timedelta(days=self.window)
        whole = tuple(p for p in self.analysis.bucket if p.start >= filled)
        return whole if len(whole) > 1 else self.analysis.bucket

    @property
    def base(self) -> int:
        """Customers who ordered within the window up to the as-of day."""
        return self.analysis.bucket[-1].closing if self.analysis.bucket else self.analysis.retention.customers_in_base

    @cached_property
    def base_before(self) -> tuple[int, date] | None:
        """The base at the end of the month a year before, else of the earliest month it can be told of."""
        past = [p for p in self.analysis.bucket if p in self.periods][:-1]
        if not past:
            return None
        chosen = past[-12] if len(past) >= 12 else past[0]
        return chosen.closing, chosen.end

    @property
    def whole_months(self) -> tuple[RevenueMonth, ...]:
        return tuple(month for month in self.analysis.revenue if month.whole)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Most valued first."""
        return tuple(sorted(self.analysis.groups, key=lambda group: TOLD.index(group.name)))

    def group(self, name: GroupName) -> Group | None:
        return next((group for group in self.analysis.groups if group.name == name), None)

    @cached_property
    def past(self) -> tuple["Foreseen", ...]:
        """What the method in use foresaw from each past day: the behaviour, or the rule that stands in for it."""
        a = self.analysis
        rule = a.behaviour.naive_rule
        found = []
        for o in a.backtest.origins:
            own = Foreseen(o, o.forecast, o.low, o.high, o.naive.get(a.backtest.best_naive or ""))
            if rule is None:
                found.append(own)
            elif rule in o.naive:
                mean, factor = o.naive[rule], math.exp(a.backtest.widened_by)
                found.append(Foreseen(o, mean, mean / factor, mean * factor, o.forecast))
        return tuple(found)

    @cached_property
    def worst(self) -> "Foreseen | None":
        """The past day from which the forecast was furthest off."""
        known = [f for f in self.past if f.origin.actual > 0 and f.mean > 0]
        return max(known, key=lambda f: abs(math.log(f.mean / f.origin.actual))) if known else None

    @property
    def currency_note(self) -> str:
        """What a footnote adds where amounts carry no sign of their currency."""
        return "" if self.analysis.evidence.gross_revenue is None else self.money.said


@dataclass(frozen=True)
class Foreseen:
    """A forecast from a past day, by the method in use; `other`: by the one that is not."""

    origin: Origin
    mean: float
    low: float
    high: float
    other: float | None

    @property
    def error(self) -> float:
        """Share by which the forecast was above (or below) what came; 0 where nothing came."""
        return self.mean / self.origin.actual - 1 if self.origin.actual > 0 else 0.0

    @property
    def off(self) -> str:
        """Such as "20% short" or "8% too high"."""
        return f"{abs(100 * self.error):.0f}% {'short' if self.error < 0 else 'too high'}"
