"""Colleagues with their profiles, a round of selection with its decisions, and an assignment that waits for a yes."""

import time
from collections.abc import Sequence
from typing import Any

from dev.shots.content import in_days
from goodwill.programme import accounts, working
from goodwill.programme.managing import assigning, job_descriptions, profiles, training
from goodwill.programme.managing import care as needs_of
from goodwill.programme.selecting import candidates, criteria, deciding, judging, rounds, scoring
from goodwill.records.models import AssignmentPlan, Relationship, SelectionCandidate, User
from goodwill.records.user import Role

PASSWORD = "four calm horses in a field"
PROFILES: dict[str, dict[str, Any]] = {
    "Maya Osei": {
        "skills": [
            {"name": "Negotiation", "level": 5, "evidence": "Three contracts over £50,000"},
            {"name": "Gift trade", "level": 4, "evidence": "Eight years as a buyer"},
        ],
        "industries": ["Wholesale", "Gift shops"], "languages": ["English", "French"], "region": "London",
        "accounts": 5, "hours": 60.0, "few": 4,
    },
    "Jonas Weber": {
        "skills": [
            {"name": "Logistics", "level": 4, "evidence": "Led the move of the warehouse"},
            {"name": "Negotiation", "level": 3, "evidence": "Course in spring"},
        ],
        "industries": ["Wholesale"], "languages": ["English", "German", "Dutch"], "region": "Rotterdam",
        "accounts": 4, "hours": 40.0, "few": 3,
    },
    "Nadia Khan": {
        "skills": [{"name": "Gift trade", "level": 3, "evidence": "Two seasons in the catalogue team"}],
        "industries": ["Gift shops"], "languages": ["English"], "region": "London",
        "accounts": 3, "hours": 24.0, "few": 2,
    },
}  # fmt: skip
CHOSEN = (
    ("choose", "value", "Buys every week of the year, and its demand still grows."),
    ("choose", "value", "Second in worth, and the first we lose if delivery slips."),
    ("choose", "value", "Takes the whole range, and pays on the day."),
    ("choose", "value", "Its shops open abroad; it wants one supplier for all."),
    ("choose", "value", "Worth as much as the next ten together."),
    ("choose", "value", "Steady for two years, with room for the gift range."),
    ("decline", "", "One order for an event; its buyer says there is no second."),
    ("postpone", "", "Its new buyer begins in January. We look again then."),
)
SCORES = (
    (9, 8, 7, 6, 5),
    (7, 9, 8, 4, 6),
    (6, 5, 9, 8, 7),
    (8, 4, 5, 7, 3),
    (4, 6, 6, 5, 8),
    (5, 7, 4, 6, 4),
    (3, 2, 6, 4, 5),
    (6, 4, 3, 5, 2),
)
OURS = ((8, 6, 5, 9), (7, 5, 6, 8), (8, 8, 7, 7), (6, 7, 8, 6), (5, 6, 6, 7), (7, 7, 5, 8), (4, 5, 6, 5), (6, 5, 7, 6))
RIVAL = (6, 7, 6, 6)


def people(head: User) -> dict[str, User]:
    found = {}
    for name in (*PROFILES, "Tom Adair", "Hanna Lind"):
        role = Role.MANAGER if name in PROFILES else Role.READER
        token = accounts.invite(by=head, name=name, email=f"{name.split()[0].lower()}@example.com", role=role)
        found[name] = accounts.accept(token=token, password=PASSWORD)
    return found


