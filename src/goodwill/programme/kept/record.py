"""How past forecasts did: each analysed day's forecast beside what has come since, checked when an analysis ends."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from goodwill.portfolio.analysis import LoyaltyBand
from goodwill.portfolio.forecast_record import Outcome, check
from goodwill.portfolio.past import day_number
from goodwill.programme.kept.analysed import Analysed, analysed, runs
from goodwill.programme.kept.days import purchase_days
from goodwill.programme.kept.files import KEPT, between_runs, folder, histories, read, scoring_of, write
from goodwill.records.models import Workspace
from goodwill.terms import Estimate, Period

HORIZON = Period(52, "week")


@dataclass(frozen=True)
class Summed:
    """How many past forecasts there are, and of how many what came lay within the range."""

    forecasts: int
    inside: int


@between_runs()
def check_all() -> None:
    """Every analysed day against the orders on record now; what was checked against the same orders stays."""
    current = Workspace.the().current
    if current is None or current.as_of is None:
        return
    party, day = purchase_days()
    for known in analysed():
        path = folder() / f"{known.run}.json"
        asked = {"until": current.as_of.isoformat(), "version": current.store_version}
        if known.as_of >= current.as_of or (path.exists() and _asked(path.read_text(encoding="utf-8")) == asked):
            continue
        outcome = _outcome(known, current.as_of, party, day)
        partial = path.with_name(f".{path.name}")
        told = None
        if outcome is not None:
            _keep_bands(known.run, outcome)
            told = asdict(replace(outcome, called=None))
            del told["called"]
        partial.write_text(json.dumps({"asked": asked, "outcome": told}, default=str), encoding="utf-8")
        partial.replace(path)


def outcomes(days: Sequence[Analysed]) -> list[Outcome]:
    """Of these days, as far as they have been checked."""
    found = []
    for known in days:
        path = folder() / f"{known.run}.json"
        told = json.loads(path.read_text(encoding="utf-8"))["outcome"] if path.exists() else None
        if told is not None:
            found.append(_read(told))
    return found


def bands(run: int) -> pa.Table | None:
    """Of each party its band by the chance to return that was called then: party, band; None where not kept."""
    path = _bands_file(run)
    return pq.read_table(path, use_threads=False) if path.exists() else None


def bands_kept(run: int) -> bool:
    return _bands_file(run).exists()


def _bands_file(run: int) -> Path:
    return folder() / f"{run}-bands.parquet"


def _keep_bands(run: int, outcome: Outcome) -> None:
    parties = read(run, ["party"])
    if parties is not None and outcome.called is not None:
        write(_bands_file(run), parties.append_column("band", pa.array(outcome.called)))


def summed(found: Sequence[Outcome]) -> Summed:
    return Summed(len(found), sum(outcome.inside for outcome in found))


def _outcome(known: Analysed, until: date, party: NDArray[np.int64], day: NDArray[np.int64]) -> Outcome | None:
    kept, table = scoring_of(known.run), read(known.run, ["party", *KEPT])
    if kept is None or table is None:
        return None
    horizon = _horizon(known.run)
    last = min(day_number(until), day_number(known.as_of) + int(horizon.days))
    later = party[(day > day_number(known.as_of)) & (day <= last)]
    parties = table["party"].to_numpy()
    at = np.searchsorted(parties, later)
    there = (at < len(parties)) & (parties[np.minimum(at, max(len(parties) - 1, 0))] == later) if len(parties) else at
    came = np.bincount(at[there.astype(np.bool_)], minlength=len(parties)).astype(np.int64)
    return check(
        kept.scoring,
        histories(table, kept.unit),
        came,
        as_of=known.as_of,
        until=min(until, _day(last)),
        horizon=horizon,
    )


def _day(number: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + number)


def _horizon(run: int) -> Period:
    told = runs().filter(id=run).values_list("results__settings__horizon", flat=True).first()
    return Period(told["length"], told["unit"]) if told else HORIZON


def _asked(text: str) -> Any:
    return json.loads(text)["asked"]


def _read(told: dict[str, Any]) -> Outcome:
    told = told | {
        "as_of": date.fromisoformat(told["as_of"]),
        "until": date.fromisoformat(told["until"]),
        "orders": Estimate(**told["orders"]),
        "returning": Estimate(**told["returning"]),
        "bands": tuple(LoyaltyBand(**band) for band in told["bands"]),
    }
    return Outcome(**told)
