"""What in the amounts makes a Gamma-Gamma fit doubtful, told in their own figures."""

import numpy as np

from goodwill.terms import Histories

FEW = 30
HEAVIEST = 0.01
ALIKE = 0.05


def why_spend_is_unclear(known: Histories) -> str:
    """Why p, q and v cannot be told from these histories, all of which have a known mean repeat spend."""
    if known.customers < FEW or known.mean_spend is None:
        who = f"only {known.customers:,} customers have" if known.customers > 1 else "no more than one customer has"
        return f"{who} a known amount on a repeat occasion"
    mean = known.mean_spend
    weights = np.ones(known.rows) if known.weights is None else known.weights
    average = float(np.average(mean, weights=weights))
    variation = float(np.sqrt(np.average((mean - average) ** 2, weights=weights))) / average
    if variation < ALIKE:
        return (
            f"the mean amounts of {known.customers:,} repeat buyers differ by {variation:.1%} only, which leaves "
            "nothing to tell habits from chance"
        )
    largest = np.argsort(mean, kind="stable")[::-1]
    heaviest = np.cumsum(weights[largest]) <= max(1.0, HEAVIEST * weights.sum())
    spent = (mean * known.repeat_purchases * weights)[largest]
    return (
        f"of {known.customers:,} repeat buyers the {HEAVIEST:.0%} with the largest mean amounts make "
        f"{spent[heaviest].sum() / spent.sum():.0%} of all repeat spend, so that a mean over customers hangs on them"
    )