def chosen(head: User, people: dict[str, User]) -> list[Relationship]:
    """The key accounts, in the order of the shortlist."""
    held = rounds.open_round(by=head, name="Key accounts of the coming year", places=10, kept_for_strategy=2)
    listed = list(held.candidates.exclude(probability=None).order_by("-probability", "id"))[: len(CHOSEN)]
    for place, candidate in enumerate(listed):
        _look_at(head, candidate, place)
    outcomes = list(zip(listed, CHOSEN, strict=True))
    for candidate, (outcome, ground, reason) in outcomes:
        candidate.refresh_from_db()
        deciding.decide(
            by=head, candidate=candidate, version=candidate.version, outcome=outcome, reason=reason, ground=ground
        )
    others = Relationship.objects.exclude(candidacies__round=held).filter(market="customer")
    pioneer = candidates.add(
        by=head, selection_round=held, relationship=others.order_by("id")[400], ground="strategy",
        reason="Runs the largest fair of our trade; its buyer chairs the jury.",
    )  # fmt: skip
    deciding.decide(
        by=head, candidate=pioneer, version=pioneer.version, outcome="choose", ground="strategy",
        reason="A name that others follow; small today.",
    )  # fmt: skip
    found = [one.relationship for one, (outcome, *_) in outcomes if outcome == "choose"] + [pioneer.relationship]
    for name, mine in (("Maya Osei", found[:3]), ("Jonas Weber", found[3:5])):
        working.assign(by=head, parties=[one.party for one in mine], manager=people[name])
    return found


def _look_at(head: User, candidate: SelectionCandidate, place: int) -> None:
    sides = {side: criteria.company(side) for side in ("ours", "customers")}
    scores: dict[int, tuple[float | None, float | None]] = {
        one.id: (score, None) for one, score in zip(sides["ours"], SCORES[place], strict=True)
    }
    pairs = zip(sides["customers"], OURS[place], RIVAL, strict=True)
    scores |= {one.id: (score, rival) for one, score, rival in pairs}
    scoring.score(by=head, candidate=candidate, version=candidate.version, scores=scores)
    candidate.refresh_from_db()
    marks = {"fit": (8.0 - place / 2, "Its range and ours overlap by two thirds"), "power": (4.0, "Two rivals wait")}
    judging.judge(by=head, candidate=candidate, version=candidate.version, marks=marks)


def care(head: User, held: Sequence[Relationship], people: dict[str, User]) -> None:
    """What the accounts need of their managers."""
    asks = (
        {"hours": 16.0, "skills": [{"name": "Negotiation", "level": 4, "required": True}], "industry": "Wholesale",
         "language": "English", "person": people["Maya Osei"], "liking": "asked for"},
        {"hours": 12.0, "skills": [{"name": "Logistics", "level": 3, "required": False}], "language": "English"},
        {"hours": 10.0, "language": "French", "language_required": True, "region": "London"},
        {"hours": 10.0, "language": "German", "language_required": True},
        {"hours": 8.0, "skills": [{"name": "Gift trade", "level": 3, "required": False}]},
        {"hours": 6.0, "industry": "Gift shops"},
    )  # fmt: skip
    for relationship, values in zip(held, asks, strict=False):
        needs_of.save_care(by=head, relationship=relationship, version=0, values=dict(values))


def managers(head: User, people: dict[str, User]) -> AssignmentPlan:
    """Profiles, a job description that is agreed, and an assignment that is worked out and not in effect."""
    for name, values in PROFILES.items():
        profiles.save_profile(by=head, owner=people[name], version=0, values=values)
    training.add(by=head, owner=people["Maya Osei"], what="French for the phone, second course", due=in_days(60))
    training.add(by=head, owner=people["Jonas Weber"], what="Contracts: what may be promised", due=in_days(30))
    maya = people["Maya Osei"]
    words = job_descriptions.words(head, maya)
    description = job_descriptions.write(
        by=head, owner=maya, version=0, texts=words.texts, objectives=words.objectives, criteria=words.criteria,
        lead=head, review=in_days(300),
    )  # fmt: skip
    job_descriptions.offer(by=head, description=description)
    job_descriptions.agree(by=maya, description=description)
    plan = assigning.draft(by=head)
    for _ in range(240):
        plan.refresh_from_db()
        if plan.state == "ready":
            break
        time.sleep(0.5)
    return plan
