"""Whose standing changed: worked out once by each analysis against the one before it, and read from an index after."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from goodwill.programme import policy
from goodwill.records.models import AnalysisRun, Party, StandingChange, User, Workspace

Kind = StandingChange.Kind
COOL = 0.5
"""Below this chance of being active a relationship that is worth something has cooled."""
LOST = 0.1
"""Below this chance of ordering again a call comes too late."""
FELL = 0.05
"""A chance of being active that fell by so much or more is told; less is the passing of time."""
BATCH = 1_000
_TELLS = {
    Kind.RETURNED: ("active", "orders"),
    Kind.LOST: ("return",),
    Kind.COOLED: ("active",),
    Kind.FELL: ("active",),
    Kind.GROUP: ("group",),
}
"""What each kind of change gives away."""
_COMPARED = ("party", "group", "p_active", "p_return", "lifetime_value")


def write_changes(run: AnalysisRun, customers: pa.Table) -> None:
    """Compare the standings of a run that is to be shown with those of an earlier day, set against set."""
    _compare(run, customers.append_column("party", customers["customer_id"].cast(pa.int64())))


@transaction.atomic
def compare_shown() -> None:
    """Where the analysis that is shown was the first of all, a day before it that was analysed since is its before."""
    run = Workspace.the().current
    if run is not None and run.compared_with_id is None and _kept(run).exists():
        _compare(run, pq.read_table(_kept(run), columns=[*_COMPARED, "last_order"]))
        run.save(update_fields=["compared_with"])


def _compare(run: AnalysisRun, new: pa.Table) -> None:
    before = _earlier(run)
    if before is None or before.as_of is None:
        return
    run.compared_with = before
    old = pq.read_table(_kept(before), columns=[*_COMPARED])
    both = new.select([*_COMPARED, "last_order"]).join(old, keys="party", join_type="inner", right_suffix="_before")
    kinds, same_money = _kinds(both, before.as_of), _method(run) == _method(before)
    changed = both.append_column("kind", pa.array(kinds)).take(pa.array(np.flatnonzero(kinds != "")))
    for batch in changed.to_batches(max_chunksize=BATCH):
        StandingChange.objects.bulk_create(
            StandingChange(
                run=run,
                party_id=row["party"],
                kind=row["kind"],
                group=row["group"] or "",
                group_before=row["group_before"] or "",
                p_active=row["p_active"],
                p_active_before=row["p_active_before"],
                value=row["lifetime_value"] or 0,
                value_before=row["lifetime_value_before"] if same_money else None,
            )
            for row in batch.to_pylist()
        )


def changes_of(user: User, today: date) -> QuerySet[StandingChange]:
    """What nobody has dealt with, of the parties that the user may edit, the most valuable first.

    Not told of worth, it has them by name; a change of what is hidden from it is not there.
    """
    run = Workspace.the().current
    waiting = StandingChange.objects.filter(Q(not_before__isnull=True) | Q(not_before__lte=today), handled__isnull=True)
    if run is None or not policy.may(user, "edit"):
        return waiting.none()
    if policy.reach(user, "edit") != "all":
        waiting = waiting.filter(party__in=policy.parties(user, "edit"))
    order = ("party__name", "party_id") if "value" in policy.hidden(user) else ("-value", "party_id")
    return waiting.filter(run=run, kind__in=told_kinds(user)).select_related("party").order_by(*order)


def told_kinds(user: User) -> list[str]:
    """The kinds of change that give nothing away that is hidden from the user."""
    gone = policy.hidden(user)
    return [kind for kind, fields in _TELLS.items() if not gone.intersection(fields)]


def change_of(user: User, run: AnalysisRun | None, party: Party) -> StandingChange | None:
    """How one party stands differently in a run, as far as the user is told."""
    found = StandingChange.objects.filter(run=run, party=party) if run else ()
    return next(iter(policy.as_told(user, found)), None)


def deal_with(party: Party) -> None:
    """Somebody wrote down what was done: the change of standing asks nobody any more."""
    StandingChange.objects.filter(party=party, handled__isnull=True).update(handled=timezone.now())


def put_off(*, by: User, change: StandingChange, to: date) -> None:
    """Not now: it comes back on a day, unless an analysis comes before."""
    policy.demand_edit(by, change.party)
    changes_of(by, date.max).filter(id=change.id).update(not_before=to)


def _earlier(run: AnalysisRun) -> AnalysisRun | None:
    """The last analysis that was shown and is as of an earlier day.

    Only where none was ever shown, one of a past month takes its place: looking back later changes nothing.
    """
    done = AnalysisRun.objects.filter(state=AnalysisRun.State.DONE, as_of__lt=run.as_of).defer("results")
    newest = done.order_by("-as_of", "-started")
    found = newest.exclude(report="").first() or newest.first()
    return found if found is not None and _kept(found).exists() else None


def _method(run: AnalysisRun) -> list[object]:
    """What a person chose that every value rests on: across a change of it, values say nothing of the customer."""
    told = run.results.get("settings", {})
    return [told.get(name) for name in ("basis", "margin", "discount_rate_per_year", "value_horizon")]


def _kept(run: AnalysisRun) -> Path:
    return Path(settings.FOLDER) / "standings" / f"{run.id}.parquet"


def _kinds(both: pa.Table, since: date) -> NDArray[np.str_]:
    """The most telling kind of change of each row, or nothing."""
    active, active_before = _numbers(both, "p_active"), _numbers(both, "p_active_before")
    back, back_before = _numbers(both, "p_return"), _numbers(both, "p_return_before")
    ordered = both["last_order"].to_numpy(zero_copy_only=False).astype("datetime64[D]") > np.datetime64(since)
    group, group_before = (np.array([g or "" for g in both[c].to_pylist()]) for c in ("group", "group_before"))
    # What is not known is NaN, and NaN is neither above nor below.
    fell = active_before - active >= FELL
    rules = {
        Kind.RETURNED: ordered & (active_before < COOL) & (active - active_before >= FELL),
        Kind.LOST: (back < LOST) & (back_before >= LOST),
        Kind.COOLED: (active < COOL) & (active_before >= COOL),
        Kind.FELL: fell,
        Kind.GROUP: (group != group_before) & (group != "") & (group_before != ""),
    }
    return np.select(list(rules.values()), [kind.value for kind in rules], default="")


def _numbers(both: pa.Table, column: str) -> NDArray[np.float64]:
    return np.asarray(both[column].cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)
