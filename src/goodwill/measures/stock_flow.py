"""The arithmetic of a leaky bucket: where a base with steady retention and steady inflow goes."""

import math

from goodwill.terms import UsageError


def base_ahead(base: float, *, retention: float, new: float, periods: int) -> tuple[float, ...]:
    """Customers at the end of each of the next periods: C(t+1) = retention x C(t) + new.

    Raises:
        UsageError: if retention lies outside 0 to 1, or a number is negative.
    """
    _check(retention, base=base, new=new, periods=periods)
    path = []
    for _ in range(periods):
        base = retention * base + new
        path.append(base)
    return tuple(path)


def steady_base(*, retention: float, new: float) -> float | None:
    """The size at which inflow and loss are equal, new / (1 - retention); None if nobody is ever lost."""
    _check(retention, new=new)
    return None if retention == 1 else new / (1 - retention)


def half_life(retention: float) -> float | None:
    """Periods until half of the base is gone when nobody new comes: ln(1/2) / ln(retention).

    None where retention is 0 (all are gone after one period) or 1 (nobody ever is).
    """
    _check(retention)
    return None if retention in (0, 1) else math.log(0.5) / math.log(retention)


def new_to_stay_level(base: float, *, retention: float) -> float:
    """New customers that each period needs for the base to keep its size."""
    _check(retention, base=base)
    return (1 - retention) * base


def _check(retention: float, **numbers: float) -> None:
    if not 0 <= retention <= 1:
        raise UsageError(f"Retention is a share between 0 and 1, not {retention:g}.")
    for name, number in numbers.items():
        if not (math.isfinite(number) and number >= 0):
            raise UsageError(f"{name} must be a finite number and not negative, not {number:g}.")
