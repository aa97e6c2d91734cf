"""One account as its manager would have it after half a year: who decides, needs, team, contacts and the plan."""

from datetime import date
from decimal import Decimal

from dev.shots.content import in_days
from goodwill.programme import working
from goodwill.programme.climbing import answers
from goodwill.programme.deciding import decisions, links, seats
from goodwill.programme.needing import capabilities, entitlements, needs
from goodwill.programme.tying import keeping, kinds
from goodwill.records.models import Relationship, Seat, User

SEATS = (
    ("Managing director", "A. de Vries", ["approver"], 3, 1, "neutral", None),
    ("Head of purchasing", "M. Bakker", ["decider"], 3, 3, "supporter", 0),
    ("Head of finance", "", ["approver"], 3, 0, "unknown", 0),
    ("Office of the director", "J. Mulder", ["gatekeeper"], 1, 2, "neutral", 0),
    ("Buyer, giftware", "S. Visser", ["buyer", "initiator"], 2, 4, "mentor", 1),
    ("Warehouse manager", "K. Smit", ["user"], 2, 1, "against", 1),
)
"""Position, who holds it, roles, influence, strength, support, and the place of whom it reports to."""
TIES = (
    ("Volume rebate", {"state": "active", "since": date(2010, 1, 1), "yearly_cost": 2400.0, "uptake_share": 1.0,
                       "evidence": "Paid back each quarter", "evidence_on": date(2011, 7, 1)}),
    ("Named contact", {"state": "active", "since": date(2010, 3, 1), "evidence": "Visits of Maya Osei",
                       "evidence_on": date(2011, 8, 12), "relational": 1500.0}),
    ("Orders through a link", {"state": "active", "since": date(2011, 2, 1), "yearly_cost": 1800.0,
                               "uptake_share": 0.6, "leaving_hours": 120.0, "hourly_wage": 28.0,
                               "exit_fees": 900.0, "evidence": "Six of ten orders came through it",
                               "evidence_on": date(2011, 8, 20)}),
    ("Training and events", {"state": "offered", "note": "Open day in October"}),
)  # fmt: skip
NEEDS = (
    ("Delivery within two days", 5, "Delivery", 9.0, 0.6, "Four of ten orders came later"),
    ("Smaller packs of candles", 4, "Packing to order", 6.0, 0.9, "All but the tea lights"),
    ("One invoice a month", 3, "Invoicing", 4.0, None, ""),
    ("Stock figures in the evening", 4, "Data exchange", 8.0, 0.2, "Sent by hand on Fridays"),
)
CAPABILITIES = (("Delivery", 7.0), ("Packing to order", 8.0), ("Invoicing", 9.0), ("Data exchange", 4.0))
CONTACTS = (
    ("call", -2, "Wants the Christmas range shown in June instead of September.", False),
    ("visit", -9, "Walked the warehouse with K. Smit: parcels without a slip cost him an hour a day.", False),
    ("note", -12, "Visser hears that Harrow & Co offer two percent less. She will not say so aloud.", True),
    ("complaint", -20, "Two parcels of the second week came without a slip.", False),
)


WITH_PEOPLE = (
    (1, "call", -6, "Wants the offer for spring before the fair."),
    (4, "visit", -9, "Went through the autumn range shelf by shelf."),
    (4, "call", -3, "Asked for samples of the lanterns."),
    (4, "call", -24, "Told us which lines sold out."),
)
"""Place among the seats, kind, days from today and what was said."""


def written(maya: User, head: User, relationship: Relationship) -> dict[str, str]:
    """Name of a page -> its address, of the pages below the account's own."""
    party = relationship.party
    decision = decisions.name_decision(by=maya, party=party, about="Supplier of seasonal goods", since=date(2011, 3, 1))
    found: list[Seat] = []
    for position, name, roles, influence, strength, support, above in SEATS:
        found.append(
            seats.add_seat(
                by=maya, decision=decision, position=position, newcomer=name, roles=roles, influence=influence,
                strength=strength, support=support, reports_to=None if above is None else found[above],
            )
        )  # fmt: skip
    for place, kind, days, text in WITH_PEOPLE:
        person = found[place].person
        assert person
        working.note(by=maya, party=person, text=text, kind=kind, on=in_days(days))
    links.link_seats(by=maya, decision=decision, source=found[1], target=found[2], about="asks for budget")
    links.link_seats(by=maya, decision=decision, source=found[4], target=found[5], kind="conflicts", about="lead times")
    decisions.name_decision(by=maya, party=party, about="Contract of the year after")
    _bind(maya, head, relationship)
    _work(maya, relationship)
    return {
        "decision": f"/decisions/{decision.pk}/",
    }


def _bind(maya: User, head: User, relationship: Relationship) -> None:
    party = relationship.party
    known = {kind.name: kind for kind in kinds.catalogue()}
    for name, values in TIES:
        keeping.add_tie(by=maya, party=party, tie_kind=known[name], values=values)
    can = {name: capabilities.add_capability(by=head, name=name, level=level) for name, level in CAPABILITIES}
    for what, weight, capability, level, met, because in NEEDS:
        told = needs.Told(what, weight, can[capability], level)
        need = needs.add_need(by=maya, party=party, told=told)
        if met is not None:
            needs.judge_need(by=maya, need=need, version=need.version, met=met, because=because)
        elif weight < 4:
            needs.plan_next(by=maya, need=need, title="Ask accounts for a monthly invoice", due=in_days(6))
    line = entitlements.Terms("line", "Candles in packs of six", date(2011, 1, 1), cost=Decimal(3200))
    resident = entitlements.Terms(
        "resident", "One of ours at its stand, two weeks", date(2011, 2, 1), in_days(24), Decimal(1900)
    )
    price = entitlements.Terms("price", "Four percent off giftware", date(2011, 1, 1), rate=0.04, paid_back=True)
    for terms in (line, resident, price):
        entitlements.entitle(by=maya, party=party, terms=terms)
    answers.record_attitude(
        by=maya, party=party, scale="satisfaction", answer=4, day=date(2011, 6, 14), source="M. Bakker, in the review"
    )
    answers.record_attitude(
        by=maya, party=party, scale="recommendation", answer=9, day=date(2011, 6, 14), source="S. Visser"
    )
    answers.record_referral(
        by=maya, party=party, kind="reference", day=date(2011, 7, 2), words="Named us to a chain of garden shops"
    )


def _work(maya: User, relationship: Relationship) -> None:
    party = relationship.party
    for kind, days, text, private in reversed(CONTACTS):
        working.note(by=maya, party=party, text=text, kind=kind, on=in_days(days), private=private)
    working.make_task(by=maya, party=party, title="Send the slips with every parcel", due=in_days(0), kind="promise")
    working.make_task(by=maya, party=party, title="Agree the day of the spring review", due=in_days(4))
