"""A run's standings and behaviour as files."""

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from numpy.typing import NDArray

from goodwill.behaviour import BgNbd, Draws, Fit, GammaGamma
from goodwill.evidence.store.locks import alone
from goodwill.portfolio.analysis import Analysis
from goodwill.portfolio.scoring import Customers, Scoring
from goodwill.portfolio.waterfall import Stand
from goodwill.terms import Histories, Period, Unit

# What of a standing is kept of every past analysis: its trend, the lists of that day, and what scores it again.
KEPT = (
    "first_order",
    "last_order",
    "orders",
    "repeat_purchases",
    "last_purchase_age",
    "observed_for",
    "mean_spend",
    "p_active",
    "p_return",
    "potential",
    "expected_orders",
    "expected_orders_low",
    "expected_orders_high",
    "expected_revenue",
    "lifetime_value",
    "lifetime_value_low",
    "lifetime_value_high",
    "group",
    "rung",
)
SCORED = ("net_factor", "margin_rate", "last_year")
CALLED = "called"
"""The band by the chance to return that the run called on a past day and checked (see `InHand`)."""
ROW_GROUP = 10_000
"""Small enough that one party is soon found, large enough that a whole column is soon read."""


LIGHT = 16_000_000
"""Bytes of a file of standings whose columns a process holds on to; a few of these weigh little."""


def folder() -> Path:
    found = Path(settings.FOLDER) / "standings"
    found.mkdir(exist_ok=True)
    return found


@contextmanager
def between_runs() -> Iterator[None]:
    """One worker at a time writes what several runs share: two would take each other's half-written files."""
    with alone(Path(settings.FOLDER) / "between-runs.lock"):
        yield


def standings_file(run: int) -> Path:
    return folder() / f"{run}.parquet"


def files_of(run: int) -> list[Path]:
    """Everything of a run in the folder of standings, half-written files included."""
    found: set[Path] = set()
    for pattern in (f"{run}.*", f".{run}.*", f"{run}-*.parquet", f"*-{run}.parquet", f".{run}-*", f".*-{run}.parquet"):
        found |= set(folder().glob(pattern))
    return sorted(found)


def keep(run: int, analysis: Analysis) -> None:
    """The run's standings, sorted by party, and the behaviour that made them."""
    customers, in_hand = analysis.customers, analysis.in_hand
    kept = customers.select([*KEPT]).append_column("party", customers["customer_id"].cast(pa.int64()))
    for name in SCORED:
        values = pa.nulls(len(kept), pa.float64()) if in_hand is None else pa.array(getattr(in_hand, name))
        kept = kept.append_column(name, values)
    called = None if in_hand is None else in_hand.called
    kept = kept.append_column(CALLED, pa.nulls(len(kept), pa.int8()) if called is None else pa.array(called))
    write(standings_file(run), kept.sort_by("party"))
    if in_hand is not None:
        _write_scoring(folder() / f"{run}.npz", in_hand.scoring, analysis.settings.unit)


def write(path: Path, table: pa.Table) -> None:
    """Whole or not at all."""
    partial = path.with_name(f".{path.name}")
    pq.write_table(table, partial, compression="zstd", row_group_size=ROW_GROUP)
    partial.replace(path)


def read(run: int, columns: Sequence[str]) -> pa.Table | None:
    """Columns of a run's standings; those that an older run did not keep are null. None where nothing was kept."""
    path = standings_file(run)
    if not path.exists():
        return None
    kept = path.stat()
    # One page asks for the same columns several times, and the next page of the same reader asks for them again.
    reading = _of_last_asked if kept.st_size <= LIGHT else _columns
    table = reading(path, kept.st_mtime_ns, tuple(columns))
    known = set(table.column_names)
    for name in columns:
        if name not in known:
            table = table.append_column(name, pa.nulls(len(table), pa.float64()))
    return table.select([*columns])


def _columns(path: Path, _written: int, columns: tuple[str, ...]) -> pa.Table:
    with pq.ParquetFile(path, memory_map=True) as file:
        known = set(file.schema_arrow.names)
        return file.read([name for name in columns if name in known], use_threads=False)


_of_last_asked = lru_cache(maxsize=4)(_columns)


def rows_of(run: int, party: int, columns: Sequence[str]) -> list[dict[str, Any]]:
    """What a run kept of one party: one row or none. Only the part of the file where the party stands is read."""
    path = standings_file(run)
    if not path.exists():
        return []
    with pq.ParquetFile(path, memory_map=True) as file:
        names, metadata = file.schema_arrow.names, file.metadata
        key = names.index("party")
        for part in range(metadata.num_row_groups):
            spans = metadata.row_group(part).column(key).statistics
            if spans.min <= party <= spans.max:
                known = ["party", *(name for name in columns if name in names)]
                table = file.read_row_group(part, known, use_threads=False)
                return cast("list[dict[str, Any]]", table.filter(pc.equal(table["party"], party)).to_pylist())
    return []


