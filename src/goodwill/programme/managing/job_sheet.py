"""A job description on paper."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme.history import remember
from goodwill.programme.managing.job_descriptions import descriptions
from goodwill.programme.managing.job_template import PARTS
from goodwill.records.models import JobDescription, User
from goodwill.report.sheet import Sheet, SheetSection, SheetTable
from goodwill.terms.dates import written_day


def take(*, by: User, description: JobDescription) -> Sheet:
    """One version; the history keeps that it left.

    Raises:
        PermissionDenied: where the person may not read it.
    """
    if not descriptions(by).filter(pk=description.pk).exists():
        raise PermissionDenied
    remember(by=by, action="exported", row=description, after={"format": "pdf"})
    return job_sheet(description)


def job_sheet(description: JobDescription) -> Sheet:
    """One version, with who has agreed to it and when; the same version gives the same sheet until somebody agrees."""
    person, version = str(description.person), description.version
    facts = [
        ("Version", f"{version}, of {_day(description.made)}"),
        ("Reports to", str(description.reports_to or "the head of the programme")),
        ("Looked at again", written_day(description.review) if description.review else "no day agreed"),
        ("Key accounts", str(len(description.accounts))),
        *((label, said) for label, said in description.profile),
    ]
    texts = {part.name: SheetSection(part.label, _lines(description, part.name)) for part in PARTS}
    accounts = SheetSection(
        "Accounts", points=[name for _, name in description.accounts], missing="No key account on that day."
    )
    sections = [
        texts["purpose"],
        accounts,
        texts["focal_point"],
        SheetSection("Objectives", table=_table(description.objectives, "Objective", measured=True)),
        *(texts[name] for name in ("responsibilities", "authority", "resources", "fit", "training")),
        SheetSection("What the work is judged by", table=_table(description.criteria, "Criterion", measured=False)),
    ]
    return Sheet(
        title=f"Job description of {person}",
        sub="Relationship manager of key accounts",
        state=description.get_state_display(),
        facts=facts,
        sections=[one for one in sections if one.paragraphs or one.points or one.table or one.missing],
        foot=f"Job description of {person}, version {version}",
        on=timezone.localdate(description.made),
        signed=_signed(description),
    )


def _lines(description: JobDescription, name: str) -> list[str]:
    return [line.strip() for line in description.texts.get(name, "").splitlines() if line.strip()]


def _table(lines: list[dict[str, object]], head: str, *, measured: bool) -> SheetTable:
    heads = [head, "Measured by", "Weight"] if measured else [head, "Weight"]
    rows = [
        [str(one["what"]), *([str(one.get("measure", ""))] if measured else []), f"{one['weight']}%"] for one in lines
    ]
    return SheetTable(heads, rows, [3, 3, 1] if measured else [6, 1], frozenset({len(heads) - 1}))


def _signed(description: JobDescription) -> list[tuple[str, str]]:
    mine = f"agreed on {_day(description.manager_agreed)}" if description.manager_agreed else ""
    theirs = f"agreed on {_day(description.head_agreed)}" if description.head_agreed else ""
    head = description.agreed_by or description.reports_to or "Head of the programme"
    return [(str(description.person), mine), (str(head), theirs)]


def _day(at: object) -> str:
    return written_day(timezone.localdate(at))  # type: ignore[arg-type]
