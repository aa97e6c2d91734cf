"""Every address with every role: who may go there, and that nothing of another book stands in any answer.

A new address without a rule here fails, and without a line in the gate it opens to nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from goodwill.pages.gate import NEEDS
from goodwill.programme import policy
from goodwill.programme.segments import keeping
from goodwill.records.models import OrderImport, User
from goodwill.records.user import Role
from tests import people
from tests.pages.addresses import OURS, addresses, patterns

pytestmark = pytest.mark.django_db

MARK = "zqxsecret"
"""Stands in everything that belongs to another book, and in nothing else."""
A, H, M, N, R, P = Role.ADMINISTRATOR, Role.HEAD, Role.MANAGER, Role.ANALYST, Role.READER, Role.PARTNER
EVERYONE = {A, H, M, N, R}
"""Who works here."""
ANYBODY = {*EVERYONE, P}
NOBODY_ELSE: set[Role] = set()
"""What one person has begun is shown to nobody else, whatever the role."""
# Address -> (method, roles that may go there). What the manager meets here is another manager's.
RULES = {
    "today": ("get", ANYBODY),
    "task-done": ("post", {A, H}),
    "task-reopen": ("post", {A, H}),
    "task": ("get", {A, H, N, R}),
    "task-move": ("post", {A, H}),
    "calendar": ("get", EVERYONE),
    "calendar-add": ("get", {A, H, M}),
    "calendar-feed-make": ("post", EVERYONE),
    "calendar-feed-end": ("post", EVERYONE),
    "absences": ("get", EVERYONE),
    "absence-end": ("post", {A, H}),
    "hand-overs": ("get", {A, H}),
    "hand-over": ("get", {A, H}),
    "hand-over-back": ("post", {A, H}),
    "task-later": ("post", {A, H}),
    "task-give": ("post", {A, H}),
    "task-give-up": ("post", {A, H}),
    "change-later": ("post", {A, H}),
    "mention-seen": ("post", EVERYONE),
    "answer": ("post", {A, H}),
    "unmatched-mail": ("get", {A, H, M}),
    "mail-link": ("get", {A, H}),
    "mail-ignore": ("post", {A, H}),
    "mail-back": ("post", {A, H}),
    "mail-settings": ("get", {A}),
    "mail-renew": ("post", {A}),
    "speaking": ("get", {A, H}),
    "topic-add": ("post", {A, H}),
    "topic-retire": ("post", {A, H}),
    "customer-team": ("get", {A, H, N, R}),
    "customer-team-add": ("get", {A, H}),
    "speaking-of": ("get", {A, H}),
    "team-member-leave": ("post", {A, H}),
    "team-member-back": ("post", {A, H}),
    "news-seen": ("post", EVERYONE),
    "news-all-seen": ("post", EVERYONE),
    "week": ("get", EVERYONE),
    "week-by-mail": ("post", EVERYONE),
    "contact-private": ("post", {A, H}),
    "contact-change": ("get", {A, H}),
    "file": ("get", {A, H, N, R}),
    "file-delete": ("post", {A, H}),
    "file-restore": ("post", {A, H}),
    "share": ("get", {A, H}),
    "unshare": ("post", {A, H}),
    "shared": ("get", {P}),
    "shared-record": ("get", NOBODY_ELSE),
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
    "standings": ("get", {A, H, N, R}),
    "ask-access": ("post", {M}),
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
    "key-accounts": ("get", EVERYONE),
    "key-account-choose": ("get", {A, H}),
    "key-account-let-go": ("get", {A, H}),
    "decisions": ("get", {A, H, N, R}),
    "decision": ("get", {A, H, N, R}),
    "decision-add": ("get", {A, H}),
    "decision-edit": ("get", {A, H}),
    "decision-end": ("post", {A, H}),
    "decision-task": ("get", {A, H}),
    "seat-add": ("get", {A, H}),
    "seat": ("get", {A, H}),
    "seat-end": ("post", {A, H}),
    "seat-link-add": ("get", {A, H}),
    "seat-link": ("get", {A, H}),
    "seat-link-end": ("post", {A, H}),
    "party-needs": ("get", {A, H, N, R}),
    "need-add": ("get", {A, H}),
    "need": ("get", {A, H}),
    "need-judge": ("get", {A, H}),
    "need-judge-back": ("post", {A, H}),
    "need-next": ("get", {A, H}),
    "need-drop": ("post", {A, H}),
    "party-entitlements": ("get", {A, H, N, R}),
    "entitle": ("get", {A, H}),
    "entitlement": ("get", {A, H}),
    "entitlement-drop": ("post", {A, H}),
    "entitlements": ("get", {A, H, N, R}),
    "exchange": ("get", EVERYONE),
    "exchange-wording": ("get", {A, H}),
    "exchange-sheet": ("get", {A, H, N, R}),
    "exchange-about": ("get", EVERYONE),
    "exchange-ask": ("post", {A, H}),
    "exchange-target": ("get", {A, H}),
    "party-exchange": ("get", {A, H, N, R}),
    "party-exchange-ask": ("post", {A, H}),
    "party-exchange-target": ("get", {A, H}),
    "capabilities": ("get", {A, H}),
    "capability-add": ("post", {A, H}),
    "capability": ("get", {A, H}),
    "capability-retire": ("post", {A, H}),
    "capability-back": ("post", {A, H}),
    "selection": ("get", {A, H, N, R}),
    "selection-open": ("get", {A, H}),
    "selection-criteria": ("get", {A, H, N, R}),
    "selection-usual": ("post", {A, H}),
    "selection-criterion-add": ("get", {A, H}),
    "selection-criterion": ("get", {A, H}),
    "selection-criterion-retire": ("post", {A, H}),
    "selection-round": ("get", {A, H, N, R}),
    "selection-edit": ("get", {A, H}),
    "selection-add": ("get", {A, H}),
    "selection-draw": ("post", {A, H}),
    "selection-score-lists": ("post", {A, H}),
    "selection-close": ("post", {A, H}),
    "selection-candidate": ("get", {A, H, N, R}),
    "selection-scores": ("get", {A, H}),
    "selection-quality": ("get", {A, H}),
    "selection-decide": ("get", {A, H}),
    "care-needed": ("get", {A, H, N, R}),
    "care-needed-edit": ("get", {A, H}),
    "managers": ("get", {A, H, N, R}),
    "managers-coverage": ("get", {A, H, N, R}),
    "managers-one": ("get", {A, H, N, R}),
    "managers-edit": ("get", {A, H}),
    "managers-training": ("get", {A, H}),
    "managers-training-end": ("post", {A, H}),
    "assignments": ("get", {A, H, N, R}),
    "assignment-draft": ("post", {A, H}),
    "assignment": ("get", {A, H, N, R}),
    "assignment-weigh": ("get", {A, H}),
    "assignment-run": ("post", {A, H}),
    "assignment-override": ("get", {A, H}),
    "assignment-withdraw": ("post", {A, H}),
    "assignment-effect": ("post", {A, H}),
    "managers-hand-over": ("get", {A, H, N, R}),
    "managers-hand-over-step": ("post", {A, H}),
    "managers-job": ("get", {A, H}),
    "managers-job-write": ("get", {A, H}),
    "managers-job-offer": ("post", {A, H}),
    "managers-job-agree": ("post", {A, H}),
    "managers-job-pdf": ("get", {A, H}),
    "managers-job-template": ("get", {A, H}),
    "ties": ("get", {A, H, N, R}),
    "tie-add": ("get", {A, H}),
    "tie": ("get", {A, H}),
    "tie-remove": ("post", {A, H}),
    "programme-ties": ("get", {A, H, N, R}),
    "programme-ties-kinds": ("get", {A, H, N, R}),
    "programme-ties-kind-add": ("get", {A, H}),
    "programme-ties-kind": ("get", {A, H}),
    "programme-ties-kind-retire": ("post", {A, H}),
    "programme-ties-kind-back": ("post", {A, H}),
    "programme-ties-scale": ("get", {A, H}),
    "clubs": ("get", EVERYONE),
    "club": ("get", EVERYONE),
    "club-add": ("get", {A, H}),
    "club-edit": ("get", {A, H}),
    "club-join": ("get", {A, H, M}),
    "club-member": ("get", {A, H}),
    "ladder": ("get", {A, H, N, R}),
    "ladder-attitude": ("get", {A, H}),
    "ladder-referral": ("get", {A, H}),
    "ladder-attitude-back": ("post", {A, H}),
    "ladder-referral-back": ("post", {A, H}),
    "programme-ladder": ("get", {A, H, N, R}),
    "programme-ladder-beyond": ("get", {A, H, N, R}),
    "plans": ("get", EVERYONE),
    "plan": ("get", {A, H, N, R}),
    "plan-print": ("get", {A, H, N, R}),
    "party-plan": ("get", {A, H, N, R}),
    "plan-group": ("get", {A, H, N, R}),
    "plan-start": ("get", {A, H}),
    "plan-text": ("get", {A, H}),
    "plan-share": ("get", {A, H}),
    "plan-budget": ("get", {A, H}),
    "plan-add": ("get", {A, H}),
    "plan-part": ("get", {A, H}),
    "plan-remove": ("post", {A, H}),
    "plan-submit": ("post", {A, H}),
    "plan-carry-over": ("post", {A, H}),
    "plan-judge": ("get", {A, H}),
    "plan-used": ("get", {A, H}),
    "plan-review": ("get", {A, H}),
    "plan-agree": ("post", {A, H}),
    "plan-send-back": ("get", {A, H}),
    "plan-reopen": ("get", {A, H}),
    "plan-sign": ("get", {A, H}),
    "plan-sign-back": ("post", {A, H}),
    "market": ("get", EVERYONE),
    "workspace-settings": ("get", {A}),
    "rights": ("get", {A}),
    "teams": ("get", {A, H}),
    "team-add": ("post", {A, H}),
    "team": ("get", {A, H}),
    "team-drop": ("post", {A, H}),
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
    "report": ("get", {A, H, N}),
    "report-style": ("get", {A, H, N, R}),
    "analyse-again": ("post", {A, H, N}),
    "imports": ("get", {A, H, N}),
    "import": ("get", {A, H, N}),
    "import-columns": ("post", {A, H, N}),
    "import-confirm": ("post", {A, H, N}),
    "import-undo": ("post", {A, H, N}),
    "import-set-aside": ("get", {A, H, N}),
    "history": ("get", {A, H, M}),
    "history-export": ("post", {A, H, M}),
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
    "account": ("get", ANYBODY),
    "account-name": ("post", ANYBODY),
    "account-address": ("get", ANYBODY),
    "session-end": ("post", ANYBODY),
}
OF_ITS_OWN = {
    *("task-done", "task-reopen", "task", "task-later", "task-give", "task-give-up", "change-later", "answer"),
    *("file", "file-delete", "file-restore", "add-file", "share", "unshare", "follow", "mentionable", "record", "edit"),
    "standings",
    *("view-update", "view-edit", "view-star", "view-delete", "view-restore", "export-made", "bulk", "bulk-undo"),
    *("move", "move-back", "add-note", "add-task", "add-person", "add-tag", "remove-tag", "own-values", "party-end"),
    *("group", "subsidiary", "affiliation-add", "affiliation", "contact-point-add", "contact-point"),
    *("contact-point-remove", "identifier-add", "identifier-remove", "relationship-begin", "relationship"),
    *("segment-drop", "export-take", "task-move", "absence-end"),
    *("decisions", "decision", "decision-add", "decision-edit", "decision-end", "decision-task", "seat-add", "seat"),
    *("seat-end", "seat-link-add", "seat-link", "seat-link-end"),
    *("party-needs", "need-add", "need", "need-judge", "need-judge-back", "need-next", "need-drop"),
    *("party-entitlements", "entitle", "entitlement", "entitlement-drop"),
    *("exchange-sheet", "party-exchange", "party-exchange-ask"),
    *("care-needed", "care-needed-edit", "managers-one", "managers-hand-over", "managers-hand-over-step"),
    *("managers-job", "managers-job-agree", "managers-job-pdf"),
    *("ties", "tie-add", "tie", "tie-remove", "club-member", "ladder", "ladder-attitude", "ladder-referral"),
    *("ladder-attitude-back", "ladder-referral-back"),
    *("plan", "plan-print", "party-plan", "plan-group", "plan-start", "plan-text", "plan-share", "plan-budget"),
    *("plan-add", "plan-part", "plan-remove", "plan-submit", "plan-carry-over"),
    *("plan-judge", "plan-used", "plan-review", "plan-sign", "plan-sign-back"),
    *("segment-drop", "export-take", "task-move", "absence-end", "contact-private", "contact-change"),
    *("mail-link", "mail-ignore", "mail-back", "customer-team", "customer-team-add", "speaking-of"),
    *("team-member-leave", "team-member-back"),
}
"""Where a manager goes with its own book, and not with another's."""
OPEN = {"health": 200, "first-account": 404, "invitation": 404, "calendar-feed": 404}
"""Without signing in; a token that was never issued opens nothing."""
SENT = {
    "answer": {"text": "Sent a new one"},
    "task-give-up": {"reason": "No need"},
    "task-move": {"seen": "2011-09-01", "to": "2011-09-02"},
    "segment-keep": {"name": "Mine", "filter": "group:butterfly"},
    "move": {"to": "paused", "seen": "customer"},
    "topic-add": {"name": "Quality"},
    "add-note": {"kind": "note", "text": "Called"},
    "add-task": {"kind": "task", "title": "Call", "due": "2011-09-01"},
    "add-person": {"name": "Ruth"},
    "save-view": {"name": "Mine", "query": ""},
    "export": {"format": "csv"},
    "history-export": {"format": "csv"},
    "add-tag": {"tag": "gold"},
    "own-field-add": {"label": "Size", "kind": "number"},
    "accounts-add": {"name": "Nora", "email": "nora@example.com", "role": "manager"},
    "person-role": {"role": "head"},
    "account-name": {"name": "Walker"},
    "capability-add": {"name": "Advice", "level": "5"},
    "managers-hand-over-step": {"number": "0"},
}
SIGNING_IN = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_inactive": (200, 200),
    "account_signup": (200, 302),
    "account_reauthenticate": (302, 200),
    "account_change_password": (302, 200),
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404),
    "usersessions_list": (302, 200),
}
"""The addresses of the library that signs people in, about oneself alone: signed out, and signed in as whoever."""
NO_MAIL = (
    *("account_email", "account_email_verification_sent", "account_confirm_email", "account_set_password"),
    *("account_reset_password", "account_reset_password_done", "account_confirm_login_code"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
)
"""What that library would do by mail: one page stands before them all, and says whom to ask."""


def test_every_address_has_a_rule():
    names = {pattern.name for pattern in patterns() if pattern.name is not None}

    assert set(OURS) == set(RULES) | set(OPEN)
    assert names - set(OURS) == set(SIGNING_IN) | set(NO_MAIL)
    assert [pattern.callback.__name__ for pattern in patterns() if pattern.name is None] == ["by_administrator"]


def test_every_address_that_asks_for_a_sign_in_has_a_line_in_the_gate():
    behind = {p.name for p in patterns() if getattr(p.callback, "login_required", True)}

    assert behind - set(NO_MAIL) == set(NEEDS) - {"account_login", "account_logout"}


@pytest.fixture
def address():
    """All of another manager's book, each word of it marked."""
    return addresses(people.party(f"{MARK}Other", people.jonas(), place=f"{MARK}place"), User.objects.get(), MARK)


def asked(client, name: str, where: str) -> tuple[int, str]:
    """What an address answers, and what it tells: here, and where it leads."""
    sent = {"file": SimpleUploadedFile("b.txt", b"words")} if name == "add-file" else SENT.get(name, {})
    answer = getattr(client, RULES[name][0])(where, sent)
    told = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")  # a PDF is no text
    if answer.status_code == 302:
        told += client.get(answer.url).content.decode(errors="replace")
    return answer.status_code, told


@contextmanager
def taken_back(client) -> Iterator[None]:
    """What is asked within has changed nothing in the end: the next address finds everything as this one did."""
    cookies = client.cookies.output()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))


