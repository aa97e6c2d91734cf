"""Plans in three states, and what the whole company keeps: ties, clubs, exchange, mail, who may speak."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dev.shots.content import in_days
from goodwill.programme import following
from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.questions import worded
from goodwill.programme.exchanging.rounds import answer, begin_round
from goodwill.programme.exchanging.targets import set_target
from goodwill.programme.focal_point import digest, members, speaking
from goodwill.programme.mail import box
from goodwill.programme.mail.receiving import receive
from goodwill.programme.planning import deciding, reviewing, starting, writing
from goodwill.programme.planning.shelf import HEADINGS
from goodwill.programme.tying import clubs, keeping, kinds
from goodwill.records.models import Plan, Relationship, Topic, User

STARTS = date(2011, 1, 1)
OBJECTIVES: tuple[dict[str, Any], ...] = (
    {"words": "A tenth more revenue than the year before", "measure": "revenue", "target": "190,000"},
    {"words": "Still with us at the end of the year", "measure": "active", "target": "95%"},
    {"words": "Every promise kept in time", "measure": "promises", "target": "100%"},
    {"words": "Finance knows us", "measure": "judged", "target": "One visit, and a name to call"},
)
PARTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("strategy", {"words": "Be there before the season: show the Christmas range in June instead of September"}),
    ("strategy", {"words": "Bring orders through the link, so that nobody types them twice"}),
    ("action", {"what": "Show the Christmas range", "due": date(2011, 6, 15), "cost": 400.0, "hours": 12.0}),
    ("action", {"what": "Visit finance with the buyer", "due": date(2011, 10, 12), "cost": 120.0, "hours": 6.0}),
    ("resource", {"kind": "hours", "what": "Catalogue team, a printed selection", "planned": 16.0}),
    ("resource", {"kind": "money", "what": "Samples of the autumn range", "planned": 650.0}),
    ("risk", {"what": "The buyer leaves", "likelihood": 2, "impact": 3, "answer": "Meet the deputy before April"}),
    ("risk", {"what": "Harrow & Co undercut us", "likelihood": 3, "impact": 2, "answer": "Hold the price of candles"}),
    ("review", {"due": date(2011, 7, 5)}),
    ("review", {"due": date(2011, 12, 6)}),
)
MAILS = (
    ("Ruth Adeyemi <ruth@northgate-gifts.example>", "Samples for the spring fair",
     "Dear Maya,\n\ncould you send six of the new lanterns before the fair?\n\nRuth Adeyemi"),
    ("Pia Lund <pia@lund-interior.example>", "Question about your minimum order",
     "Hello,\n\nwe run two shops in Aarhus and would like to know from which amount you deliver.\n\nPia Lund"),
)  # fmt: skip


def plans(maya: User, head: User, held: Sequence[Relationship]) -> None:
    """The first agreed and under way, the second submitted, the third a draft with little in it."""
    first = _filled(maya, starting.start(by=maya, relationship=held[0], starts=STARTS))
    _agreed(maya, head, _filled(maya, Plan.objects.get(years=first)))
    _agreed(maya, head, first)
    used = first.resources.get(kind="hours")
    reviewing.use(by=maya, resource=used, version=used.version, used=11.0)
    second = starting.start(by=maya, relationship=held[1], starts=starting.first_day())
    deciding.submit(by=maya, plan=_filled(maya, second))
    third = starting.start(by=maya, relationship=held[2], starts=starting.first_day())
    writing.write(by=maya, plan=third, section="strategy", version=0, text="Wants one supplier for all its shops.")


def _filled(maya: User, plan: Plan) -> Plan:
    for heading in HEADINGS[plan.span]:
        writing.write(by=maya, plan=plan, section=heading.code, version=0, text=heading.example)
    settled = {"share_of_customer": 0.35, "share_source": "Its buyer, in the call of 3 March", "budget_money": 2500.0}
    writing.settle(by=maya, plan=plan, version=plan.version, values=settled | {"budget_hours": 80.0})
    for values in OBJECTIVES:
        writing.add(by=maya, plan=plan, kind="objective", values={"owner": maya, "by": plan.ends} | values)
    for kind, values in PARTS:
        told = dict(values)
        if "due" in told:
            told["due"] = min(max(told["due"], plan.starts), plan.ends)
        if kind == "action":
            told["owner"] = maya
        if kind in ("action", "resource") and plan.span == Plan.Span.LONG:
            continue
        writing.add(by=maya, plan=plan, kind=kind, values=told)
    return Plan.objects.get(pk=plan.pk)


def _agreed(maya: User, head: User, plan: Plan) -> None:
    deciding.submit(by=maya, plan=plan)
    deciding.agree(by=head, plan=Plan.objects.get(pk=plan.pk))


def ties_elsewhere(head: User, held: Sequence[Relationship]) -> None:
    known = {kind.name: kind for kind in kinds.catalogue()}
    bound = ("Price agreement", "Visits and reviews", "Volume rebate", "Stock kept for the customer", "Named contact")
    for relationship, name in zip(held, bound, strict=True):
        values = {"state": "active", "since": date(2010, 9, 1), "yearly_cost": 900.0, "evidence": "Orders of summer"}
        values["evidence_on"] = date(2011, 8, 1)
        keeping.add_tie(by=head, party=relationship.party, tie_kind=known[name], values=values)
    club = clubs.found_club(
        by=head, name="Circle of shopkeepers", kind="club", level="social", yearly_cost=4800.0,
        purpose="Two evenings a year, where shopkeepers see the next season first.", started=date(2010, 2, 1),
    )  # fmt: skip
    for relationship in held[:3]:
        clubs.join_club(by=head, club=club, party=relationship.party, since=date(2010, 5, 1))
    clubs.found_club(by=head, name="Users of the order link", kind="user group", level="structural")


def company(head: User, relationship: Relationship, people: dict[str, User]) -> None:
    """Exchange, customer team, who may speak about what, the address for mail and what lies there."""
    version = worded(9)
    for about, usual in ((About(), (3, 2, 3, 2)), (About(party=relationship.party), (2, 2, 4, 3))):
        asked = begin_round(by=head, about=about, size=9)
        for by, leans in ((head, 0), (people["Maya Osei"], 1), (people["Tom Adair"], 0), (people["Hanna Lind"], -1)):
            given = {
                row.name: {
                    kind: min(5, max(1, much + leans + (place + leans + at) % 4 // 3))
                    for at, (kind, much) in enumerate(zip(version.types, usual, strict=True))
                }
                for place, row in enumerate(version.dimensions)
            }
            answer(by=by, asked=asked, version=0, answers=given)
    shares = dict(zip(worded(9).types, (0.4, 0.6, 0.8, 0.5), strict=True))
    set_target(
        by=head, about=About(party=relationship.party), version=0, shares=shares, reason="It asked for one of ours."
    )
    _team(people, relationship)
    chosen = {topic.pk: ["manager"] for topic in Topic.offered() if topic.name in ("Price", "Contract")}
    chosen |= {topic.pk: ["finance", "manager"] for topic in Topic.offered() if topic.name == "Credit"}
    speaking.settle(by=head, chosen=chosen)
    digest.ask_for(by=head, wanted=True)
    following.follow(by=head, party=relationship.party)
    address = box.set_host(by=head, host="mail.example.com")
    for number, (sender, subject, text) in enumerate(MAILS):
        head_lines = f"From: {sender}\nTo: {head.email}\nBcc: {address}\nSubject: {subject}\n"
        day = in_days(-number - 1).strftime("%a, %d %b %Y 09:30:00 +0000")
        receive(f"{head_lines}Message-ID: <{number}@mail.example>\nDate: {day}\n\n{text}\n".encode())


def _team(people: dict[str, User], relationship: Relationship) -> None:
    maya = people["Maya Osei"]
    for name, role, does in (
        ("Tom Adair", "finance", "Invoices once a month, credit up to £20,000"),
        ("Hanna Lind", "logistics", "Parcels with a slip, and the pallet on Thursdays"),
        ("Jonas Weber", "technical", "The link that orders come through"),
    ):
        members.join(by=maya, party=relationship.party, person=people[name], role=role, does=does)
