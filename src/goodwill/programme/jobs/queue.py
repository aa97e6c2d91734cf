"""Jobs: put in line, taken by one worker at a time, taken up again when a worker dies."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from goodwill.records.models import Job

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 5
Say = Callable[[str], None]


class LostLeaseError(Exception):
    """Another worker has taken the job up: this one must leave it alone."""


def put(kind: str, **arguments: Any) -> Job:
    return Job.objects.create(kind=kind, arguments=arguments)


def put_once(kind: str) -> None:
    """Put a job in line unless one of its kind, without arguments, waits there already."""
    if not Job.objects.filter(kind=kind, arguments={}, state=Job.State.QUEUED).exists():
        put(kind)


def take() -> Job | None:
    """The oldest job that waits, or whose worker has not been heard of within its lease; None if there is none.

    A job whose workers died five times is failed: it would take down every worker after them.
    """
    with transaction.atomic():
        now = timezone.now()
        open_jobs = Job.objects.filter(
            Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)
        ).order_by("made")
        if connection.features.has_select_for_update_skip_locked:
            open_jobs = open_jobs.select_for_update(skip_locked=True)
        job = open_jobs.first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            finish(job, failed=f"Its worker died {job.attempts} times; it was given up.")
            return None
        job.state, job.attempts, job.lease_until = Job.State.RUNNING, job.attempts + 1, now + LEASE
        job.save(update_fields=["state", "attempts", "lease_until"])
        return job


def beat(job: Job, step: str | None = None) -> None:
    """Still alive; and what it is doing now. Raises LostLeaseError where another worker holds the job."""
    changed: dict[str, Any] = {"lease_until": timezone.now() + LEASE}
    if step is not None:
        changed["step"] = step[:200]
    held = Job.objects.filter(id=job.id, state=Job.State.RUNNING, attempts=job.attempts)
    if not held.update(**changed):
        raise LostLeaseError(f"Job {job.id} was taken up by another worker.")


def finish(job: Job, *, failed: str | None = None) -> None:
    Job.objects.filter(id=job.id, attempts=job.attempts).update(
        state=Job.State.DONE if failed is None else Job.State.FAILED,
        message=failed or "",
        finished=timezone.now(),
        lease_until=None,
    )
