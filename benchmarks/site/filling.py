"""A workspace as it would be after some months: orders by the browser's way in, a manager's book, segments."""

from datetime import date, timedelta
from pathlib import Path

from benchmarks.site.jobs import Cost, done_in_a_process

PAST = 2
"""Month ends that are analysed besides, to compare with."""
BOOK = 2_000
"""Relationships of a manager, each with something written about it."""
SEGMENTS = {"Butterflies": "group:butterfly", "Cooled but worth it": "active<30% value>100"}


def prepare() -> None:
    """An empty workspace with one administrator."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from goodwill.records.models import User

    if not User.objects.exists():
        User.objects.create_user("ada@example.com", "correct horse battery", name="Ada Lind", role="administrator")
        User.objects.create_user("cleo@example.com", "correct horse battery", name="Cleo Vance", role="manager")


def filled() -> bool:
    from goodwill.records.models import Workspace

    return Workspace.the().current is not None


def fill(book: Path) -> list[Cost]:
    """Upload, look, import, analyse."""
    from django.core.files import File
    from django.core.files.uploadedfile import UploadedFile

    from goodwill.programme import importing, past_analyses
    from goodwill.records.models import User

    ada = User.objects.get(role="administrator")
    with book.open("rb") as file:
        found = importing.receive(by=ada, file=UploadedFile(File(file), book.name, size=book.stat().st_size))
    costs = [done_in_a_process()]
    found.refresh_from_db()
    importing.confirm(by=ada, order_import=found)
    costs += [done_in_a_process(), done_in_a_process()]
    past_analyses.order_past(by=ada, months=PAST)
    costs += [done_in_a_process() for _ in range(PAST)]
    write_a_book()
    return costs + [done_in_a_process() for _ in SEGMENTS]


def write_a_book() -> None:
    """Relationships of a manager's own, a note and a task or promise about each, and segments to be asked."""
    from goodwill.programme import working
    from goodwill.programme.segments import keeping
    from goodwill.records.models import Party, Relationship, User

    ada, cleo = User.objects.get(role="administrator"), User.objects.get(role="manager")
    ids = list(Party.objects.order_by("id").values_list("id", flat=True))
    Relationship.objects.filter(party__in=ids[:: len(ids) // BOOK]).update(manager=cleo)
    for number, party in enumerate(Party.objects.filter(relationships__manager=cleo).order_by("id")):
        due = date.today() + timedelta(number % 60 - 10)  # noqa: DTZ011 - any day near today
        working.note(by=cleo, party=party, text=f"Spoke about delivery {number} and the price of it.")
        kind = "promise" if number % 5 == 0 else "task"
        working.make_task(by=cleo, party=party, title=f"Send offer {number}", due=due, kind=kind)
    for name, filters in SEGMENTS.items():
        keeping.keep(by=ada, name=name, filters=filters)
