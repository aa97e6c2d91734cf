"""A page asks the database as often for much as for little."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goodwill.programme.exchanging.questions import kept, worded
from goodwill.programme.planning import starting
from goodwill.records.models import (
    Absence,
    AccountMember,
    AnalysisRun,
    Capability,
    CandidateGround,
    Attitude,
    Club,
    ClubMember,
    Attachment,
    Contact,
    ContactNews,
    ContactPoint,
    Decision,
    Entitlement,
    Descent,
    HandOver,
    Identifier,
    KeyAccount,
    Need,
    Mail,
    OrderImport,
    OwnField,
    OwnValue,
    Party,
    PartyTag,
    PracticeRound,
    PracticeSheet,
    QualityMark,
    Referral,
    RungChange,
    Plan,
    PlanAction,
    PlanObjective,
    PlanResource,
    PlanReview,
    PlanRisk,
    PlanStrategy,
    SavedView,
    Seat,
    SeatLink,
    Segment,
    SelectionCandidate,
    SelectionCriterion,
    SelectionDecision,
    SelectionRound,
    Tag,
    Task,
    Team,
    Tie,
    TieKind,
    SpeakingRule,
    Tag,
    Task,
    Team,
    Topic,
    User,
)
from goodwill.records.user import Role
from tests import people
from tests.pages import managing_addresses
from tests.pages.addresses import addresses
from tests.pages.test_every_page import LOOKED_AT

pytestmark = pytest.mark.django_db
MORE = 12
OF_EACH = {"task", "plan-add", "plan-part"}
"""Asks of each person who could take a task or an objective whether it may see the party."""
DAY = date(2040, 2, 1)


def test_every_page_asks_as_often_for_much_as_for_little(client):
    ada = people.ada()
    run = people.run()
    party = people.party("Berg", ada)
    people.standing(party, run)
    address = addresses(party, ada)
    for number in range(2):
        add(number, party, ada, run)
    client.force_login(ada)

    little = {name: asked(client, address(name)) for name in LOOKED_AT}
    for number in range(2, MORE):
        add(number, party, ada, run)
    much = {name: asked(client, address(name)) for name in LOOKED_AT}

    assert {name: (little[name], much[name]) for name in LOOKED_AT if much[name] > little[name]} == {}


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def add(number: int, party: Party, ada: User, run: AnalysisRun) -> None:
    """One more of everything that pages list."""
    name = f"N{number}"
    other = people.party(name, ada)
    people.standing(other, run)
    below = Party.objects.create(name=f"{name} below", parent=party)
    person = people.person(f"{name} Ruth", at=party, role=name)
    manager = people.user(f"M{number}", Role.MANAGER)
    team = Team.objects.create(name=name, lead=manager)
    team.members.add(ada)
    field = OwnField.objects.create(name=f"own{number}", label=name)
    tag = Tag.objects.create(name=name, folded=name.casefold())
    for one in (party, other, below, person):
        Task.objects.create(party=one, title=name, due=date.today(), owner=ada, made_by=ada)  # noqa: DTZ011
        Contact.objects.create(party=one, text=name, on=date(2011, 1, 1) + timedelta(number), by=manager)
        OwnValue.objects.create(party=one, field=field, text=name, folded=name.casefold())
        PartyTag.objects.create(party=one, tag=tag)
        ContactPoint.objects.create(party=one, kind="email", value=f"{name}-{one.pk}@example.com")
        Identifier.objects.create(source="shop", value=f"{name}-{one.pk}", party=one, added_by=ada)
    _plan(number, party, other, ada)
    noted = Contact.objects.create(party=party, text=name, on=date.today(), by=manager, private=True)  # noqa: DTZ011
    ContactNews.objects.create(contact=noted, person=ada)
    sent = {"sender": f"{name}@example.com", "sent": timezone.now(), "by": manager}
    Mail.objects.create(message_id=f"<{name}>", outside=[f"{name}@example.com"], **sent)
    kept = Mail.objects.create(message_id=f"<{name}-kept>", state="matched", **sent)
    mailed = Contact.objects.create(party=party, text=name, kind="mail", on=date(2011, 1, 1), by=manager, mail=kept)
    Attachment.objects.create(
        party=party, contact=mailed, name=f"{name}.txt", stored=f"{number:032}", kind="text", size=1, sha256=""
    )
    AccountMember.objects.create(party=party, person=manager, role="service", since=DAY - timedelta(20_000))
    topic = Topic.objects.create(name=name)
    SpeakingRule.objects.create(topic=topic, role="service")
    SpeakingRule.objects.create(topic=topic, party=party, person=manager)
    SavedView.objects.create(owner=ada, name=name)
    can = Capability.objects.create(name=name, level=5)
    task = Task.objects.create(party=party, title=name, due=DAY, owner=manager, made_by=ada)
    judged = {"judged": 0.5, "judged_on": DAY, "judged_by": manager, "judged_because": name}
    Need.objects.create(party=party, what=name, capability=can, level=8, task=task, added_by=ada, **judged)
    asked, day = kept(worded(9)), date(2011, 1, 1)
    PracticeRound.objects.create(party=other, asked=asked, begun=day, begun_by=ada)
    past = PracticeRound.objects.create(party=party, asked=asked, begun=day, closed=day, begun_by=ada)
    for one in (*PracticeRound.objects.filter(closed=None), past):
        PracticeSheet.objects.create(round=one, by=manager, answers={"purpose": {"network": 3}}, on=day)
    for one in (party, other):
        cost = {"cost": 100 + number} if number % 2 else {"rate": 0.1, "paid_back": True}
        Entitlement.objects.create(party=one, kind="line", words=name, starts="2011-01-01", added_by=ada, **cost)
        soon = date.today() + timedelta(10)  # noqa: DTZ011
        Entitlement.objects.create(
            party=one, kind="line", words=name, starts="2011-01-01", ends=soon, task=task, added_by=ada, **cost
        )
    Segment.objects.create(name=name, filter="group:butterfly", by=manager)
    OrderImport.objects.create(name=f"{name}.csv", path=name, sha256=name, size=1, state="checked", by=manager)
    Absence.objects.create(person=manager, cover=ada, starts=DAY, ends=DAY + timedelta(number), made_by=ada)
    HandOver.objects.create(giver=manager, taker=ada, by=ada)
    account = KeyAccount.objects.create(
    managing_addresses.add(number, other.relationships.get(), party.relationships.get(), manager, ada)
    KeyAccount.objects.create(
        relationship=other.relationships.get(), ground="value", reason=name, since=DAY, chosen_by=ada
    )
    for one in (party, below):
        Decision.objects.create(party=one, about=name, since=DAY)
    first = Decision.objects.filter(party=party).earliest("id")
    above = first.seats.earliest("id")
    seat = Seat.objects.create(
        decision=first, position=name, person=person, roles=["user"], reports_to=above, since="2011-01-01"
    )
    SeatLink.objects.create(decision=first, source=seat, target=above, about=name, since="2011-01-01")
    SelectionCriterion.objects.create(side="ours", name=name, weight=1)
    of = {"day": DAY, "opened_by": ada, "closed_by": ada, "closed": timezone.now(), "is_open": False}
    for held in (SelectionRound.objects.get(is_open=True), SelectionRound.objects.create(name=name, **of)):
        one = SelectionCandidate.objects.create(round=held, relationship=other.relationships.get())
        CandidateGround.objects.create(candidate=one, ground="value", reason=name)
        QualityMark.objects.create(candidate=one, name="fit", source="judged", score=5, because=name)
        SelectionDecision.objects.create(
            candidate=one, outcome="choose", reason=name, on=DAY, by=manager, key_account=account
        )
    kind = TieKind.objects.create(level="social", name=name)
    club = Club.objects.create(name=name)
    for one in (party, other):
        Tie.objects.create(party=one, kind=kind, state="active", evidence=name, evidence_on=DAY)
        ClubMember.objects.create(club=club, party=one)
        Attitude.objects.create(party=one, scale="satisfaction", answer=4, day=date(2011, 1, 1), by=manager)
        Referral.objects.create(party=one, kind="reference", day=date(2011, 1, 1), by=manager)
        RungChange.objects.create(party=one, run=run, day=DAY, before="client", rung="supporter", why="tie", by=manager)


def _plan(number: int, party: Party, other: Party, ada: User) -> None:
    """One more row in every table of the party's plan, and plans of another party."""
    year, day = Plan.objects.get(relationship__party=party, starts=date(2011, 1, 1), span="annual"), date(2011, 1, 2)
    for held in (year, starting.start(by=ada, relationship=other.relationships.get(), starts=date(2011, 1, 1))):
        objective = PlanObjective.objects.create(
            plan=held, words=f"N{number}", measure=("revenue", "worth", "promises")[number % 3], by=day, owner=ada
        )
        strategy = PlanStrategy.objects.create(plan=held, words=f"N{number}", objective=objective)
        task = Task.objects.create(party=other, title=f"N{number}", due=day, owner=ada, made_by=ada)
        PlanAction.objects.create(plan=held, what="Call", strategy=strategy, owner=ada, due=day, task=task)
        PlanResource.objects.create(plan=held, kind="hours", what="Team", planned=1)
        PlanRisk.objects.create(plan=held, what="Leaves", likelihood=1, impact=1, answer="Deputy")
        PlanReview.objects.create(plan=held, due=day + timedelta(number), held=day, held_by=ada, task=task)
    Party.objects.filter(id=other.id).update(parent=party)
    Descent.objects.get_or_create(ancestor=party, descendant=other, defaults={"distance": 1})
