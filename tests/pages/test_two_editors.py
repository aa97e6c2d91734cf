"""Two people edit one record in any order: nothing that was kept is lost, and no refusal is silent."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import own_fields, tasks, views, working
from goodwill.records.models import Change, ContactPoint, Party, SavedView, Task, User
from tests import people

pytestmark = pytest.mark.django_db
LABELS = {"name": "Name", "place": "Place", "email": "E-mail", "telephone": "Telephone"}
FIELDS = tuple(LABELS)
WORDS = {
    "name": ("Acme", "Bell", "Cord"),
    "place": ("", "Leeds", "York"),
    "email": ("", "a@example.com", "b@example.com"),
    "telephone": ("", "01", "02"),
}
TYPED = st.sampled_from([(field, word) for field in FIELDS for word in WORDS[field]])
MOVE = st.one_of(st.just("open"), st.just("save"), st.tuples(st.just("type"), TYPED))
MOVES = st.lists(st.tuples(st.integers(0, 1), MOVE), max_size=16)


class Editor:
    """A person with the form open: what it holds, what stood in it when it was opened, and of which version."""

    def __init__(self, person: User, address: str) -> None:
        self.client, self.address = Client(), address
        self.client.force_login(person)
        self.open()

    def open(self) -> None:
        self._take(self.client.get(self.address))

    def save(self):
        sent = {f"original_{name}": value for name, value in self.original.items()}
        answer = self.client.post(self.address, sent | self.held | {"version": self.version})
        sent_as = dict(self.held)
        self._take(answer if answer.status_code == 409 else self.client.get(self.address))
        return answer, sent_as

    def _take(self, answer) -> None:
        initial = answer.context["form"].initial
        self.version = initial["version"]
        self.held = {name: initial[name] for name in FIELDS}
        self.original = {name: answer.context["original"][name] for name in FIELDS}


def kept(party: Party) -> dict[str, str]:
    party.refresh_from_db()
    points = dict(ContactPoint.objects.filter(party=party, preferred=True).values_list("kind", "value"))
    return {"name": party.name, "place": party.place, **{k: points.get(k, "") for k in ("email", "telephone")}}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_order_of_two_editors_keeps_every_accepted_edit_and_tells_of_every_refused_one(moves):
    cast = User.objects.filter(name="Hal").first() or people.hal(), User.objects.filter(name="Ada").first()
    party = people.party("Acme")
    editors = [Editor(person or people.ada(), f"/relationships/{party.pk}/edit") for person in cast]
    expected = kept(party)
    for who, move in moves:
        editor = editors[who]
        if move == "open":
            editor.open()
        elif move == "save":
            expected = saved(editor, party, expected)
        else:
            field, word = move[1]
            editor.held[field] = word
        assert kept(party) == expected

    replayed = dict.fromkeys(FIELDS, "") | {"name": "Acme"}
    for line in Change.objects.filter(party=party, action="edited").order_by("id"):
        assert line.before.items() <= replayed.items()
        replayed |= line.after
    assert replayed == expected


def saved(editor: Editor, party: Party, theirs: dict[str, str]) -> dict[str, str]:
    """What is to stand after the editor has saved; theirs: what stood before."""
    seen, latest = editor.original, Party.objects.get(pk=party.pk).version == editor.version
    answer, mine = editor.save()
    assert answer.status_code == (302 if latest else 409)
    if latest:
        assert seen == theirs  # it knew what it wrote over
        return mine
    assert answer.context["fields"] == [
        {"name": LABELS[name], "theirs": theirs[name], "mine": mine[name], "original": seen[name]}
        for name in FIELDS
        if theirs[name] != mine[name]
    ]
    # Saved as it is offered now, it writes over nothing but what this person has changed.
    assert editor.held == {name: mine[name] if mine[name] != seen[name] else theirs[name] for name in FIELDS}
    return theirs


def test_who_changes_a_task_that_was_changed_meanwhile_sees_both_and_loses_nothing(client):
    hal = people.hal()
    task = working.make_task(by=hal, party=people.party("Acme"), title="Call", due=date(2030, 6, 5))
    client.force_login(hal)
    opened = client.get(f"/tasks/{task.pk}/").context["original"]
    tasks.edit(by=people.ada(), task=task, title="Call Ruth", due=date(2030, 6, 5), remind=None)
    seen = {f"original_{name}": value for name, value in opened.items()}

    answer = client.post(f"/tasks/{task.pk}/", opened | {"due": "2030-07-01"} | seen)

    assert (answer.status_code, Task.objects.get().due) == (409, date(2030, 6, 5))
    assert [(f["name"], f["theirs"], f["mine"], f["original"]) for f in answer.context["fields"]] == [
        ("What", "Call Ruth", "Call", "Call"),
        ("By", "2030-06-05", "2030-07-01", "2030-06-05"),
    ]
    over = {name: value or "" for name, value in answer.context["form"].initial.items() if name != "version"}
    seen = {f"original_{name}": value for name, value in answer.context["original"].items()}
    client.post(f"/tasks/{task.pk}/", over | seen)
    task.refresh_from_db()
    assert (task.title, task.due) == ("Call Ruth", date(2030, 7, 1))


def test_a_choice_that_was_added_to_an_own_field_meanwhile_is_not_lost(client):
    hal = people.hal()
    field = own_fields.define(by=hal, label="Size", kind="choice", choices=["small"])
    client.force_login(hal)
    opened = dict(client.get(f"/fields/{field.pk}/").context["original"])
    own_fields.redefine(by=people.ada(), field=field, label="Size", choices=["small", "large"])
    seen = {f"original_{name}": value for name, value in opened.items()}

    answer = client.post(f"/fields/{field.pk}/", opened | {"label": "Extent"} | seen)

    assert answer.status_code == 409
    over = {name: value or "" for name, value in answer.context["form"].initial.items() if name in opened}
    seen = {f"original_{name}": value for name, value in answer.context["original"].items()}
    assert client.post(f"/fields/{field.pk}/", over | seen).status_code == 302
    field.refresh_from_db()
    assert (field.label, field.choices) == ("Extent", ["small", "large"])


@pytest.fixture
def view(client):
    """A shared view of Maya's that an administrator may change too; she is signed in."""
    maya = people.maya()
    client.force_login(maya)
    query = "filter=group%3Abutterfly&columns=value%2Cplace"
    return views.save(by=maya, name="Best", query=query, shared=True)


