"""Jobs: put in line, taken by one worker at a time, taken up again when a worker dies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from goodwill.records.models import Job, User, Workspace

MOST_ATTEMPTS = 5
Say = Callable[[str], None]


class LostLeaseError(Exception):
    """Another worker has taken the job up: this one must leave it alone."""


def put(kind: str, *, by: User | None = None, **arguments: Any) -> Job:
    """by: who asks for it, with whose rights it will be done; None for what follows from something else."""
    return Job.objects.create(kind=kind, by=by, arguments=arguments)


def put_last(kind: str, *, by: User | None = None, **arguments: Any) -> Job:
    """One that waits until no other job does, whatever comes later."""
    return Job.objects.create(kind=kind, by=by, arguments=arguments, patient=True)


@transaction.atomic
def put_once(kind: str, *, by: User | None = None, **arguments: Any) -> None:
    """Put a job in line unless the same one waits there already."""
    # One at a time: two imports that end at once would otherwise both find no analysis waiting.
    Workspace.objects.select_for_update().get_or_create(id=1)
    if not Job.objects.filter(kind=kind, arguments=arguments, state=Job.State.QUEUED).exists():
        put(kind, by=by, **arguments)


def lease() -> timedelta:
    """How long a worker may be silent before another takes its job up."""
    return timedelta(seconds=settings.JOB_LEASE)


def take(only: int | None = None) -> Job | None:
    """The oldest job that waits, or whose worker has not been heard of within its lease; None if there is none.

    Patient jobs come after all others. only: the id of the one job that may be taken.

    One that comes with more than MOST_ATTEMPTS attempts has taken down every worker before and is to be given up.
    """
    with transaction.atomic():
        now = timezone.now()
        open_jobs = Job.objects.filter(
            Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)
        ).order_by("patient", "made", "id")
        if only is not None:
            open_jobs = open_jobs.filter(id=only)
        if connection.features.has_select_for_update_skip_locked:
            open_jobs = open_jobs.select_for_update(skip_locked=True)
        job = open_jobs.first()
        if job is None:
            return None
        job.state, job.attempts, job.lease_until = Job.State.RUNNING, job.attempts + 1, now + lease()
        job.save(update_fields=["state", "attempts", "lease_until"])
        return job


def beat(job: Job, step: str | None = None) -> None:
    """Still alive; and what it is doing now. Raises LostLeaseError where another worker holds the job."""
    changed: dict[str, Any] = {"lease_until": timezone.now() + lease()}
    if step is not None:
        changed["step"] = step[:200]
    held = Job.objects.filter(id=job.id, state=Job.State.RUNNING, attempts=job.attempts)
    if not held.update(**changed):
        raise LostLeaseError(f"Job {job.id} was taken up by another worker.")


def finish(job: Job, *, failed: str | None = None) -> bool:
    """Done, or failed with a sentence; False where the job has ended already or another worker holds it."""
    held = Job.objects.filter(id=job.id, state=Job.State.RUNNING, attempts=job.attempts)
    ended = held.update(
        state=Job.State.DONE if failed is None else Job.State.FAILED,
        message=failed or "",
        finished=timezone.now(),
        lease_until=None,
    )
    return bool(ended)


@contextmanager
def ending(job: Job, *, failed: str | None = None) -> Iterator[None]:
    """What the block writes and that the job has ended become true together, or neither does.

    Raises:
        LostLeaseError: where another worker holds the job; then the block is not entered.
    """
    with transaction.atomic():
        if not finish(job, failed=failed):
            raise LostLeaseError(f"Job {job.id} was taken up by another worker.")
        yield