@pytest.mark.parametrize("role", list(Role))
def test_only_the_roles_of_the_rule_go_in(client, address, role):
    client.force_login(people.user("Walker", role))
    wrong = []
    for name, (_, roles) in RULES.items():
        with taken_back(client):
            status, told = asked(client, name, address(name))
        # 404 also where nothing is analysed or set aside yet: what matters is who is refused.
        empty = status == 404 and name in ("report", "import-set-aside", "portfolio-list-export")
        if (status in (403, 404)) is (role in roles) and not empty:
            wrong.append(f"{name}: {status}")
        if role in (M, P) and MARK in told.casefold():
            wrong.append(f"{name}: tells of another book")
        if role == P and role not in roles and status != 404:
            wrong.append(f"{name}: {status}, and so tells that there is such a page")
    assert wrong == []


def test_what_a_manager_may_not_see_is_not_found_and_a_page_it_may_not_open_is_refused(client, address):
    """That another book has a number is not told; that a page is there is no secret to who works here."""
    walker, wrong = people.user("Walker", M), []
    client.force_login(walker)
    for name in (name for name, needs in NEEDS.items() if needs and name in RULES):
        if M in RULES[name][1] or name == "segment-drop":  # that a segment is kept is told to everybody
            continue
        # A record says who looks after it, so that one can ask; what it is called it does not say.
        of_a_page = name == "record" or not any(policy.may(walker, need) for need in NEEDS[name])
        with taken_back(client):
            status, _ = asked(client, name, address(name))
        if status != (403 if of_a_page else 404):
            wrong.append(f"{name}: {status}")
    assert wrong == []


