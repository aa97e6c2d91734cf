"""An analysis of the evidence becomes standings: the one meeting of tables and statistics."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from goodwill.portfolio.analyse import analyse
from goodwill.portfolio.analysis import Analysis
from goodwill.programme.climbing.recording import climb
from goodwill.programme.evidence import store
from goodwill.programme.jobs.estimates import estimate_anew
from goodwill.programme.jobs.queue import LostLeaseError, Say, beat, ending, put_once
from goodwill.programme.kept import days, files, moves, record
from goodwill.programme.levels import deciding
from goodwill.programme.needing.costs import for_analysis
from goodwill.programme.segments.keeping import ask_after_analysis
from goodwill.programme.standing_changes import compare_shown, write_changes
from goodwill.records.models import AnalysisRun, Job, Party, Relationship, Standing, StandingChange, Workspace
from goodwill.report.document import compose
from goodwill.report.html import page, pieces

State = AnalysisRun.State
BATCH = 1_000
"""Rows in one transaction: few enough that somebody who writes a note meanwhile does not notice."""


def analyse_evidence(job: Job, say: Say) -> None:
    """Analyse all that is in the evidence, as of the last order or an earlier day (which then is history only)."""
    past = job.arguments.get("as_of")
    evidence = store()
    # What a worker that died had begun for this job is begun anew; what it had published is not.
    _discard_begun(job)
    if not evidence.imports:
        _publish_nothing()
    elif not AnalysisRun.objects.filter(job=job, state=State.DONE).exists():
        run = AnalysisRun.objects.create(job=job, store_version=evidence.version, level=Workspace.the().level)
        try:
            _analysed(run, job, date.fromisoformat(past) if past else None, say)
        except LostLeaseError:
            raise
        except Exception:
            if evidence.version == run.store_version:
                raise
            # An import or an undo came between, and with it parties that were not known, or are gone.
            _discard_begun(job)
            with ending(job):
                put_once(job.kind, **job.arguments)
            return
    say("Comparing with the days before")
    moves.work_out()
    record.check_all()
    say("Finding who climbed and fell")
    climb()
    if past is None:
        ask_after_analysis(say)
        _drop_old()
    else:
        compare_shown()


def give_up_analysis(job: Job, sentence: str) -> None:
    """The analysis failed for good: what it had begun is removed, and why is kept."""
    _discard_begun(job)
    with ending(job, failed=sentence):
        AnalysisRun.objects.create(
            job=job, store_version=store().version, state=State.STOPPED, message=sentence, finished=timezone.now()
        )


def _analysed(run: AnalysisRun, job: Job, past: date | None, say: Say) -> None:
    workspace, evidence = Workspace.the(), store()
    with closing(evidence.open(parties=parties_of(run.level))) as book:
        named = replace(book, currency=book.currency or workspace.stated_currency or None)
        analysis = analyse(
            named,
            as_of=past,
            margin=workspace.margin,
            discount=workspace.discount,
            value_horizon=workspace.value_horizon,
            entitled=for_analysis(run.level),
            progress=say,
        )
        _write(run, analysis, say, current=past is None)
    if past is None:
        evidence.refresh_days()
        days.refresh()
    _publish(run, job, current=past is None)


def _write(run: AnalysisRun, analysis: Analysis, say: Say, *, current: bool) -> None:
    say("Writing")
    run.as_of, run.results = analysis.settings.as_of, json.loads(analysis.to_json())
    customers = analysis.customers
    files.keep(run.id, analysis)
    say("Drawing")
    document, folder = compose(_named(analysis)), Path(settings.FOLDER) / "reports"
    kept = pieces(document, leads)
    (folder / f"pieces-{run.id}.json").write_text(json.dumps(kept), encoding="utf-8")
    if current:
        run.report = f"report-{run.id}.html"
        (folder / run.report).write_text(page(document), encoding="utf-8")
        say("Writing standings")
        for part in _standings(run, _with_margin(customers, analysis)):
            Standing.objects.bulk_create(part)
        say("Finding what has changed")
        write_changes(run, customers)
        estimate_anew(Party, Relationship, Standing, StandingChange)


def _named(analysis: Analysis) -> Analysis:
    """With the names of parties where the report would show their keys."""
    names = _names(analysis)
    spread = analysis.group_map
    return replace(
        analysis,
        key_accounts=tuple(replace(k, called=names[k.customer_id]) for k in analysis.key_accounts),
        group_map=None
        if spread is None
        else replace(spread, named=tuple(replace(p, customer_id=names[p.customer_id]) for p in spread.named)),
    )


def _names(analysis: Analysis) -> dict[str, str]:
    """Of the few parties that the report names one by one; key -> name."""
    spread = analysis.group_map
    keys = {k.customer_id for k in analysis.key_accounts} | {p.customer_id for p in (spread.named if spread else ())}
    names = {str(pk): name for pk, name in Party.objects.filter(id__in=keys).values_list("id", "name")}
    return {key: names.get(key, key) for key in keys}


def leads(query: str) -> str:
    """Addresses in kept pieces are `list?…` and `record/…`: the pages know where those are."""
    what, _, key = query.partition("=")
    return f"record/{key}" if what == "customer" else f"list?{query.replace(' ', '+')}"


@transaction.atomic
def _publish(run: AnalysisRun, job: Job, *, current: bool) -> None:
    """One row is swapped, and every page sees the new standings, unless those of later evidence stand there already."""
    workspace = Workspace.objects.select_for_update().get(id=1)
    beat(job)
    run.state, run.finished = State.DONE, timezone.now()
    run.save(force_update=True)
    shown = workspace.current
    if current and store().imports and (shown is None or shown.store_version <= run.store_version):
        workspace.current = run
        workspace.currency = workspace.stated_currency or run.results["evidence"]["currency"] or ""
        workspace.save(update_fields=["current", "currency"])


@transaction.atomic
def _publish_nothing() -> None:
    """Without orders nobody has a standing; unless some came this moment, whose analysis follows."""
    workspace = Workspace.objects.select_for_update().get_or_create(id=1)[0]
    if not store().imports:
        workspace.current, workspace.currency = None, workspace.stated_currency
        workspace.save(update_fields=["current", "currency"])


def _discard_begun(job: Job) -> None:
    """Whatever attempts at this job, or at one that has ended, began and never published.

    Files go first: as long as there are some, a row tells of them.
    """
    dead = Q(job=job) | ~Q(job__state=Job.State.RUNNING)
    for run in AnalysisRun.objects.filter(dead, state=State.RUNNING).only("id"):
        for file in _files(run):
            file.unlink(missing_ok=True)
        _drop_standings(run)
        run.delete()


def _drop_old() -> None:
    """Standings of runs that are neither shown nor being written."""
    shown = AnalysisRun.objects.filter(id__in=Workspace.objects.filter(current__isnull=False).values("current"))
    old = AnalysisRun.objects.exclude(state=State.RUNNING).exclude(id__in=shown.values("id"))
    for run in old.filter(Exists(Standing.objects.filter(run=OuterRef("pk")))).only("id"):
        _drop_standings(run)


def _drop_standings(run: AnalysisRun) -> None:
    """In chunks that leave others room to write."""
    while ids := list(run.standings.values_list("id", flat=True)[:BATCH]):
        for start in range(0, len(ids), 500):
            Standing.objects.filter(id__in=ids[start : start + 500]).delete()
    while ids := list(StandingChange.objects.filter(run=run).values_list("id", flat=True)[:500]):
        StandingChange.objects.filter(id__in=ids).delete()


def _files(run: AnalysisRun) -> tuple[Path, ...]:
    """Everything that a run may have written."""
    home = Path(settings.FOLDER)
    reports = home / "reports"
    return (
        reports / f"report-{run.id}.html",
        reports / f"pieces-{run.id}.json",
        *files.files_of(run.id),
    )


def parties_of(level: str) -> pa.Table:
    """Which party each key of the evidence counts for."""
    pairs = list(deciding(level))
    keys, parties = zip(*pairs, strict=True) if pairs else ((), ())
    return pa.table({"key": pa.array(keys, pa.int64()), "party": pa.array(parties, pa.int64())})


def _with_margin(customers: pa.Table, analysis: Analysis) -> pa.Table:
    """What of its revenue stays of each, which its worth is told by; nothing where nothing can be valued."""
    kept = (
        pa.nulls(len(customers), pa.float64()) if analysis.in_hand is None else pa.array(analysis.in_hand.margin_rate)
    )
    return customers.append_column("margin_rate", kept)


def _standings(run: AnalysisRun, customers: pa.Table) -> Iterator[list[Standing]]:
    for batch in customers.to_batches(max_chunksize=BATCH):
        yield [_standing(run, row) for row in batch.to_pylist()]


def _standing(run: AnalysisRun, row: dict[str, Any]) -> Standing:
    return Standing(
        run=run,
        party_id=int(row["customer_id"]),
        group=row["group"] or "",
        rung=row["rung"] or "",
        p_active=row["p_active"],
        p_return=row["p_return"],
        potential=row["potential"],
        value=row["lifetime_value"],
        value_low=row["lifetime_value_low"],
        value_high=row["lifetime_value_high"],
        expected_orders=row["expected_orders"],
        expected_revenue=row["expected_revenue"],
        margin_rate=row["margin_rate"],
        occasions=(row["repeat_purchases"] or 0) + 1,
        first_order=row["first_order"],
        last_order=row["last_order"],
        key_account_probability=row["key_account_probability"],
        reason=row["reason"] or "",
    )
