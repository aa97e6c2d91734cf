"""What a plan is made of: headings to be written under, each with an example of good wording, and tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodwill.records.models import (
    Plan,
    PlanAction,
    PlanObjective,
    PlanResource,
    PlanReview,
    PlanRisk,
    PlanStrategy,
)

Part = PlanObjective | PlanStrategy | PlanAction | PlanResource | PlanRisk | PlanReview
Kind = Literal["objective", "strategy", "action", "resource", "risk", "review"]
PARTS: Mapping[str, type[Part]] = {
    "objective": PlanObjective,
    "strategy": PlanStrategy,
    "action": PlanAction,
    "resource": PlanResource,
    "risk": PlanRisk,
    "review": PlanReview,
}
NEEDED: Mapping[str, tuple[Kind, ...]] = {
    Plan.Span.ANNUAL: ("objective", "strategy", "action", "risk", "review"),
    Plan.Span.LONG: ("objective", "strategy", "risk", "review"),
}
"""Of which tables a plan needs a row before it can be submitted."""


@dataclass(frozen=True)
class Heading:
    """asks: what belongs here. example: good wording, shown beside an empty box and never kept. swot: of the square."""

    code: str
    label: str
    asks: str
    example: str
    swot: bool = False


STRATEGY = Heading(
    "strategy",
    "The customer’s own strategy",
    "What it wants to become, in its market, within the next years; and where we come in.",
    "Moves from wholesale to its own webshop by spring; wants half the range in smaller packs. We supply "
    "40 of its 260 lines.",
)
COMPETITORS = Heading(
    "competitors",
    "Competitors",
    "Who else it buys from, for what, and what it likes better there.",
    "Harrow & Co deliver candles a day sooner, at 4% more. They have no gift range, and their invoices "
    "are often wrong.",
)
ANNUAL = (
    STRATEGY,
    Heading(
        "unit",
        "Decision-making unit",
        "Who starts, uses, advises, decides, approves and buys; whom we know, and whom we do not.",
        "Ruth Adeyemi buys and is for us. T. Harlow in finance approves from £10,000 and has met none of us.",
    ),
    Heading(
        "ties",
        "Ties",
        "What binds it to us: prices, people, and what both have built on; what of it is in use.",
        "Financial: a volume price, used in every order. Social: one contact. Structural: none; its stock "
        "system could order by itself.",
    ),
    COMPETITORS,
    Heading(
        "strengths", "Strengths", "Ours, as the customer sees them.", "Widest gift range; one answer a day.", swot=True
    ),
    Heading("weaknesses", "Weaknesses", "Ours, as it sees them.", "Two late deliveries before Christmas.", swot=True),
    Heading("opportunities", "Opportunities", "At the customer.", "It opens a third shop in May.", swot=True),
    Heading("threats", "Threats", "At the customer, and around it.", "A new buyer, who worked with Harrow.", swot=True),
)
LONG = (
    STRATEGY,
    Heading(
        "vision",
        "What both want to become to one another",
        "Where the relationship stands in three to five years, in words that both would sign.",
        "Its first supplier for everything seasonal: we see its sales week by week, and it plans its range "
        "with us in March.",
    ),
    Heading(
        "bond",
        "The tie to be reached",
        "Which level of ties, and what it would consist of.",
        "Structural: its tills order from our stock. Today it is one contact and a volume price.",
    ),
    Heading(
        "gain",
        "What both put in, and what both have of it",
        "Investment and worth on either side.",
        "We: £12,000 for the link and a week a year. It: two days of its IT. It saves a clerk; we gain "
        "orders every week.",
    ),
    COMPETITORS,
    Heading(
        "scenarios",
        "If it comes differently",
        "Two or three courses that things could take, and what we would do.",
        "It is bought by a chain: offer the chain a trial in ten shops. It closes shops: keep the webshop, "
        "give up the visits.",
    ),
    Heading(
        "exit",
        "When we would stop",
        "By which signs we end the effort, and how.",
        "Under £5,000 a year two years running, or terms beyond 90 days: back to the usual service, no visits.",
    ),
)
HEADINGS: Mapping[str, tuple[Heading, ...]] = {Plan.Span.ANNUAL: ANNUAL, Plan.Span.LONG: LONG}

EXAMPLES: Mapping[str, str] = {
    "share": "35%: its buyer named £130,000 a year for the whole range, in the call of 3 March.",
    "objective": "A third more revenue than last year: £60,000 by 31 December, Maya Osei. It was £45,000.",
    "strategy": "Be there before the season: show the Christmas range in June instead of September.",
    "action": "Visit finance with the buyer, by 15 March, Maya Osei, £120, 6 hours.",
    "resource": "Hours: two days of the catalogue team for a printed selection.",
    "risk": "The buyer leaves (middle, high). Answer: meet the deputy and finance before April.",
    "review": "The first Tuesday after each quarter.",
}
"""Of tables, and of the share of the customer."""


def heading_of(plan: Plan, code: str) -> Heading | None:
    return next((one for one in HEADINGS[plan.span] if one.code == code), None)
