"""The worker: takes jobs, keeps their leases alive, and says what became of them."""

import logging
import threading
from collections.abc import Callable, Mapping

from django.db import connection

from goodwill.programme.jobs import queue
from goodwill.records.models import Job
from goodwill.terms import GoodwillError

Work = Callable[[Job, queue.Say], None]
BEAT, IDLE = 5.0, 0.5
_log = logging.getLogger(__name__)


def kinds() -> Mapping[str, Work]:
    """What each kind of job does. A new kind is a line here."""
    from goodwill.programme.analysing import analyse_evidence
    from goodwill.programme.bulk import run_bulk, undo_bulk
    from goodwill.programme.importing import look, run_import, take_out

    return {
        "look": look,
        "import": run_import,
        "undo import": take_out,
        "analyse": analyse_evidence,
        "bulk": run_bulk,
        "undo bulk": undo_bulk,
    }


def work(stop: threading.Event) -> None:
    """Take jobs until told to stop; a job under way is ended first."""
    while not stop.is_set():
        if not work_once():
            stop.wait(IDLE)


def work_once() -> bool:
    """Do one job; whether there was one."""
    job = queue.take()
    if job is None:
        return False
    ended = threading.Event()
    heart = threading.Thread(target=_beat, args=(job, ended), daemon=True)
    heart.start()
    try:
        kinds()[job.kind](job, lambda step: queue.beat(job, step))
        queue.finish(job)
    except queue.LostLeaseError as lost:
        _log.warning("%s", lost)
    except GoodwillError as error:
        queue.finish(job, failed=str(error))
    except Exception as error:  # noqa: BLE001 - a job's fault must not end the worker
        _log.exception("Job %s (%s) failed", job.id, job.kind)
        queue.finish(job, failed=f"A fault of our own ({type(error).__name__}). It stands in the server's log.")
    finally:
        ended.set()
        heart.join()
    return True


def _beat(job: Job, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        try:
            queue.beat(job)
        except queue.LostLeaseError:
            return
    connection.close()
