"""The analysis of all orders was given up: why, and how it is tried again."""

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put_once
from goodwill.records.models import Job, User


def failed_analysis(user: User) -> str:
    """Why the last one was given up, for who may analyse; empty where it was not, or another is on its way."""
    if not policy.may(user, "analyse"):
        return ""
    # Those of past days have a day in their arguments, and tell of themselves among the past days.
    last = Job.objects.filter(kind="analyse", arguments={}).order_by("-id").first()
    return last.message if last is not None and last.state == Job.State.FAILED else ""


@transaction.atomic
def analyse_again(*, by: User) -> None:
    """Have all orders analysed once more, in the background."""
    policy.demand(by, "analyse")
    remember(by=by, action="analysed again", what="analysis")
    put_once("analyse")
