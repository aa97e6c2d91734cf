"""Whatever people do goes through policy: each action that takes `by=` refuses who has no right to it.

The actions are found by looking, so that a new one is refused here until somebody has said how it is called.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from goodwill import programme
from goodwill.programme import attachments, workspace_settings
from goodwill.records.models import (
    Absence,
    Affiliation,
    AnalysisRun,
    BulkAction,
    Change,
    Contact,
    ContactPoint,
    HandOver,
    Identifier,
    KeyAccount,
    OrderImport,
    OwnField,
    SavedView,
    Segment,
    Share,
    StandingChange,
    Tag,
    Task,
    Team,
    Workspace,
)
from goodwill.records.user import Role
from tests import people, things

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
    share = Share.objects.create(party=party, partner=people.partner("Pat"), starts=DAY, made_by=jonas)
    moved = Change.objects.create(
        by=jonas, party=party, what="relationship", row=str(party.relationships.get().pk), action="moved"
    )
    segment = Segment.objects.create(name="Kept", filter="group:butterfly", by=jonas)
    return {
        "party": party,
        "parties": [party],
        "organisation": party,
        "person": person,
        "parent": other,
        "payer": other,
        "relationship": party.relationships.get(),
        "relationships": [party.relationships.get()],
        "affiliation": Affiliation.objects.get(),
        "point": ContactPoint.objects.create(party=party, kind="web", value="https://example.com"),
        "identifier": Identifier.objects.create(source="billing", value="17", party=party, added_by=jonas),
        "account": KeyAccount.objects.create(
            relationship=other.relationships.get(), ground="value", reason="Largest", since=DAY, chosen_by=jonas
        ),
        "tag": Tag.objects.create(name="gold", folded="gold"),
        "task": Task.objects.create(party=party, title="Call", due=DAY, owner=jonas, made_by=jonas),
        "contact": Contact.objects.create(party=party, text="Quiet", on=DAY, by=jonas, private=True),
        "complaint": Contact.objects.create(party=party, kind="complaint", text="Late", on=DAY, by=jonas),
        "attachment": attachments.attach(by=jonas, party=party, file=SimpleUploadedFile("b.txt", b"words")),
        "file": file,
        "run": AnalysisRun(as_of=DAY),
        "order_import": OrderImport.objects.create(name="a.csv", path="a", sha256="", size=1, state="checked"),
        "bulk": BulkAction.objects.create(kind="tasks", parties=[party.pk], by=jonas),
        "field": OwnField.objects.create(name="industry", label="Industry"),
        "view": SavedView.objects.create(owner=jonas, name="His own"),
        "team": Team.objects.create(name="North"),
        "share": share,
        "partner": share.partner,
        "segment": segment,
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
    "absences.arrange": lambda given: {"person": given["giver"]},
    "rights.settle": lambda _: {"chosen": {}},
    "moving.move": lambda _: {"to": "paused"},
    "contact_points.add_contact_point": lambda _: {"kind": "web", "value": "https://mine.example.com"},
    "own_fields.define": lambda _: {"kind": "text"},
    "parties.make_party": lambda _: {"kind": "organisation"},
    "workspace_settings.settle": lambda _: {"settings": workspace_settings.Settings.of(Workspace.the())},
    "accounts.end_session": lambda given: {"session": UserSession(user=given["giver"], ip="127.0.0.1")},
    "accounts.invite": lambda _: {"role": Role.MANAGER},
    "accounts.change_role": lambda given: {"person": given["giver"], "role": Role.HEAD},
    "accounts.make_link": lambda given: {"person": given["giver"]},
    "accounts.deactivate": lambda given: {"person": given["giver"]},
    "accounts.reactivate": lambda given: {"person": given["giver"]},
}


def call(name: str, given: dict, by) -> None:
    wanted = inspect.signature(ACTIONS[name]).parameters.values()
    of_room = things.arguments(name, given["party"], given["parent"], given["giver"])
    known = given | of_room | (OTHERWISE[name](given) if name in OTHERWISE else {})
    needed = [p.name for p in wanted if p.default is inspect.Parameter.empty and p.name != "by"]
    ACTIONS[name](by=by, **{argument: known[argument] for argument in needed})


def test_every_action_is_known_here():
    assert set(ASKED_BEFORE) | set(OF_ONESELF) | OF_A_MANAGER <= set(ACTIONS)


def lets_through(names: Iterable[str], given: dict, by) -> list[str]:
    """The actions that this person is not refused; what one has done is taken back before the next."""
    found = []
    for name in names:
        with transaction.atomic():
            try:
                call(name, given, by)
            except PermissionDenied:
                pass
            else:
                found.append(name)
            transaction.set_rollback(True)
    return found


def test_a_partner_is_refused(given):
    assert lets_through(DEMANDING, given, people.partner()) == []


def test_who_was_let_go_is_refused(given):
    ada = people.ada()
    ada.is_active = False

    assert lets_through(DEMANDING, given, ada) == []


def test_a_manager_is_refused_what_is_anothers(given):
    of_others = [name for name in DEMANDING if name not in OF_A_MANAGER and name != "bulk.prepare"]

    assert lets_through(of_others, given, people.maya()) == []


def test_what_refuses_others_is_called_rightly(given):
    """So that the refusals above are of the right and not of the way in which an action is called."""
    ada, refused, wrong = people.ada(), set(), []
    for name in DEMANDING:
        with transaction.atomic():
            try:
                call(name, given, ada)
            except PermissionDenied:
                refused.add(name)
            except (TypeError, AttributeError, KeyError) as error:
                wrong.append((name, error))
            except Exception as error:  # noqa: BLE001 - it went on past the right, and found something else to say
                assert str(error)  # noqa: PT017 - a sentence
            transaction.set_rollback(True)
    assert wrong == []
    # An administrator is refused only what belongs to somebody alone.
    alone = {f"views.{name}" for name in ("star", "update", "edit", "delete", "restore")}
    assert refused <= alone | {"moving.move_back", "bulk.start", "bulk.undo"}
