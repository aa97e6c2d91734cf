from datetime import timedelta

import pytest
from django.utils import timezone

from goodwill.programme.jobs import queue, worker
from goodwill.records.models import Job
from goodwill.terms import UsageError

pytestmark = pytest.mark.django_db


def test_jobs_are_taken_in_their_order_and_once():
    first, second = queue.put("look"), queue.put("look")

    assert queue.take() == first
    assert queue.take() == second
    assert queue.take() is None


def test_a_job_whose_worker_died_is_taken_up_and_the_dead_one_may_not_finish_it():
    queue.put("look")
    dead = queue.take()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    alive = queue.take()
    queue.finish(dead, failed="too late")

    assert alive.id == dead.id
    assert Job.objects.get().state == "running"
    with pytest.raises(queue.LostLeaseError):
        queue.beat(dead)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_kills_every_worker_is_given_up():
    queue.put("look")
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.take() is not None
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    assert worker.work_once()
    assert not worker.work_once()
    assert Job.objects.get().state == "failed"
    assert "given up" in Job.objects.get().message


@pytest.mark.django_db(transaction=True)
def test_an_error_that_a_person_can_mend_is_kept_word_for_word(monkeypatch):
    def refuse(_job, _say):
        raise UsageError("Choose another file.")

    monkeypatch.setattr(worker, "kinds", lambda: {"look": refuse})
    queue.put("look")

    assert worker.work_once()
    assert Job.objects.get().message == "Choose another file."
    assert not worker.work_once()


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_our_own_does_not_end_the_worker(monkeypatch, caplog):
    monkeypatch.setattr(worker, "kinds", lambda: {"look": lambda _job, _say: 1 / 0})
    queue.put("look")

    assert worker.work_once()
    assert "ZeroDivisionError" in Job.objects.get().message
    assert "ZeroDivisionError" in caplog.text
