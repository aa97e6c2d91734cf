"""Every address with every role. A new address without a rule here fails."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from django.utils import timezone

from goodwill.programme import absences, attachments
from goodwill.programme.segments import keeping
from goodwill.records.models import (
    Affiliation,
    BulkAction,
    Change,
    Contact,
    ContactPoint,
    Export,
    HandOver,
    Identifier,
    OrderImport,
    OwnField,
    SavedView,
    Segment,
    StandingChange,
    Tag,
    Task,
)
from goodwill.records.user import Role
from tests import people

pytestmark = pytest.mark.django_db

A, H, M, N, R = Role.ADMINISTRATOR, Role.HEAD, Role.MANAGER, Role.ANALYST, Role.READER
EVERYONE = {A, H, M, N, R}
NOBODY_ELSE: set[Role] = set()
"""What one person has begun is shown to nobody else, whatever the role."""
# Address -> (method, roles that may go there). What the manager meets here is another manager's.
RULES = {
    "today": ("get", EVERYONE),
    "task-done": ("post", {A, H}),
    "task-reopen": ("post", {A, H}),
    "task": ("get", {A, H, N, R}),
    "task-later": ("post", {A, H}),
    "task-give": ("post", {A, H}),
    "task-give-up": ("post", {A, H}),
    "task-move": ("post", {A, H}),
    "calendar": ("get", EVERYONE),
    "calendar-add": ("get", {A, H, M}),
    "hand-overs": ("get", {A, H}),
    "hand-over": ("get", {A, H}),
    "hand-over-back": ("post", {A, H}),
    "calendar-feed-make": ("post", EVERYONE),
    "calendar-feed-end": ("post", EVERYONE),
    "absences": ("get", EVERYONE),
    "absence-end": ("post", {A, H}),
    "change-later": ("post", {A, H}),
    "mention-seen": ("post", EVERYONE),
    "answer": ("post", {A, H}),
    "file": ("get", {A, H, N, R}),
    "file-delete": ("post", {A, H}),
    "file-restore": ("post", {A, H}),
    "follow": ("post", {A, H, N, R}),
    "mentionable": ("get", {A, H, N, R}),
    "add-file": ("post", {A, H}),
    "relationships": ("get", EVERYONE),
    "save-view": ("post", EVERYONE),
    "view-update": ("post", NOBODY_ELSE),
    "view-edit": ("post", NOBODY_ELSE),
    "view-star": ("post", NOBODY_ELSE),
    "view-delete": ("post", NOBODY_ELSE),
    "view-restore": ("post", NOBODY_ELSE),
    "bulk-prepare": ("post", {A, H, M}),
    "bulk": ("get", NOBODY_ELSE),
    "bulk-undo": ("post", NOBODY_ELSE),
    "export": ("post", {A, H, M, N}),
    "export-made": ("get", NOBODY_ELSE),
    "export-take": ("get", NOBODY_ELSE),
    "board": ("get", EVERYONE),
    "move": ("post", {A, H}),
    "move-back": ("post", NOBODY_ELSE),
    "record": ("get", {A, H, N, R}),
    "edit": ("get", {A, H}),
    "add-note": ("post", {A, H}),
    "add-task": ("post", {A, H}),
    "add-person": ("post", {A, H}),
    "add-tag": ("post", {A, H}),
    "remove-tag": ("post", {A, H}),
    "own-values": ("post", {A, H}),
    "new-party": ("get", {A, H, M}),
    "suggest": ("get", EVERYONE),
    "party-end": ("post", {A, H}),
    "group": ("get", {A, H}),
    "subsidiary": ("get", {A, H}),
    "affiliation-add": ("get", {A, H}),
    "affiliation": ("get", {A, H}),
    "contact-point-add": ("get", {A, H}),
    "contact-point": ("get", {A, H}),
    "contact-point-remove": ("post", {A, H}),
    "identifier-add": ("get", {A, H}),
    "identifier-remove": ("post", {A, H}),
    "relationship-begin": ("get", {A, H}),
    "relationship": ("get", {A, H}),
    "market": ("get", EVERYONE),
    "workspace-settings": ("get", {A}),
    "segments": ("get", EVERYONE),
    "segment": ("get", EVERYONE),
    "segment-keep": ("post", {A, H, M, N}),
    "segment-drop": ("post", {A, H, N}),
    "search": ("get", EVERYONE),
    "search-rebuild": ("post", {A}),
    "palette": ("get", EVERYONE),
    "portfolio": ("get", {A, H, N, R}),
    "portfolio-groups": ("get", {A, H, N, R}),
    "portfolio-movement": ("get", {A, H, N, R}),
    "portfolio-retention": ("get", {A, H, N, R}),
    "portfolio-value": ("get", {A, H, N, R}),
    "portfolio-evidence": ("get", {A, H, N, R}),
    "portfolio-record": ("get", {A, H, N, R}),
    "portfolio-history": ("get", {A, H, N, R}),
    "portfolio-order": ("post", {A, H, N}),
    "portfolio-list": ("get", {A, H, N, R}),
    "portfolio-list-export": ("get", {A, H, N}),
    "report": ("get", {A, H, N, R}),
    "report-style": ("get", EVERYONE),
    "imports": ("get", {A, H, N}),
    "import": ("get", {A, H, N}),
    "import-columns": ("post", {A, H, N}),
    "import-confirm": ("post", {A, H, N}),
    "import-undo": ("post", {A, H, N}),
    "import-set-aside": ("get", {A, H, N}),
    "own-fields": ("get", {A, H}),
    "own-field-add": ("post", {A, H}),
    "own-field": ("get", {A, H}),
    "own-field-move": ("post", {A, H}),
    "own-field-retire": ("post", {A, H}),
    "own-field-back": ("post", {A, H}),
    "accounts": ("get", {A}),
    "accounts-add": ("post", {A}),
    "accounts-codes": ("post", {A}),
    "person": ("get", {A}),
    "person-role": ("post", {A}),
    "person-link": ("post", {A}),
    "person-deactivate": ("post", {A}),
    "person-reactivate": ("post", {A}),
    "account": ("get", EVERYONE),
    "account-name": ("post", EVERYONE),
    "session-end": ("post", EVERYONE),
}
OPEN = {"health": 200, "first-account": 404, "invitation": 404, "calendar-feed": 404}
"""Without signing in; a token that was never issued opens nothing."""
SENT = {
    "answer": {"text": "Sent a new one"},
    "task-give-up": {"reason": "No need"},
    "task-move": {"seen": "2011-09-01", "to": "2011-09-02"},
    "segment-keep": {"name": "Mine", "filter": "group:butterfly"},
    "move": {"to": "paused", "seen": "customer"},
    "add-note": {"kind": "note", "text": "Called"},
    "add-task": {"kind": "task", "title": "Call", "due": "2011-09-01"},
    "add-person": {"name": "Ruth"},
    "save-view": {"name": "Mine", "query": ""},
    "export": {"format": "csv"},
    "add-tag": {"tag": "gold"},
    "own-field-add": {"label": "Size", "kind": "number"},
    "accounts-add": {"name": "Nora", "email": "nora@example.com", "role": "manager"},
    "person-role": {"role": "head"},
    "account-name": {"name": "Walker"},
}
NAMES = [pattern.name for pattern in get_resolver("goodwill.pages.urls").url_patterns]


def test_every_address_has_a_rule():
    assert set(NAMES) == set(RULES) | set(OPEN)


@pytest.fixture
def address():
    jonas = people.jonas()
    party = people.party("Other", jonas)
    task = Task.objects.create(party=party, title="Call", due="2011-09-01", owner=jonas, made_by=jonas)
    found = OrderImport.objects.create(name="orders.csv", path="gone.csv", sha256="0", size=1, state="checked")
    bulk = BulkAction.objects.create(kind="tasks", parties=[party.pk], by=jonas)
    complaint = Contact.objects.create(party=party, kind="complaint", text="Late", on="2011-09-01", by=jonas)
    file = attachments.attach(by=jonas, party=party, file=SimpleUploadedFile("a.txt", b"words"))
    absence = absences.arrange(
        by=jonas, person=jonas, cover=people.user("Cover", Role.MANAGER), starts=date(2040, 1, 1), ends=date(2040, 1, 1)
    )
    segment = Segment.objects.create(name="Kept", filter="group:butterfly", by=jonas)
    states = {"before": {"state": "prospect", "since": None}, "after": {"state": "customer", "since": None}}
    moved = Change.objects.create(
        by=jonas, party=party, what="relationship", row=str(party.relationships.get().pk), action="moved", **states
    )
    keys = {
        "task": task,
        "task-later": task,
        "task-give": task,
        "task-give-up": task,
        "task-move": task,
        "absence-end": absence,
        "hand-over": jonas,
        "hand-over-back": HandOver.objects.create(giver=jonas, taker=absence.cover, by=jonas),
        "mention-seen": complaint,
        "answer": complaint,
        "file": file,
        "file-delete": file,
        "file-restore": file,
        "follow": party,
        "mentionable": party,
        "add-file": party,
        "bulk": bulk,
        "bulk-undo": bulk,
        "record": party,
        "segment": segment,
        "segment-drop": segment,
        "move": party.relationships.get(),
        "move-back": moved,
        "edit": party,
        "add-note": party,
        "add-task": party,
        "add-person": party,
    } | dict.fromkeys(("task-done", "task-reopen"), task)
    view = SavedView.objects.create(owner=jonas, name="His own")
    gone = SavedView.objects.create(owner=jonas, name="Gone", deleted=timezone.now())
    keys |= {name: view for name in NAMES if name.startswith("view-")} | {"view-restore": gone}
    made = Export.objects.create(by=jonas, format="csv", state="done")
    keys |= {"export-made": made, "export-take": made, "own-values": party, "add-tag": party}
    field = OwnField.objects.create(name="industry", label="Industry")
    keys |= {
        name: field
        for name in NAMES
        if name in ("own-field", *(f"own-field-{to}" for to in ("move", "retire", "back")))
    }
    tag = Tag.objects.create(name="gold", folded="gold")
    keys |= dict.fromkeys(
        (
            "party-end",
            "group",
            "subsidiary",
            "affiliation-add",
            "contact-point-add",
            "identifier-add",
            "relationship-begin",
        ),
        party,
    )
    point = ContactPoint.objects.create(party=party, kind="web", value="https://example.com")
    keys |= dict.fromkeys(("contact-point", "contact-point-remove"), point)
    keys["identifier-remove"] = Identifier.objects.create(source="billing", value="17", party=party, added_by=jonas)
    keys["affiliation"] = Affiliation.objects.create(person=people.person("Ruth"), organisation=party)
    keys["relationship"] = party.relationships.get()
    keys |= {name: jonas for name in NAMES if name == "person" or name.startswith("person-") or name == "session-end"}

    def address_of(name: str) -> str:
        if name == "change-later":
            return reverse(name, args=[StandingChange.objects.create(run=people.run(), party=party, kind="cooled").pk])
        if name.startswith("import-") or name == "import":
            return reverse(name, args=[found.pk])
        if name == "remove-tag":
            return reverse(name, args=[party.pk, tag.pk])
        if name == "market":
            return reverse(name, args=["supplier"])
        return reverse(name, args=[keys[name].pk]) if name in keys else reverse(name)

    return address_of


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", RULES)
def test_only_the_roles_of_the_rule_go_in(client, address, name, role):
    method, roles = RULES[name]
    client.force_login(people.user("Walker", role))

    sent = {"file": SimpleUploadedFile("b.txt", b"words")} if name == "add-file" else SENT.get(name, {})
    answer = getattr(client, method)(address(name), sent)
    status = answer.status_code
    if answer.streaming:
        b"".join(answer)

    # 404 also where nothing is analysed or set aside yet: what matters is who is refused.
    assert (status in (403, 404)) is (role not in roles) or (
        status == 404 and name in ("report", "import-set-aside", "portfolio-list-export")
    )
    if role not in roles:
        assert status in (403, 404)


@pytest.mark.parametrize("name", RULES)
def test_who_is_not_signed_in_is_sent_to_sign_in(client, address, name):
    answer = getattr(client, RULES[name][0])(address(name))

    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")


def test_what_is_open_without_signing_in(client):
    assert client.get(reverse("health")).status_code == OPEN["health"]
    for link in ("first-account", "invitation", "calendar-feed"):
        assert client.get(reverse(link, args=["guess"])).status_code == OPEN[link]


def test_a_manager_gets_no_trace_of_another_book_through_side_doors(client):
    maya, jonas, run = people.maya(), people.jonas(), people.run()
    people.standing(people.party("Mine", maya), run, value=10.0)
    people.standing(people.party("Secret", jonas), run, value=99_999.0)
    segment = keeping.keep(by=jonas, name="Kept", filters="value>1")
    keeping.ask_everybody(segment, "edit", print)
    client.force_login(maya)

    for address in (
        "/",
        "/relationships/",
        "/relationships/?filter=name~Secret",
        "/relationships/?by=group",
        "/relationships/?by=manager",
        "/relationships/?filter=value>1&only=rows",
        "/relationships/export",
        "/search/?q=Secret",
        "/relationships/board",
        "/segments/",
        f"/segments/{segment.pk}/",
        "/palette/?q=Secret&recent=1,2,3,4",
    ):
        ask = client.post if address.endswith("export") else client.get
        answer = ask(address, {"format": "csv"} if address.endswith("export") else None, follow=True)
        told = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert "99,999" not in told.replace("99999", "99,999")
        assert ">Secret</a>" not in told
    assert "1 relationship<" in client.get("/relationships/").content.decode()


def test_a_reader_can_not_confirm_through_a_forged_form(client):
    found = OrderImport.objects.create(name="orders.csv", path="gone.csv", sha256="0", size=1, state="checked")
    client.force_login(people.reader())

    assert client.post(reverse("import-confirm", args=[found.pk])).status_code == 403
    assert OrderImport.objects.get().state == "checked"