def of_parties(run: int, column: str, parties: Sequence[int]) -> dict[int, float]:
    """Party -> what a run kept in a column of numbers; of whom nothing is known is not there."""
    table = read(run, ["party", column])
    if table is None or not len(table):
        return {}
    held, values, asked = table["party"].to_numpy(), numbers(table, column), np.array(parties, np.int64)
    at = np.minimum(np.searchsorted(held, asked), len(held) - 1)
    there = (held[at] == asked) & np.isfinite(values[at])
    return dict(zip(asked[there].tolist(), values[at][there].tolist(), strict=True))


def numbers(table: pa.Table, column: str) -> NDArray[np.float64]:
    """A column as numbers, NaN where nothing is known."""
    found = table[column]
    if pa.types.is_date(found.type):
        found = found.cast(pa.int32())
    return np.asarray(found.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)


def equal(table: pa.Table, column: str, word: str) -> NDArray[np.bool_]:
    """Where a column of words says this one."""
    found = pc.fill_null(pc.equal(table[column], word), fill_value=False)
    return np.asarray(found.to_numpy(), np.bool_)


def stand(run: int, as_of: date) -> Stand | None:
    """The run as the waterfall needs it; None where it valued nothing, or was made before this was kept."""
    kept = scoring_of(run)
    table = read(run, ["party", *KEPT[:-2], *SCORED])
    if kept is None or table is None or not kept.scoring.knows_worth:
        return None
    customers = Customers(
        table["party"].to_numpy(),
        numbers(table, "last_order").astype(np.int64),
        histories(table, kept.unit),
        numbers(table, "net_factor"),
        numbers(table, "margin_rate"),
    )
    return Stand(as_of, customers, np.nan_to_num(numbers(table, "lifetime_value")), kept.scoring)


def histories(table: pa.Table, unit: Unit) -> Histories:
    """Of a run's standings, which must hold the columns of a history."""
    return Histories(
        numbers(table, "repeat_purchases").astype(np.int64),
        numbers(table, "last_purchase_age"),
        numbers(table, "observed_for"),
        unit,
        numbers(table, "mean_spend"),
    )


@dataclass(frozen=True, eq=False)
class Kept:
    """unit: that ages are counted in."""

    scoring: Scoring
    unit: Unit


def scoring_of(run: int) -> Kept | None:
    """The behaviour that a run had in hand; None where it had none or kept none."""
    path = folder() / f"{run}.npz"
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as file:
        told = json.loads(str(file["told"]))
        behaviour, spending = file["behaviour"], file["spending"]
        draws, spend_draws = file["behaviour_draws"], file["spending_draws"]
    years = told["value_horizon_days"]
    horizon = Period(float("inf"), "year") if years is None else Period(years, "day")
    r, alpha, a, b = map(float, behaviour)
    scoring = Scoring(
        BgNbd(r, alpha, a, b, unit=told["behaviour_unit"], fitted=_fit(("r", "alpha", "a", "b"), draws)),
        _spending([float(value) for value in spending], _fit(("p", "q", "v"), spend_draws)),
        told["factor"],
        told["rule"],
        told["basis"],
        told["flat_rate"],
        horizon,
        told["discount"],
        told["level"],
        told["seed"],
        tuple(told["log_error"]),
        Period(told["tested_days"], "day"),
    )
    return Kept(scoring, told["unit"])


def _spending(parameters: list[float], fitted: Fit | None) -> GammaGamma | None:
    if not parameters:
        return None
    p, q, v = parameters
    return GammaGamma(p, q, v, fitted=fitted)


def _write_scoring(path: Path, scoring: Scoring, unit: Unit) -> None:
    spending, horizon = scoring.spending, scoring.value_horizon
    told = {
        "unit": unit,
        "behaviour_unit": scoring.behaviour.unit,
        "factor": scoring.factor,
        "rule": scoring.rule,
        "basis": scoring.basis,
        "flat_rate": scoring.flat_rate,
        "value_horizon_days": None if horizon.endless else horizon.days,
        "discount": scoring.discount,
        "level": scoring.level,
        "seed": scoring.seed,
        "log_error": [float(error) for error in scoring.log_error],
        "tested_days": scoring.tested.days,
    }
    partial = path.with_name(f".{path.name}")
    with partial.open("wb") as file:
        np.savez_compressed(
            file,
            told=np.array(json.dumps(told)),
            behaviour=np.array(list(scoring.behaviour.parameters.values())),
            behaviour_draws=_draws(scoring.behaviour.fitted),
            spending=np.array([] if spending is None else list(spending.parameters.values())),
            spending_draws=_draws(None if spending is None else spending.fitted),
        )
    partial.replace(path)


def _draws(fitted: Fit | None) -> NDArray[np.float64]:
    return np.zeros((0, 0)) if fitted is None or fitted.draws is None else fitted.draws.values


def _fit(names: tuple[str, ...], values: NDArray[np.float64]) -> Fit | None:
    """Of a fit only the draws are needed to score again."""
    if not len(values):
        return None
    unknown: dict[str, float | None] = dict.fromkeys(names)
    return Fit(math.nan, unknown, unknown, 0, 0, 0.0, True, (), Draws(values, math.nan, 0.0, 0))