def hidden(client, view: SavedView, more: str = "") -> dict[str, str]:
    """What the list's page sends along of the view as it was when it was opened."""
    page = client.get(f"/relationships/?view={view.pk}{more}").content.decode()
    found = re.findall(r'name="(original_\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def test_who_renames_a_view_that_was_renamed_meanwhile_sees_both(client, view):
    way, seen = f"/relationships/views/{view.pk}/edit", hidden(client, view)
    views.edit(by=people.ada(), view=view, name="Theirs", shared=True)

    answer = client.post(way, {"name": "Best"} | seen)

    assert answer.status_code == 409
    assert answer.context["fields"] == [
        {"name": "Name", "theirs": "Theirs", "mine": "Best", "original": "Best"},
        {"name": "Share it with everybody", "theirs": "yes", "mine": "no", "original": "yes"},
    ]
    offered = answer.context["form"].initial
    assert (offered["name"], offered["shared"]) == ("Theirs", False)
    again = {f"original_{name}": value for name, value in answer.context["original"].items()}
    assert client.post(way, {"name": "Theirs"} | again).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.shared) == ("Theirs", False)


def test_who_arranges_a_view_that_was_arranged_anew_meanwhile_sees_both(client, view):
    way, seen = f"/relationships/views/{view.pk}/update", hidden(client, view, "&filter=group:stranger")
    views.update(by=people.ada(), view=view, query="filter=group%3Abutterfly&columns=value%2Cplace&by=manager")

    mine = {"query": "filter=group%3Astranger&columns=value%2Cplace"}
    answer = client.post(way, mine | seen)

    assert answer.status_code == 409
    assert answer.context["fields"] == [
        {"name": "Filter", "theirs": "group:butterfly", "mine": "group:stranger", "original": "group:butterfly"},
        {"name": "Groups", "theirs": "manager", "mine": "", "original": ""},
    ]
    offered = {name: answer.context["form"].initial[name] for name in ("filter", "sort", "columns", "by")}
    again = {f"original_{name}": value for name, value in answer.context["original"].items()}
    assert client.post(way, offered | again).status_code == 302
    view.refresh_from_db()
    assert view.query == "filter=group%3Astranger&columns=value%2Cplace&by=manager"


def test_a_view_that_nobody_else_changed_is_renamed_and_arranged_at_once(client, view):
    seen = hidden(client, view, "&by=group")

    assert client.post(f"/relationships/views/{view.pk}/edit", {"name": "Mine"} | seen).status_code == 302
    # What it is called and how it is arranged are two things: one is no obstacle to the other.
    assert client.post(f"/relationships/views/{view.pk}/update", {"query": "by=group"} | seen).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.shared, view.query) == ("Mine", False, "by=group")
