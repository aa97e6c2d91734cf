"""Every address with every role. A new address without a rule here fails."""

import pytest
from django.urls import get_resolver, reverse

from goodwill.records.models import BulkAction, OrderImport, Task
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
    "relationships": ("get", EVERYONE),
    "save-view": ("post", EVERYONE),
    "bulk-prepare": ("post", {A, H, M}),
    "bulk": ("get", NOBODY_ELSE),
    "bulk-undo": ("post", NOBODY_ELSE),
    "export": ("get", {A, H, M, N}),
    "record": ("get", {A, H, N, R}),
    "edit": ("get", {A, H}),
    "add-note": ("post", {A, H}),
    "add-task": ("post", {A, H}),
    "add-person": ("post", {A, H}),
    "search": ("get", EVERYONE),
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
    "accounts": ("get", {A}),
    "accounts-add": ("post", {A}),
    "accounts-codes": ("post", {A}),
    "person": ("get", {A}),
    "person-role": ("post", {A}),
    "person-link": ("post", {A}),
    "person-deactivate": ("post", {A}),
    "person-reactivate": ("post", {A}),
    "person-hand-over": ("post", {A}),
    "account": ("get", EVERYONE),
    "account-name": ("post", EVERYONE),
    "session-end": ("post", EVERYONE),
}
OPEN = {"health": 200, "first-account": 404, "invitation": 404}
"""Without signing in; a token that was never issued opens nothing."""
SENT = {
    "add-note": {"kind": "note", "text": "Called"},
    "add-task": {"kind": "task", "title": "Call", "due": "2011-09-01"},
    "add-person": {"name": "Ruth"},
    "save-view": {"name": "Mine", "query": ""},
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
    keys = {
        "bulk": bulk,
        "bulk-undo": bulk,
        "record": party,
        "edit": party,
        "add-note": party,
        "add-task": party,
        "add-person": party,
    } | dict.fromkeys(("task-done", "task-reopen"), task)
    keys |= {name: jonas for name in NAMES if name == "person" or name.startswith("person-") or name == "session-end"}

    def address_of(name: str) -> str:
        if name.startswith("import-") or name == "import":
            return reverse(name, args=[found.pk])
        return reverse(name, args=[keys[name].pk]) if name in keys else reverse(name)

    return address_of


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", RULES)
def test_only_the_roles_of_the_rule_go_in(client, address, name, role):
    method, roles = RULES[name]
    client.force_login(people.user("Walker", role))

    status = getattr(client, method)(address(name), SENT.get(name, {})).status_code

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
    for link in ("first-account", "invitation"):
        assert client.get(reverse(link, args=["guess"])).status_code == OPEN[link]


def test_a_manager_gets_no_trace_of_another_book_through_side_doors(client):
    maya, jonas, run = people.maya(), people.jonas(), people.run()
    people.standing(people.party("Mine", maya), run, value=10.0)
    people.standing(people.party("Secret", jonas), run, value=99_999.0)
    client.force_login(maya)

    for address in (
        "/",
        "/relationships/",
        "/relationships/?filter=name~Secret",
        "/relationships/export",
        "/search/?q=Secret",
    ):
        answer = client.get(address, follow=True)
        told = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert "99,999" not in told.replace("99999", "99,999")
        assert ">Secret<" not in told
    assert "1 relationship<" in client.get("/relationships/").content.decode()


def test_a_reader_can_not_confirm_through_a_forged_form(client):
    found = OrderImport.objects.create(name="orders.csv", path="gone.csv", sha256="0", size=1, state="checked")
    client.force_login(people.reader())

    assert client.post(reverse("import-confirm", args=[found.pk])).status_code == 403
    assert OrderImport.objects.get().state == "checked"
