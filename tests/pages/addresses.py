"""Every address of the workspace with a key that leads somewhere: to one party, and to what hangs on it."""

from collections.abc import Callable, Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from goodwill.programme import attachments
from goodwill.records.models import (
    Absence,
    Affiliation,
    BulkAction,
    Change,
    Contact,
    ContactPoint,
    Export,
    HandOver,
    Identifier,
    KeyAccount,
    OrderImport,
    OwnField,
    OwnValue,
    Party,
    PartyTag,
    SavedView,
    Segment,
    Share,
    StandingChange,
    Tag,
    Task,
    Team,
    User,
)
from goodwill.records.user import Role
from tests import people, things
from tests.things.there import There


def patterns() -> Iterator[URLPattern]:
    """All of them, those of the libraries included."""
    waiting: list[URLPattern | URLResolver] = list(get_resolver().url_patterns)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, URLResolver):
            waiting += one.url_patterns
        else:
            yield one


OURS = [pattern.name for pattern in get_resolver("goodwill.pages.urls").url_patterns]
OF_PARTY = (
    *("follow", "mentionable", "add-file", "record", "edit", "add-note", "add-task", "add-person", "own-values"),
    *("add-tag", "party-end", "group", "subsidiary", "affiliation-add", "contact-point-add", "identifier-add"),
    *("relationship-begin", "share", "shared-record", "ask-access", "key-account-choose", "key-account-let-go"),
    "standings",
)


def addresses(party: Party, owner: User, mark: str = "") -> Callable[[str], str]:
    """Make what hangs on a party, each thing with the mark in its words, and tell the address of every name.

    owner: whose the party is, and who has written all this.
    """
    task = Task.objects.create(party=party, title=f"{mark}task", due="2011-09-01", owner=owner, made_by=owner)
    complaint = Contact.objects.create(party=party, kind="complaint", text=f"{mark}late", on="2011-09-01", by=owner)
    file = attachments.attach(by=owner, party=party, file=SimpleUploadedFile(f"{mark}a.txt", f"{mark}words".encode()))
    states = {"before": {"state": "prospect", "since": None}, "after": {"state": "customer", "since": None}}
    held = party.relationships.get()
    moved = Change.objects.create(
        by=owner, party=party, what="relationship", row=str(held.pk), action="moved", **states
    )
    KeyAccount.objects.create(
        relationship=held, ground="value", reason=f"{mark}largest", since="2011-09-01", chosen_by=owner
    )
    bulk = BulkAction.objects.create(kind="tasks", parties=[party.pk], by=owner)
    view = SavedView.objects.create(owner=owner, name=f"{mark}own")
    gone = SavedView.objects.create(owner=owner, name=f"{mark}gone", deleted=timezone.now())
    made = Export.objects.create(by=owner, format="csv", state="done")
    field = OwnField.objects.create(name="industry", label="Industry")
    OwnValue.objects.create(party=party, field=field, text=f"{mark}value", folded=f"{mark}value".casefold())
    tag = Tag.objects.create(name=f"{mark}gold", folded=f"{mark}gold".casefold())
    PartyTag.objects.create(party=party, tag=tag)
    point = ContactPoint.objects.create(party=party, kind="web", value=f"https://{mark}web.example.com")
    for kind, value in (("email", f"{mark}mail@example.com"), ("address", f"{mark}street")):
        ContactPoint.objects.create(party=party, kind=kind, value=value)
    number = Identifier.objects.create(source="billing", value=f"{mark}17", party=party, added_by=owner)
    person = people.person(f"{mark}Ruth")
    there = Affiliation.objects.create(person=person, organisation=party, role=f"{mark}buyer")
    team = Team.objects.create(name=f"{mark}North")
    partner = people.user(f"{mark}Pat", Role.PARTNER)
    shared = Share.objects.create(party=party, partner=partner, starts="2011-01-01", made_by=owner)
    cover = people.user("Cover", Role.MANAGER)
    days = {"starts": "2040-01-01", "ends": "2040-01-01"}
    absence = Absence.objects.create(person=owner, cover=cover, made_by=owner, **days)
    handed = HandOver.objects.create(giver=owner, taker=cover, by=owner)
    segment = Segment.objects.create(name="Kept", filter="group:butterfly", by=owner)
    order_import = OrderImport.objects.create(name="orders.csv", path="gone.csv", sha256="0", size=1, state="checked")
    of_rooms = things.hang(There(party, owner, cover, person, mark))
    keys = {
        **dict.fromkeys(OF_PARTY, party),
        **dict.fromkeys([name for name in OURS if name == "task" or name.startswith("task-")], task),
        **dict.fromkeys([name for name in OURS if name.startswith("view-")], view),
        "view-restore": gone,
        **dict.fromkeys(("mention-seen", "answer"), complaint),
        **dict.fromkeys(("file", "file-delete", "file-restore"), file),
        **dict.fromkeys(("bulk", "bulk-undo"), bulk),
        **dict.fromkeys(("segment", "segment-drop"), segment),
        **dict.fromkeys(("move", "relationship"), held),
        "move-back": moved,
        **dict.fromkeys(("export-made", "export-take"), made),
        **dict.fromkeys([f"own-field{to}" for to in ("", "-move", "-retire", "-back")], field),
        **dict.fromkeys(("contact-point", "contact-point-remove"), point),
        "identifier-remove": number,
        "affiliation": there,
        **dict.fromkeys(("team", "team-drop"), team),
        **dict.fromkeys([name for name in OURS if name == "person" or name.startswith("person-")], owner),
        **dict.fromkeys(("session-end", "hand-over"), owner),
        "hand-over-back": handed,
        "absence-end": absence,
        **dict.fromkeys([name for name in OURS if name == "import" or name.startswith("import-")], order_import),
    }

    def address_of(name: str) -> str:
        if name == "change-later":
            return reverse(name, args=[StandingChange.objects.create(run=people.run(), party=party, kind="cooled").pk])
        if name == "remove-tag":
            return reverse(name, args=[party.pk, tag.pk])
        if name == "unshare":
            return reverse(name, args=[party.pk, shared.pk])
        if name == "market":
            return reverse(name, args=["supplier"])
        if name in of_rooms:
            return reverse(name, args=of_rooms[name])
        return reverse(name, args=[keys[name].pk]) if name in keys else reverse(name)

    return address_of