def test_a_manager_goes_everywhere_with_its_own_book(client):
    walker, wrong = people.user("Walker", M), []
    where = addresses(people.party("Own", walker), walker, "own")
    client.force_login(walker)
    for name, (_, roles) in RULES.items():
        with taken_back(client):
            status, _ = asked(client, name, where(name))
        # Nothing to ask for where it is one's own already; a file that no worker has written yet is not there to take.
        opens = (M in roles or name in OF_ITS_OWN) and name not in ("ask-access", "export-take")
        if (status in (403, 404)) is opens:
            wrong.append(f"{name}: {status}")
    assert wrong == []


@pytest.mark.parametrize("name", SIGNING_IN)
def test_the_addresses_of_signing_in_are_about_oneself(client, name):
    out, signed_in = SIGNING_IN[name]
    assert client.get(reverse(name)).status_code == out

    for role in Role:
        client.force_login(people.user(role.label.replace(" ", ""), role))
        assert client.get(reverse(name)).status_code == signed_in


@pytest.mark.parametrize("name", NO_MAIL)
def test_nothing_is_done_by_mail(client, name):
    keys = {"account_confirm_email": ["k"], "account_reset_password_from_key": ["1", "k"]}.get(name, [])

    assert b"administrator" in client.get(reverse(name, args=keys)).content


def test_who_is_not_signed_in_is_sent_to_sign_in(client, address):
    answers = {name: getattr(client, method)(address(name)) for name, (method, _) in RULES.items()}

    assert {answer.status_code for answer in answers.values()} == {302}
    assert [name for name, answer in answers.items() if not answer.url.startswith("/account/login/")] == []


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
        told = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
        told = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")  # a PDF is no text
        assert "99,999" not in told.replace("99999", "99,999")
        assert ">Secret</a>" not in told
    assert "1 relationship<" in client.get("/relationships/").content.decode()


def test_a_reader_can_not_confirm_through_a_forged_form(client):
    found = OrderImport.objects.create(name="orders.csv", path="gone.csv", sha256="0", size=1, state="checked")
    client.force_login(people.reader())

    assert client.post(reverse("import-confirm", args=[found.pk])).status_code == 403
    assert OrderImport.objects.get().state == "checked"
