import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.terms import Histories

Floats = NDArray[np.float64]


def same_day_loss(behaviour: BgNbd, histories: Histories) -> float:
    """The share of repeat purchases that days do not show, since they fell on a day that already had one.

    A customer that buys at rate L a day makes L / (1 - exp(-L)) purchases on a day with any, and on the day it came
    L/2 more; each one beyond the first of a repeat day needs it to have stayed, (b+x)/(a+b+x). From its history,
    L ~ Gamma(r+x, alpha+T) if it is active, Gamma(r+x, alpha+t_x) if it left at its last occasion. Rates fitted to
    days are a little low themselves, so this is too. Where it passes a few percent, rates and their spread are
    understated, and orders are the better occasion.
    """
    h, by_day = histories, behaviour.in_unit("day")
    x, days = h.repeat_purchases.astype(np.float64), h.days_per_unit
    s, alpha = by_day.rate_shape + x, by_day.rate_scale
    a, b = by_day.dropout_shape_a, by_day.dropout_shape_b + x
    active = by_day.probability_active(h)
    stayed = b / (a + b)
    lost = active * _lost(x, stayed, s, alpha + h.observed_for * days)
    lost += (1 - active) * _lost(x, stayed, s, alpha + h.last_purchase_age * days)
    weights = np.ones(h.rows) if h.weights is None else h.weights
    missing, seen = float(weights @ lost), float(weights @ x)
    return missing / (missing + seen) if missing else 0.0


def _lost(x: Floats, stayed: Floats, s: Floats, beta: Floats) -> Floats:
    """Purchases not seen beside x repeat occasions, for a daily rate from Gamma(s, beta)."""
    rate, seen = s / beta, -np.expm1(-s * np.log1p(1 / beta))
    return np.asarray(x * stayed * (rate / seen - 1) + rate / 2)
