"""Measure the workspace at scale; `make bench-site` calls it.

make bench-site                                          on SQLite
make bench-site BENCH="--write docs/benchmarks-site.md"
GOODWILL_DATABASE_URL=postgresql://… make bench-site     on PostgreSQL, in an empty database

The orders come in as a person's would: an upload, a look, an import, an analysis. Pages are asked one at a time by one
client inside the process, so that what is measured is the server's own time.
"""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.books import busy_orders
from benchmarks.run import machine
from benchmarks.site.filling import fill, filled, prepare
from benchmarks.site.jobs import Cost
from benchmarks.site.pages import BAR, REQUESTS, Asked, measured, waited_for
from benchmarks.site.programme import write_a_programme
from benchmarks.table import seconds

FOLDER = "goodwill-bench-site-"


def told(engine: str, costs: list[Cost], rows: list[Asked]) -> str:
    parties = "100,000 parties, 1,000,000 orders"
    lines = [f"## {engine}, {parties}", "", "| job | takes | peak memory |", "| --- | --- | --- |"]
    lines += [f"| {kind} | {seconds(took)} | {peak:.2f} GiB |" for kind, took, peak in costs]
    lines += ["", "| page | p50 | p95 | p95 beside an analysis | wanted |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        bar = f"p95 under {BAR * 1000:.0f} ms" if waited_for(row.page) else ""
        beside = "" if row.slow_beside is None else seconds(row.slow_beside)
        lines.append(f"| {row.page} | {seconds(row.middle)} | {seconds(row.slow)} | {beside} | {bar} |")
    return "\n".join(lines)


def written(before: str, section: str) -> str:
    """The page with this engine's section in it, the other engine's as it was."""
    head = "\n".join(
        (
            "# Benchmarks of the workspace",
            "",
            "Server time of one client inside the process, every page after a warm-up, the bar at the 95th percentile.",
            "Beside an analysis: a worker process analyses all orders over and over while the pages are asked.",
            "Of 1,000 key accounts 900 are the manager's, who looks after 2,894 relationships.",
            "Machines differ, and so does one machine from hour to hour.",
            "",
            f"Machine: {machine()}. Measured on {datetime.now(UTC):%d %B %Y} with `make bench-site`.",
        )
    )
    kept = [f"## {part.strip()}" for part in before.split("\n## ")[1:]]
    # By the engine alone: how much was in it may be another by now.
    sections = {text.partition(",")[0]: text for text in (*kept, section)}
    return "\n\n".join((head, *(sections[name] for name in sorted(sections, reverse=True)))) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the workspace at scale.")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the figures into this page")
    parser.add_argument("--folder", type=Path, help="keep the workspace there, and use it if it is filled already")
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix=FOLDER))
    os.environ |= {"GOODWILL_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "goodwill.web.settings"}
    try:
        prepare()
        costs = fill(busy_orders()) if not filled() else []
        write_a_programme()
        for kind, took, peak in costs:
            print(f"{kind}: {seconds(took)}, peak {peak:.2f} GiB", flush=True)
        rows = []
        for row in measured(chosen.requests, chosen.only):
            rows.append(row)
            print(f"{row.page}: p50 {seconds(row.middle)}, p95 {seconds(row.slow)}", end="")
            print(f", beside an analysis {seconds(row.slow_beside or 0)}", flush=True)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder)
    if chosen.write:
        from django.db import connection

        before = chosen.write.read_text() if chosen.write.exists() else ""
        chosen.write.write_text(written(before, told(connection.display_name, costs, rows)))
    late = [row.page for row in rows if waited_for(row.page) and max(row.slow, row.slow_beside or 0) > BAR]
    sys.exit(f"Above {BAR * 1000:.0f} ms: {', '.join(late)}" if late else 0)


if __name__ == "__main__":
    main()
