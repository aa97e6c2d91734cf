"""An analysis of the evidence becomes standings: the one meeting of tables and statistics."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goodwill.portfolio.analyse import analyse
from goodwill.programme.evidence import store
from goodwill.programme.jobs.queue import Say
from goodwill.records.models import AnalysisRun, Identifier, Job, Standing, Workspace
from goodwill.report.document import compose
from goodwill.report.html import fragment, page
from goodwill.terms import GoodwillError

BATCH = 10_000
# What of a standing is kept of every past analysis, for its trend.
KEPT = ("p_active", "p_return", "lifetime_value", "lifetime_value_low", "lifetime_value_high", "group")


def analyse_evidence(job: Job, say: Say) -> None:
    """Analyse all that is in the evidence, as of the last order or an earlier day (which then is history only)."""
    past = job.arguments.get("as_of")
    evidence = store()
    if not evidence.imports:
        Workspace.objects.update(current=None)
        _drop_old(None)
        return
    # What a worker that died had begun for this job is begun anew.
    AnalysisRun.objects.filter(job=job, state=AnalysisRun.State.RUNNING).delete()
    run = AnalysisRun.objects.create(job=job, store_version=evidence.version)
    try:
        _analysed(run, date.fromisoformat(past) if past else None, say)
    except GoodwillError as error:
        run.state, run.message, run.finished = AnalysisRun.State.STOPPED, str(error), timezone.now()
        run.save()
        raise


def _analysed(run: AnalysisRun, past: date | None, say: Say) -> None:
    workspace, evidence = Workspace.the(), store()
    book = evidence.open(parties=_parties())
    analysis = analyse(book, as_of=past, margin=workspace.margin, progress=say)
    say("Writing")
    run.as_of, run.results = analysis.settings.as_of, json.loads(analysis.to_json())
    customers = analysis.customers
    _keep_history(run, customers)
    if past is None:
        run.report = f"report-{run.id}.html"
        folder = Path(settings.FOLDER) / "reports"
        document = compose(analysis)
        (folder / run.report).write_text(page(document), encoding="utf-8")
        (folder / f"inside-{run.report}").write_text(fragment(document), encoding="utf-8")
        for part in _standings(run, customers):
            Standing.objects.bulk_create(part)
            say("Writing standings")
        evidence.refresh_days()
    _publish(run, workspace, current=past is None)
    book.close()
    if past is None:
        _drop_old(run)


@transaction.atomic
def _publish(run: AnalysisRun, workspace: Workspace, *, current: bool) -> None:
    """One row is swapped, and every page sees the new standings."""
    run.state, run.finished = AnalysisRun.State.DONE, timezone.now()
    run.save()
    if current:
        workspace.current = run
        workspace.save(update_fields=["current"])


def _drop_old(run: AnalysisRun | None) -> None:
    """Standings of earlier runs, in chunks that leave others room to write."""
    old = Standing.objects.exclude(run=run) if run is not None else Standing.objects.all()
    while ids := list(old.values_list("id", flat=True)[:BATCH]):
        for start in range(0, len(ids), 500):
            Standing.objects.filter(id__in=ids[start : start + 500]).delete()


def _parties() -> pa.Table:
    pairs = list(Identifier.objects.values_list("id", "party_id"))
    keys, parties = zip(*pairs, strict=True) if pairs else ((), ())
    return pa.table({"key": pa.array(keys, pa.int64()), "party": pa.array(parties, pa.int64())})


def _standings(run: AnalysisRun, customers: pa.Table) -> Iterator[list[Standing]]:
    for batch in customers.to_batches(BATCH):
        yield [_standing(run, row) for row in batch.to_pylist()]


def _standing(run: AnalysisRun, row: dict[str, Any]) -> Standing:
    return Standing(
        run=run,
        party_id=int(row["customer_id"]),
        group=row["group"] or "",
        rung=row["rung"] or "",
        p_active=row["p_active"],
        p_return=row["p_return"],
        value=row["lifetime_value"],
        value_low=row["lifetime_value_low"],
        value_high=row["lifetime_value_high"],
        expected_orders=row["expected_orders"],
        expected_revenue=row["expected_revenue"],
        occasions=(row["repeat_purchases"] or 0) + 1,
        first_order=row["first_order"],
        last_order=row["last_order"],
        key_account_probability=row["key_account_probability"],
        reason=row["reason"] or "",
    )


def _keep_history(run: AnalysisRun, customers: pa.Table) -> None:
    """The run's standings as a file, sorted by party, so that any past month can be shown as it was known then."""
    kept = customers.select([*KEPT]).append_column("party", customers["customer_id"].cast(pa.int64())).sort_by("party")
    folder = Path(settings.FOLDER) / "standings"
    folder.mkdir(exist_ok=True)
    partial = folder / f".{run.id}.parquet"
    pq.write_table(kept, partial, compression="zstd", row_group_size=20_000)
    partial.rename(folder / f"{run.id}.parquet")
