"""The worker: takes jobs, keeps their leases alive, and says what became of them."""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, close_old_connections, connection

from goodwill.programme import policy
from goodwill.programme.jobs import queue
from goodwill.programme.jobs.scratch import own_scratch
from goodwill.records.models import Job
from goodwill.terms import GoodwillError
from goodwill.terms.errors import interrupted

Work = Callable[[Job, queue.Say], None]
IDLE = 0.5
SWEPT_EVERY = 1_800.0
"""Seconds between two looks for files that nothing refers to."""
LOOKED_EVERY = 600.0
"""Seconds between two looks whether somebody waits for its week by mail."""
BEATS = 6
"""How often a worker is heard of within one lease."""
_log = logging.getLogger(__name__)


def kinds() -> Mapping[str, Work]:
    """What each kind of job does. A new kind is a line here."""
    from goodwill.programme.analysing import analyse_evidence
    from goodwill.programme.bulk import run_bulk, undo_bulk
    from goodwill.programme.exports.exporting import run_export
    from goodwill.programme.finding.documents import rebuild
    from goodwill.programme.focal_point.digest import send_digests
    from goodwill.programme.imports.order_jobs import look, run_import, take_out
    from goodwill.programme.managing.solving import run_assignment
    from goodwill.programme.segments.keeping import ask_all
    from goodwill.programme.selecting.past_record import KIND, score_lists

    return {
        "look": look,
        "import": run_import,
        "undo import": take_out,
        "analyse": analyse_evidence,
        "bulk": run_bulk,
        "undo bulk": undo_bulk,
        "export": run_export,
        "rebuild search": rebuild,
        "segments": ask_all,
        KIND: score_lists,
        "assignment": run_assignment,
        "weekly digest": send_digests,
    }


RIGHTS: Mapping[str, policy.Action] = {
    "look": "import",
    "import": "import",
    "undo import": "import",
    "analyse": "analyse",
    "bulk": "edit",
    "undo bulk": "edit",
    "export": "export",
    "rebuild search": "settings",
    "segments": "segment",
    "past lists": "steer",
    "assignment": "steer",
    "weekly digest": "see",
}
"""Of every kind: what whoever asked for it must still be allowed when it is done, not only when it was asked."""
ASKED = frozenset(("bulk", "undo bulk", "export", "assignment"))
"""Kinds that somebody always asked for. Any other may follow from something, and then has the workspace's own right."""


def undoing() -> Mapping[str, Callable[[Job, str], None]]:
    """What is left to mend when a job of each kind has failed for good; the sentence says why it has."""
    from goodwill.programme.analysing import give_up_analysis
    from goodwill.programme.exports.exporting import give_up_export
    from goodwill.programme.imports.order_jobs import give_up_import, give_up_look, give_up_undo
    from goodwill.programme.managing.solving import give_up_assignment

    return {
        "look": give_up_look,
        "import": give_up_import,
        "undo import": give_up_undo,
        "analyse": give_up_analysis,
        "export": give_up_export,
        "assignment": give_up_assignment,
    }


def work(stop: threading.Event) -> None:
    """Take jobs until told to stop; a job under way is ended first."""
    from goodwill.programme.focal_point import digest
    from goodwill.programme.left_over import sweep_left_over

    with own_scratch(settings.FOLDER / "scratch"):
        _catch_up()
        swept = looked = 0.0
        while not stop.is_set():
            try:
                if time.monotonic() - swept > SWEPT_EVERY or not swept:
                    swept = time.monotonic()
                    sweep_left_over()
                if time.monotonic() - looked > LOOKED_EVERY or not looked:
                    looked = time.monotonic()
                    digest.put_in_line()
                found = work_once()
            except DatabaseError:
                # Away for a moment or too busy: the lease brings the job back, and this worker may do it.
                _log.exception("The database did not answer")
                found = False
            close_old_connections()
            if not found:
                stop.wait(IDLE)


def work_once(only: int | None = None, heard: queue.Say = lambda _step: None) -> bool:
    """Do one job; whether there was one. only: the id of the one that may be done. heard: is told each step."""
    job = queue.take(only)
    if job is None:
        return False
    ended = threading.Event()
    heart = threading.Thread(target=_beat, args=(job, ended), daemon=True)
    heart.start()
    try:
        if job.attempts > queue.MOST_ATTEMPTS:
            _fail(job, f"Its worker died {queue.MOST_ATTEMPTS} times; it was given up.")
            return True
        _demand(job)
        kinds()[job.kind](job, _saying(job, heard))
        queue.finish(job)
    except queue.LostLeaseError as lost:
        _log.warning("%s", lost)
    except (GoodwillError, PermissionDenied) as error:
        _fail(job, str(error))
    except Exception as error:
        if interrupted(error):
            raise KeyboardInterrupt from error
        # A job's fault must not end the worker.
        _log.exception("Job %s (%s) failed", job.id, job.kind)
        _fail(job, f"A fault of our own ({type(error).__name__}). It stands in the server's log.")
    finally:
        ended.set()
        heart.join()
    return True


def _demand(job: Job) -> None:
    """Raises PermissionDenied where who asked for the job may not have it done any more."""
    if job.by_id is None and job.kind not in ASKED:
        return
    if job.by is None or not policy.may(job.by, RIGHTS[job.kind]):
        raise PermissionDenied(f"{job.by or 'Nobody'} asked for this, and may not do it any more. Nothing was done.")


def wait_for(job: Job, heard: queue.Say) -> Job:
    """Until the job has ended: done here, or by a worker that was quicker. Interrupted, it fails, and is mended."""
    try:
        while True:
            found = Job.objects.get(id=job.id)
            if found.state in (Job.State.DONE, Job.State.FAILED):
                return found
            heard(found.step or "Waiting for another import or analysis to end")
            if not work_once(job.id, heard):
                time.sleep(IDLE)
    except KeyboardInterrupt:
        _give_up(job.id)
        raise


def _give_up(job: int) -> None:
    """Where this process held it or nobody did, nothing half-done is left of it."""
    held = Job.objects.get(id=job)
    if held.state == Job.State.QUEUED:
        taken = queue.take(job)
        if taken is None:
            return
        held = taken
    if held.state == Job.State.RUNNING:
        _fail(held, "It was stopped on the command line.")


def _saying(job: Job, heard: queue.Say) -> queue.Say:
    def say(step: str) -> None:
        queue.beat(job, step)
        heard(step)

    return say


def _catch_up() -> None:
    """What a process that fell had changed and not brought up to date."""
    from goodwill.programme.touched import catch_up

    try:
        catch_up()
    except DatabaseError:
        _log.exception("What was changed could not be brought up to date; the next change will try again")


def _fail(job: Job, sentence: str) -> None:
    """The job has failed, and nothing half-done is left of it."""
    try:
        queue.beat(job)
        mend = undoing().get(job.kind)
        if mend is not None:
            mend(job, sentence)
    except queue.LostLeaseError as lost:
        _log.warning("%s", lost)
    except Exception:  # noqa: BLE001 - logged below by name; the worker goes on
        _log.exception("What job %s (%s) left could not be mended", job.id, job.kind)
    queue.finish(job, failed=sentence)


def _beat(job: Job, ended: threading.Event) -> None:
    while not ended.wait(settings.JOB_LEASE / BEATS):
        try:
            queue.beat(job)
        except queue.LostLeaseError:
            break
        except DatabaseError:
            # Too busy for this beat; a lease holds several.
            _log.warning("Job %s could not say that it is alive", job.id)
    connection.close()
