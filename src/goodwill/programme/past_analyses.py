"""Analyses as of past month ends: ordered by people, made in the background, the newest first."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put_last
from goodwill.programme.kept.analysed import analysed
from goodwill.records.models import Job, User, Workspace
from goodwill.terms import UsageError

MOST = 36


def month_ends(*, before: date, count: int) -> list[date]:
    """The last days of the `count` whole months that ended before a day, newest first."""
    found: list[date] = []
    end = before.replace(day=1) - timedelta(days=1)
    while len(found) < count:
        found.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    return found


@transaction.atomic
def order_past(*, by: User, months: int) -> list[date]:
    """Have the last month ends analysed that are not yet; those days are returned, newest first.

    Raises:
        UsageError: for a number of months below 1 or above MOST, or where nothing is analysed yet.
    """
    policy.demand(by, "analyse")
    if not 1 <= months <= MOST:
        raise UsageError(f"Choose from 1 to {MOST} month ends.")
    workspace = Workspace.objects.select_for_update().get_or_create(id=1)[0]
    if workspace.current is None or workspace.current.as_of is None:
        raise UsageError("Nothing is analysed yet. Import orders first; their analysis follows by itself.")
    first = _first_order(workspace)
    there = {day.as_of for day in analysed()} | set(ordered())
    wanted = [
        day
        for day in month_ends(before=workspace.current.as_of, count=months)
        if day not in there and (first is None or day > first)
    ]
    put_in_line(wanted, by=by)
    if wanted:
        remember(by=by, action="ordered", what="past analyses", after={"days": [day.isoformat() for day in wanted]})
    return wanted


def put_in_line(days: Sequence[date], *, by: User | None = None) -> None:
    for day in days:
        put_last("analyse", by=by, as_of=day.isoformat())


def ordered() -> list[date]:
    """Past days whose analysis waits or is being made, newest first."""
    jobs = Job.objects.filter(kind="analyse", state__in=(Job.State.QUEUED, Job.State.RUNNING))
    days = (arguments.get("as_of") for arguments in jobs.values_list("arguments", flat=True))
    return sorted((date.fromisoformat(day) for day in days if day), reverse=True)


def _first_order(workspace: Workspace) -> date | None:
    told = workspace.current.results["evidence"]["first"] if workspace.current and workspace.current.results else None
    return date.fromisoformat(str(told)[:10]) if told else None


def step() -> str:
    """What the past analysis that is being made does now; empty where none is."""
    running = Job.objects.filter(kind="analyse", state=Job.State.RUNNING, arguments__as_of__isnull=False).first()
    return running.step if running else ""


def failed() -> list[tuple[date, str]]:
    """Past days whose last analysis was given up, and why; newest first."""
    there = {day.as_of for day in analysed()}
    jobs = Job.objects.filter(kind="analyse", state=Job.State.FAILED).order_by("made")
    said = {
        arguments["as_of"]: why for arguments, why in jobs.values_list("arguments", "message") if "as_of" in arguments
    }
    days = ((date.fromisoformat(day), why) for day, why in said.items())
    return sorted(((day, why) for day, why in days if day not in there), reverse=True)
