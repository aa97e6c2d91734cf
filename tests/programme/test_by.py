"""Whatever people do goes through policy: each action that takes `by=` refuses who has no right to it.

The actions are found by looking, so that a new one is refused here until somebody has said how it is called.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from goodwill import programme
from goodwill.programme import attachments, workspace_settings
from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.questions import kept, worded
from goodwill.programme.needing.entitlements import Terms
from goodwill.programme.needing.needs import Told
from goodwill.programme.planning import writing
from goodwill.records.models import (
    Absence,
    AccountMember,
    Affiliation,
    AssignmentPlan,
    Attitude,
    BulkAction,
    Capability,
    Change,
    Club,
    ClubMember,
    Contact,
    ContactPoint,
    Decision,
    Entitlement,
    HandOver,
    HandOverPlan,
    Identifier,
    JobDescription,
    KeyAccount,
    Need,
    Mail,
    OrderImport,
    OwnField,
    PracticeRound,
    PlanOverride,
    Referral,
    SavedView,
    Seat,
    SeatLink,
    Segment,
    SelectionCandidate,
    SelectionCriterion,
    SelectionRound,
    Share,
    StandingChange,
    Tag,
    Task,
    Team,
    TrainingNeed,
    Tie,
    TieKind,
    Topic,
    Workspace,
)
from goodwill.records.user import Role
from tests import people, plans

pytestmark = pytest.mark.django_db
DAY = date(2030, 1, 1)
ASKED_BEFORE = {
    "history.remember": "writes down what another action did",
    "climbing.noting.noted": "writes down what another action did",
    "jobs.queue.put": "puts in line what another action has asked for",
    "jobs.queue.put_last": "puts in line what another action has asked for",
    "jobs.queue.put_once": "puts in line what another action has asked for",
    "past_analyses.put_in_line": "puts in line what another action has asked for",
    "contact_points.set_preferred": "a part of edit_party",
    "sign_ins.note_sign_in": "a part of signing in and of ending a session",
    "imports.keeping.keeping": "a part of an import",
    "imports.writing.write": "a part of an import",
    "markets.begun": "a part of begin and make_party",
    "tags.put_back": "a part of undoing a bulk action",
}
"""Parts of actions: their callers ask."""
OF_ONESELF = {
    "accounts.rename": "one's own name",
    "accounts.change_address": "one's own address",
    "accounts.note_own": "one's own password and codes",
    "calendar.feed.make": "one's own calendar",
    "calendar.feed.revoke": "one's own calendar",
    "focal_point.news.tick": "one's own news",
    "focal_point.digest.ask_for": "one's own week",
    "following.unfollow": "one's own follows",
    "mentions.tick": "one's own mentions",
}
"""Whoever is signed in may do this, for itself alone."""
OF_A_MANAGER = {
    *("views.save", "views.star", "parties.make_party", "segments.keeping.keep"),
    *("access.ask", "exports.exporting.at_once", "exports.exporting.begin"),
}
"""What a manager may do and that is about no relationship of another."""


def actions() -> dict[str, Callable[..., object]]:
    found = {}
    for module in pkgutil.walk_packages(programme.__path__, f"{programme.__name__}."):
        if ".policy" in module.name:
            continue
        for name, one in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            asks = inspect.signature(one).parameters.get("by")
            ours = one.__module__ == module.name and not name.startswith("_")
            if ours and asks is not None and asks.kind is inspect.Parameter.KEYWORD_ONLY:
                found[f"{module.name.removeprefix(f'{programme.__name__}.')}.{name}"] = one
    return found


ACTIONS = actions()
DEMANDING = sorted(set(ACTIONS) - set(ASKED_BEFORE) - set(OF_ONESELF))


@pytest.fixture
def given():
    """What actions are called with, all of another manager's book; by the name of the argument."""
    jonas = people.jonas()
    party, other = people.party("Other", jonas), people.party("Third", jonas)
    person = people.person("Ruth", at=party)
    file = SimpleUploadedFile("a.txt", b"words")
    plan = AssignmentPlan.objects.create(made_by=jonas, state="ready")
    by_hand = {"plan": plan, "relationship": party.relationships.get(), "manager": jonas, "kind": "forced"}
    share = Share.objects.create(party=party, partner=people.partner("Pat"), starts=DAY, made_by=jonas)
    moved = Change.objects.create(
        by=jonas, party=party, what="relationship", row=str(party.relationships.get().pk), action="moved"
    )
    held = SelectionRound.objects.create(name="Yearly", day=DAY, opened_by=jonas)
    tie_kind, club = TieKind.objects.create(level="social", name="Visits"), Club.objects.create(name="Users")
    segment = Segment.objects.create(name="Kept", filter="group:butterfly", by=jonas)
    decision = Decision.objects.create(party=party, about="What is bought", since=date(2011, 1, 1))
    seats = [
        Seat.objects.create(decision=decision, position=position, roles=["user"], since=date(2011, 1, 1))
        for position in ("Buyer", "Head")
    ]
    return {
        "decision": decision,
        "seat": seats[0],
        "target": seats[1],
        "link": SeatLink.objects.create(
            decision=decision, source=seats[0], target=seats[1], since=date(2011, 1, 1)
        ),
        "about": "Mine",
        "stage": "",
        "window": 90,
        "position": "Mine",
        "roles": ["user"],
        "influence": 2,
        "strength": 0,
        "support": "unknown",
        "reports_to": None,
        "note": "",
    plan = plans.begun(jonas, other)
    parts = {
        kind: writing.add(by=jonas, plan=plan, kind=kind, values=values)
        for kind, values in (
            {"objective": plans.OBJECTIVE | {"owner": jonas, "by": plans.ENDS}} | plans.parts(jonas, plan)
        ).items()
    }
    return {
        "plan": plan,
        "part": parts["risk"],
        "objective": parts["objective"],
        "resource": parts["resource"],
        "review": parts["review"],
        "section": "ties",
        "judgement": "reached",
        "why": "Because",
        "used": 1.0,
        "came": "Mine",
        "next": "",
        "closes": False,
        "party": party,
        "parties": [party],
        "organisation": party,
        "person": person,
        "parent": other,
        "payer": other,
        "relationship": party.relationships.get(),
        "affiliation": Affiliation.objects.get(),
        "point": ContactPoint.objects.create(party=party, kind="web", value="https://example.com"),
        "identifier": Identifier.objects.create(source="billing", value="17", party=party, added_by=jonas),
        "account": KeyAccount.objects.create(
            relationship=other.relationships.get(), ground="value", reason="Largest", since=DAY, chosen_by=jonas
        ),
        "relationships": [party.relationships.get()],
        "plan": plan,
        "by_hand": PlanOverride.objects.create(reason="Because", by=jonas, **by_hand),
        "weights": {},
        "need": TrainingNeed.objects.create(person=jonas, what="Law", made_by=jonas),
        "description": JobDescription.objects.create(person=jonas, version=1, made_by=jonas, state="offered"),
        "texts": {},
        "objectives": [],
        "criteria": [],
        "review": None,
        "number": 0,
        "tie_kind": tie_kind,
        "tie": Tie.objects.create(party=party, kind=tie_kind),
        "club": club,
        "member": ClubMember.objects.create(club=club, party=other),
        "attitude": Attitude.objects.create(party=party, scale="satisfaction", answer=4, day=DAY, by=jonas),
        "referral": Referral.objects.create(party=party, kind="reference", day=DAY, by=jonas),
        "scale": "satisfaction",
        "answer": 4,
        "gives": "",
        "purpose": "",
        "yearly_cost": None,
        "copied": 3,
        "above": "social",
        "since": None,
        "until": None,
        "last_seen": None,
        "mail": Mail.objects.create(message_id="<1@x>", sender="eve@x.example", sent=timezone.now(), by=jonas),
        "member": AccountMember.objects.create(party=party, person=jonas, role="finance", since=DAY),
        "topic": Topic.objects.create(name="Weather"),
        "tag": Tag.objects.create(name="gold", folded="gold"),
        "capability": Capability.objects.create(name="Delivery"),
        "need": Need.objects.create(
            party=party, what="Fast", added_by=jonas, judged=0.5, judged_on=DAY, judged_by=jonas
        ),
        "entitlement": Entitlement.objects.create(
            party=party, kind="line", words="Own line", starts=DAY, added_by=jonas
        ),
        "about": About(party=party),
        "asked": PracticeRound.objects.create(party=party, asked=kept(worded(9)), begun=DAY, begun_by=jonas),
        "answers": {"purpose": {"network": 3}},
        "size": 9,
        "shares": dict.fromkeys(worded(9).types, 0.5),
        "statements": {},
        "terms": Terms("line", "Own line", DAY),
        "told": Told("Fast"),
        "met": 0.5,
        "because": "Late",
        "task": Task.objects.create(party=party, title="Call", due=DAY, owner=jonas, made_by=jonas),
        "contact": Contact.objects.create(party=party, text="Quiet", on=DAY, by=jonas, private=True),
        "complaint": Contact.objects.create(party=party, kind="complaint", text="Late", on=DAY, by=jonas),
        "attachment": attachments.attach(by=jonas, party=party, file=SimpleUploadedFile("b.txt", b"words")),
        "file": file,
        "order_import": OrderImport.objects.create(name="a.csv", path="a", sha256="", size=1, state="checked"),
        "bulk": BulkAction.objects.create(kind="tasks", parties=[party.pk], by=jonas),
        "field": OwnField.objects.create(name="industry", label="Industry"),
        "view": SavedView.objects.create(owner=jonas, name="His own"),
        "team": Team.objects.create(name="North"),
        "share": share,
        "partner": share.partner,
        "segment": segment,
        "selection_round": held,
        "candidate": SelectionCandidate.objects.create(round=held, relationship=party.relationships.get()),
        "criterion": SelectionCriterion.objects.create(side="ours", name="Growth", weight=1),
        "scores": {},
        "marks": {},
        "outcome": "postpone",
        "absence": Absence.objects.create(
            person=jonas, cover=people.hal(), starts=DAY, ends=DAY, made_by=jonas
        ),
        "change": moved,
        "made": HandOver.objects.create(giver=jonas, taker=people.user("Theo", Role.MANAGER), by=jonas),
        "giver": jonas,
        "taker": people.user("Tom", Role.MANAGER),
        "owner": people.user("Olga", Role.MANAGER),
        "cover": people.user("Cora", Role.MANAGER),
        "manager": None,
        "lead": None,
        "members": [],
        "chosen": [party.pk],
        "ground": "value",
        "files": [],
        "what": "parties",
        "overwrite": frozenset(),
        "dry_run": True,
        "max_set_aside": 0.05,
        "set_aside": None,
        "say": print,
        "filters": "group:butterfly",
        "values": {"name": "Mine"},
        "arguments": {},
        "columns": {},
        "hidden": {},
        "query": "",
        "format": "csv",
        "kind": "task",
        "name": "Mine",
        "email": "mine@example.com",
        "label": "Mine",
        "title": "Mine",
        "text": "Mine",
        "role": "",
        "market": "customer",
        "markets": "kotler",
        "level": "top",
        "source": "orders",
        "value": "5",
        "reason": "Because",
        "seen": "customer",
        "state": "customer",
        "version": 1,
        "months": 3,
        "preferred": False,
        "private": False,
        "wanted": True,
        "host": "mail.example.com",
        "shared": True,
        "everybody": True,
        "up": True,
        "on": True,
        "to": DAY,
        "due": DAY,
        "remind": None,
        "started": None,
        "ended": None,
        "starts": DAY,
        "ends": DAY,
    }  # fmt: skip


OTHERWISE = {
    "standing_changes.put_off": lambda given: {
        "change": StandingChange.objects.create(run=people.run(), party=given["party"], kind="cooled")
    },
    "managing.care.save_care": lambda _: {"values": {}},
    "managing.profiles.save_profile": lambda _: {"values": {}},
    "managing.planning.override": lambda _: {"kind": "forced"},
    "managing.planning.withdraw": lambda given: {"made": given["by_hand"]},
    "managing.training.add": lambda _: {"due": None},
    "managing.training.end": lambda _: {"state": "done"},
    "managing.hand_over_plans.tick": lambda given: {
        "plan": HandOverPlan.objects.create(
            relationship=given["relationship"], taker=given["giver"], steps=[{"what": "Meet", "done": None}]
        )
    },
    "absences.arrange": lambda given: {"person": given["giver"]},
    "selecting.criteria.add": lambda _: {"values": {"side": "ours", "name": "Size", "weight": 1}},
    "selecting.criteria.edit": lambda _: {"values": {"name": "Size", "weight": 1}},
    "selecting.rounds.edit": lambda _: {"values": {"name": "Ours", "day": DAY, "places": 3, "kept_for_strategy": 1}},
    "tying.keeping.add_tie": lambda _: {"values": {"state": "offered"}},
    "tying.keeping.change_tie": lambda _: {"values": {"state": "offered"}},
    "tying.kinds.add_kind": lambda _: {"level": "social"},
    "tying.kinds.change_kind": lambda _: {"level": "social"},
    "tying.clubs.found_club": lambda _: {"level": "social", "kind": "club"},
    "tying.clubs.change_club": lambda _: {"level": "social", "kind": "club"},
    "climbing.answers.record_referral": lambda _: {"kind": "reference"},
    "rights.settle": lambda _: {"chosen": {}},
    "needing.capabilities.add_capability": lambda _: {"level": 5},
    "needing.capabilities.edit_capability": lambda _: {"level": 5},
    "planning.writing.add": lambda _: {"kind": "risk", "values": {"what": "Mine"}},
    "planning.writing.edit": lambda _: {"values": {"what": "Mine"}},
    "planning.starting.start": lambda _: {"starts": DAY},
    "moving.move": lambda _: {"to": "paused"},
    "deciding.links.link_seats": lambda given: {"source": given["seat"]},
    "deciding.links.change_link": lambda _: {"kind": "conflicts"},
    "contact_points.add_contact_point": lambda _: {"kind": "web", "value": "https://mine.example.com"},
    "own_fields.define": lambda _: {"kind": "text"},
    "parties.make_party": lambda _: {"kind": "organisation"},
    "workspace_settings.settle": lambda _: {"settings": workspace_settings.Settings.of(Workspace.the())},
    "focal_point.speaking.settle": lambda _: {"chosen": {}},
    "focal_point.members.join": lambda given: {"person": given["giver"], "role": "service"},
    "accounts.end_session": lambda given: {"session": UserSession(user=given["giver"], ip="127.0.0.1")},
    "accounts.invite": lambda _: {"role": Role.MANAGER},
    "accounts.change_role": lambda given: {"person": given["giver"], "role": Role.HEAD},
    "accounts.make_link": lambda given: {"person": given["giver"]},
    "accounts.deactivate": lambda given: {"person": given["giver"]},
    "accounts.reactivate": lambda given: {"person": given["giver"]},
}


def call(name: str, given: dict, by) -> None:
    wanted = inspect.signature(ACTIONS[name]).parameters.values()
    known = given | (OTHERWISE[name](given) if name in OTHERWISE else {})
    needed = [p.name for p in wanted if p.default is inspect.Parameter.empty and p.name != "by"]
    ACTIONS[name](by=by, **{argument: known[argument] for argument in needed})


def test_every_action_is_known_here():
    assert set(ASKED_BEFORE) | set(OF_ONESELF) | OF_A_MANAGER <= set(ACTIONS)


@pytest.mark.parametrize("name", DEMANDING)
def test_a_partner_is_refused(given, name):
    with pytest.raises(PermissionDenied):
        call(name, given, people.partner())


@pytest.mark.parametrize("name", DEMANDING)
def test_who_was_let_go_is_refused(given, name):
    ada = people.ada()
    ada.is_active = False
    with pytest.raises(PermissionDenied):
        call(name, given, ada)


@pytest.mark.parametrize("name", [name for name in DEMANDING if name not in OF_A_MANAGER and name != "bulk.prepare"])
def test_a_manager_is_refused_what_is_anothers(given, name):
    with pytest.raises(PermissionDenied):
        call(name, given, people.maya())


def test_what_refuses_others_is_called_rightly(given):
    """So that the refusals above are of the right and not of the way in which an action is called."""
    ada, refused, wrong = people.ada(), set(), []
    for name in DEMANDING:
        try:
            call(name, given, ada)
        except PermissionDenied:
            refused.add(name)
        except (TypeError, AttributeError, KeyError) as error:
            wrong.append((name, error))
        except Exception as error:  # noqa: BLE001 - it went on past the right, and found something else to say
            assert str(error)  # noqa: PT017 - a sentence
    assert wrong == []
    # An administrator is refused only what belongs to somebody alone.
    alone = {f"views.{name}" for name in ("star", "update", "edit", "delete", "restore")}
    assert refused <= alone | {"moving.move_back", "bulk.start", "bulk.undo"}
