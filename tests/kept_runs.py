"""Analyses as they are kept, made by hand: rows of (party, group, chance to return, potential, value, last order)."""

from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa

from goodwill.programme.kept import files
from goodwill.records.models import AnalysisRun, Party, Workspace

JUNE, JULY = date(2011, 6, 30), date(2011, 7, 31)
Row = tuple[Party, str | None, float, float, float, date]


def keep(
    as_of: date,
    rows: list[Row],
    *,
    current: bool = False,
    window: int = 90,
    more: Mapping[str, Sequence[float]] | None = None,
) -> AnalysisRun:
    """more: further columns, in the order of the rows."""
    results = {
        "bucket_window": {"days": window},
        "cuts": {"potential": 100.0, "return": 0.5, "potential_is": "assumed margin"},
        "evidence": {"customers": len(rows), "first": "2010-01-01"},
        "value": {"mean": sum(row[4] for row in rows), "low": 0.0, "high": 1e6},
        "settings": {"horizon": {"length": 52, "unit": "week"}},
        "behaviour": {"naive_rule": None},
    }
    run = AnalysisRun.objects.create(as_of=as_of, state="done", results=results)
    party, group, chance, potential, value, last = (
        [row[i].pk if isinstance(row[i], Party) else row[i] for row in rows] for i in range(6)
    )
    table = pa.table(
        {
            "party": pa.array(party, pa.int64()),
            "group": pa.array(group, pa.string()),
            "p_return": pa.array(chance, pa.float64()),
            "p_active": pa.array(chance, pa.float64()),
            "potential": pa.array(potential, pa.float64()),
            "lifetime_value": pa.array(value, pa.float64()),
            "lifetime_value_low": pa.array([0.0] * len(rows), pa.float64()),
            "lifetime_value_high": pa.array([2 * v for v in value], pa.float64()),
            "first_order": pa.array([date(2010, 1, 1)] * len(rows), pa.date32()),
            "last_order": pa.array(last, pa.date32()),
            "last_year": pa.array(value, pa.float64()),
        }
    )
    for name, values in (more or {}).items():
        table = table.append_column(name, pa.array(values))
    files.write(files.standings_file(run.pk), table.sort_by("party"))
    if current:
        workspace = Workspace.the()
        workspace.current, workspace.currency = run, "GBP"
        workspace.save()
    return run


def days(*bought: tuple[Party, date]) -> None:
    from goodwill.programme.kept import days as kept_days

    found = sorted((party.pk, (day - date(1970, 1, 1)).days) for party, day in bought)
    table = pa.table(
        {"party": pa.array([p for p, _ in found], pa.int64()), "day": pa.array([d for _, d in found], pa.int32())}
    )
    files.write(kept_days._file(), table)
