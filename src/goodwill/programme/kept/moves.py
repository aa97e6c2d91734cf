"""What moved the value of the base: worked out between neighbouring days when an analysis ends, read by pages."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodwill.portfolio.reasons import Moved as OneMoved
from goodwill.portfolio.waterfall import EVIDENCE, PARTS, Part, Step, running, step
from goodwill.programme.kept.analysed import Analysed, analysed, runs
from goodwill.programme.kept.files import between_runs, folder, stand, write

TOLD = b"goodwill"


@dataclass(frozen=True)
class Moved:
    """Opening + the parts = closing, in money. customers: whose value each part changed."""

    opening: float
    closing: float
    parts: dict[Part, float]
    customers: dict[Part, int]

    @property
    def rounded(self) -> list[tuple[Part, int]]:
        """The parts in whole units, which still add up."""
        return running(self.opening, self.parts, self.closing)


@between_runs()
def work_out(*, anew: int | None = None) -> int:
    """Every step between neighbouring days that is not there yet; how many were made.

    anew: a run whose steps are made again.
    """
    made = 0
    for later, earlier in pairwise(analysed()):
        path = _file(earlier, later)
        if path.exists() and anew not in (earlier.run, later.run):
            continue
        ours, theirs = stand(earlier.run, earlier.as_of), stand(later.run, later.as_of)
        window = runs().filter(id=later.run).values_list("results__bucket_window__days", flat=True).first()
        if ours is not None and theirs is not None and window:
            _write(path, step(ours, theirs, window_days=int(window)))
            made += 1
    return made


def between(days: Sequence[Analysed], earlier: Analysed, later: Analysed) -> Moved | None:
    """From one day to another, as the sum of the steps from day to day; None while a step is missing."""
    chain = sorted((d for d in days if earlier.as_of <= d.as_of <= later.as_of), key=lambda d: d.as_of)
    steps = [_told(_file(a, b)) for a, b in pairwise(chain)]
    known = [told for told in steps if told is not None]
    if not known or len(known) < len(steps):
        return None
    return Moved(
        known[0].opening,
        known[-1].closing,
        {part: math.fsum(told.parts[part] for told in known) for part in PARTS},
        {part: sum(told.customers[part] for told in known) for part in PARTS},
    )


def who(days: Sequence[Analysed], earlier: Analysed, later: Analysed, part: Part) -> pa.Table:
    """The parties whose value this part changed, with the money: party, moved."""
    chain = sorted((d for d in days if earlier.as_of <= d.as_of <= later.as_of), key=lambda d: d.as_of)
    found = [_who(_file(a, b), part) for a, b in pairwise(chain) if _file(a, b).exists()]
    if len(found) == 1:
        return pa.table({"party": found[0][0], "moved": found[0][1]})
    party = np.concatenate([p for p, _ in found]) if found else np.zeros(0, np.int64)
    moved = np.concatenate([m for _, m in found]) if found else np.zeros(0)
    parties, at = np.unique(party, return_inverse=True)
    return pa.table({"party": parties, "moved": np.bincount(at, weights=moved, minlength=len(parties))})


def of(party: int, earlier: int, later: int) -> OneMoved | None:
    """How a party's worth went between two runs of neighbouring days; None where that is not known."""
    path = folder() / f"{earlier}-{later}.parquet"
    if not path.exists():
        return None
    columns = ["method", "re_estimated", "evidence", "part"]
    rows = pq.read_table(path, columns=columns, filters=pc.field("party") == party, use_threads=False).to_pylist()
    return next((OneMoved(EVIDENCE[r["part"]], r["evidence"], r["re_estimated"], r["method"]) for r in rows), None)


def _file(earlier: Analysed, later: Analysed) -> Path:
    return folder() / f"{earlier.run}-{later.run}.parquet"


def _who(path: Path, part: Part) -> tuple[np.ndarray, np.ndarray]:
    column = {"method": "method", "re-estimated": "re_estimated"}.get(part, "evidence")
    table = pq.read_table(path, columns=["party", column, "part"], use_threads=False)
    moved = table[column].to_numpy()
    chosen = table["part"].to_numpy() == CODES[part] if column == "evidence" else moved != 0
    return table["party"].to_numpy()[chosen], moved[chosen]


CODES: dict[Part, int] = {"new": 1, "lost": 2, "dearer": 3, "cheaper": 4}


def _told(path: Path) -> Moved | None:
    if not path.exists():
        return None
    told = json.loads(pq.read_metadata(path).metadata[TOLD])
    return Moved(told["opening"], told["closing"], told["parts"], told["customers"])


def _write(path: Path, moved: Step) -> None:
    told = {
        "opening": math.fsum(moved.before),
        "closing": math.fsum(moved.after),
        "parts": moved.totals,
        "customers": moved.counts,
    }
    columns = ("party", "method", "re_estimated", "evidence", "part")
    table = pa.table({name: getattr(moved, name) for name in columns})
    write(path, table.replace_schema_metadata({TOLD: json.dumps(told)}))
