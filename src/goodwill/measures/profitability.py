from dataclasses import dataclass


@dataclass(frozen=True)
class WhaleCurve:
    """Cumulative profit, customers taken from the most to the least profitable.

    share_customers: share of the customers, from 0 to 1 (at most 200 points). share_profit: share of the total at
    that point (1 = the whole total; above 1 where loss-makers follow); empty when the total is not above 0, for then
    there is no share and `cumulative`, in money, is the curve to draw. total: in money. peak_percent: the curve's
    highest point in percent of the total, that is, the profit if every loss-maker were at 0. top_tenth_percent: what
    the best tenth of customers brings, in percent of the total. Both None when the total is not above 0. last_cost:
    what the loss-makers take away, in money, as a positive number. loss_makers: customers below 0. basis: what
    stands for profit ("margin", "assumed-margin", "revenue").
    """

    share_customers: tuple[float, ...]
    share_profit: tuple[float, ...]
    total: float
    peak_percent: float | None
    basis: str
    top_tenth_percent: float | None
    last_cost: float
    loss_makers: int
    cumulative: tuple[float, ...] = ()
