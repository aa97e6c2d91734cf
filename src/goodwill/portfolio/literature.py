"""Two claims that every textbook repeats, beside this company's own figures."""

from goodwill.portfolio.analysis import LiteratureCheck
from goodwill.terms import Estimate

CLAIMED_PERCENT = (25, 95)
EXAMPLE_DISCOUNT = 0.1


def five_points_check(rate: Estimate | None, gain: Estimate | None, discount: float) -> LiteratureCheck:
    claim = "Five points more retention raise profit by 25% to 95%."
    source = "Reichheld and Sasser (1990), Harvard Business Review 68(5); Reichheld (1996), The Loyalty Effect"
    if rate is None or gain is None:
        return LiteratureCheck(claim, source, "Not known: the record is shorter than a year.", "")
    if gain.mean < CLAIMED_PERCENT[0]:
        verdict = "less than claimed"
    elif gain.mean <= CLAIMED_PERCENT[1]:
        verdict = "within the claim"
    else:
        verdict = "more than claimed"
    own = (
        f"{gain.mean:.1f}% ({gain.low:.1f}% to {gain.high:.1f}%) more value per customer, {verdict}, going from "
        f"{100 * rate.mean:.0f}% to {100 * min(rate.mean + 0.05, 1):.0f}% kept a year."
    )
    example = (
        f"at a {100 * discount:.0f}% discount 24% from 31% kept, 20% from 60%, 41% from 90%; without a discount "
        "24% from 60% and 111% from 90%"
        if discount == EXAMPLE_DISCOUNT
        else "least from about half kept, far more from nine in ten, and less the higher the discount rate"
    )
    why = (
        f"The gain depends on the retention one starts from: {example}. It leaves out the margin of the current year. "
        "The claim counts neither what the five points cost nor the years they take."
    )
    return LiteratureCheck(claim, source, own, why)


def six_times_check(cost_of_new: float | None, worth_of_kept: float | None, money: str) -> LiteratureCheck:
    """cost_of_new: acquisition spend over customers won. worth_of_kept: a kept customer's worth, the most to spend."""
    claim = "A new customer costs six times as much as keeping one."
    source = "Often quoted, no primary source found; a hypothesis, not a constant"
    if cost_of_new is None:
        return LiteratureCheck(
            claim,
            source,
            "Not known: the order book holds neither what winning nor what keeping customers cost.",
            "The spend on winning customers would tell the first half; what keeping costs shows only in a comparison "
            "with customers left out.",
        )
    most = "" if worth_of_kept is None else f" Keeping one more pays up to {worth_of_kept:,.0f}{money}."
    return LiteratureCheck(
        claim,
        source,
        f"A new customer cost {cost_of_new:,.0f}{money}.{most}",
        "The ratio needs the spend on keeping customers too. The better question is the marginal one: what one more "
        "customer-year costs, won or kept, measured against customers left out.",
    )
