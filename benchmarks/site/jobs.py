"""Jobs in processes of their own: what each takes, and an analysis that never ends beside the pages."""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Cost = tuple[str, float, float]
"""Kind of job, seconds, peak memory in GiB."""


def one_job(told: "multiprocessing.Queue[Cost]") -> None:
    """Do one job in a process of its own: its kind, seconds, peak memory in GiB."""
    import django

    django.setup()
    from goodwill.programme.jobs import worker
    from goodwill.records.models import Job

    kind = Job.objects.filter(state="queued").order_by("made").values_list("kind", flat=True).first() or ""
    began = time.perf_counter()
    worker.work_once()
    took = time.perf_counter() - began
    failed = Job.objects.filter(state="failed").values_list("message", flat=True).first()
    if failed:
        raise RuntimeError(failed)
    told.put((kind, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2))


def done_in_a_process() -> Cost:
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[Cost] = context.Queue()
    process = context.Process(target=one_job, args=(told,))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError("The job failed; its error stands above.")
    return told.get()


@contextmanager
def analysing() -> Iterator[Callable[[], None]]:
    """A worker process that always has an analysis in hand; the callable waits until it does."""
    from django.db import connections

    from goodwill.programme.jobs.queue import put
    from goodwill.records.models import Job
    from goodwill.web.workers import work

    connections.close_all()
    worker = multiprocessing.get_context("spawn").Process(target=work)
    worker.start()

    def busy() -> None:
        while not Job.objects.filter(kind="analyse", state="running").exists():
            if not Job.objects.filter(kind="analyse", state="queued").exists():
                put("analyse")
            time.sleep(0.05)

    try:
        yield busy
    finally:
        worker.kill()
        worker.join()
