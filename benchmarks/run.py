"""Measure Goodwill beside its peers on this machine, in this run; `make bench` calls it.

make bench                                                  everything, to 100,000,000 lines
make bench BENCH="--only fit --rounds 9"                    one family
make bench BENCH="--sizes 1M 10M --write docs/benchmarks.md"
"""

import argparse
import os
import platform
import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import table
from benchmarks.books import CUSTOMERS
from benchmarks.table import Row

FAMILIES = ("fit", "summary", "csv", "assignment", "whole")


def measured(only: list[str], sizes: list[str], rounds: int) -> Iterator[Row]:
    if "fit" in only:
        from benchmarks import fits

        yield from fits.rows(rounds)
    if "summary" in only:
        from benchmarks import summaries

        yield from summaries.rows(rounds)
    if "assignment" in only:
        from benchmarks import assignment

        yield from assignment.rows()
    if "csv" in only or "whole" in only:
        from benchmarks import whole

        yield from whole.csv_rows() if "csv" in only else ()
        yield from whole.rows(sizes) if "whole" in only else ()


def machine() -> str:
    processor = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1024**3
    return (
        f"{os.cpu_count()} cores ({processor}), {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def page(rows: list[Row]) -> str:
    command = f"make bench BENCH={shlex.quote(' '.join(sys.argv[1:]))}" if sys.argv[1:] else "make bench"
    return "\n".join(
        (
            "# Benchmarks",
            "",
            "Each row was measured in one run, both sides in turn, medians of the rounds; the peer in an environment",
            "of its own that the target sets up. Compare ratios, not seconds: machines differ, and so does one machine",
            "from hour to hour.",
            "",
            f"Machine: {machine()}. Measured on {datetime.now(UTC):%d %B %Y} with `{command}`.",
            "",
            table.markdown(rows),
            "",
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure Goodwill beside its peers, in this run.")
    parser.add_argument("--only", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    parser.add_argument("--sizes", nargs="+", choices=list(CUSTOMERS), default=list(CUSTOMERS))
    parser.add_argument("--rounds", type=int, default=7, help="how often each side runs; fewer for the longest")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the table as Markdown")
    chosen = parser.parse_args()
    rows = []
    for row in measured(chosen.only, chosen.sizes, chosen.rounds):
        rows.append(row)
        print(f"{row.measured}: {row.goodwill}{f'; {row.beside}: {row.takes}; {row.ratio}' if row.beside else ''}")
    print(f"\n{machine()}\n{table.aligned(row.cells for row in rows)}")
    if chosen.write:
        chosen.write.write_text(page(rows))
        print(f"\nWritten to {chosen.write}")


if __name__ == "__main__":
    main()
