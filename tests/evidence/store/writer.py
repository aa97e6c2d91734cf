"""A process that adds and takes out imports, and says before and after each step which: python writer.py FOLDER STEPS.

FOLDER holds two.csv, three.csv and five.csv; its store is FOLDER/evidence. STEPS such as +two -two are done in turn
for ever, or once where a last word says so.
"""

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from goodwill.evidence.order_book import read_orders
from goodwill.evidence.store import EvidenceStore


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path, steps: list[str], *, once: bool) -> None:
    store = EvidenceStore(folder / "evidence")
    books = {name: read_orders(folder / f"{name}.csv") for name in {step[1:] for step in steps}}
    say("ready")
    sys.stdin.readline()
    for step in steps if once else itertools.cycle(steps):
        name = step[1:]
        say(f"begun {step}")
        if step[0] == "-":
            store.remove(name)
        elif step[0] == "+":
            store.add(
                books[name],
                import_id=name,
                name=f"{name}.csv",
                sha256=name,
                mapping={},
                by="Alice",
                at=datetime.now(UTC),
                keys=lambda ids: pc.cast(ids, pa.int64()),
            )
        say(f"done {step}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [word for word in sys.argv[2:] if word != "once"], once="once" in sys.argv)
