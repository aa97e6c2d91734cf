"""The reports on three shipped order books: what is seen first, and the whole page once each."""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.text import Text

import goodwill as gw
from dev.shots.camera import SCHEMES, SCREENS, WIDTHS
from goodwill.report.document import compose
from goodwill.report.pdf import sheets
from goodwill.samples import path

WHOLE = (1280, "light")
TERMINAL = 110
"""Letters in a line."""
BOOKS: Mapping[str, Sequence[str]] = {
    "report": ("demo",),
    "cdnow": ("analyse", "cdnow/transactions.parquet", "--currency", "USD"),
    "complete-journey": (
        "analyse",
        "complete_journey/transactions_sample.parquet",
        *("--column", "customer=household_id", "--column", "date=transaction_timestamp"),
        *("--column", "order=basket_id", "--column", "amount=sales_value", "--currency", "USD"),
    ),
}


def photograph(browser: Browser, name: str, report: Path) -> None:
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(report.as_uri())
            page.wait_for_load_state("networkidle")
            page.screenshot(path=SCREENS / f"{name}-{width}-{scheme}.png")
            if (width, scheme) == WHOLE:
                page.screenshot(path=SCREENS / f"{name}-{width}-{scheme}-whole.png", full_page=True)
            page.close()
    print(f"docs/screens/{name}-*.png")


def photograph_paper(folder: Path) -> None:
    """Each page of the demonstration's report.pdf."""
    orders = [path(f"online_retail/orders_{year}.parquet") for year in (2010, 2011)]
    analysis = gw.analyse(gw.read_orders(orders, currency="GBP"), margin=0.3)
    for number, sheet in enumerate(sheets(compose(analysis)), start=1):
        (folder / f"report-page-{number:02}.png").write_bytes(sheet)
    print(f"{folder.name}/report-page-*.png")


def photograph_terminal(said: str, file: Path) -> None:
    """What a command has said, in its colours."""
    console = Console(record=True, width=TERMINAL, file=io.StringIO())
    console.print(Text.from_ansi(said))
    drawn = console.export_svg(title="goodwill demo")
    # The picture asks nobody for a font.
    file.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), encoding="utf-8")
    print(f"{file.parent.name}/{file.name}")


def photograph_all(browser: Browser) -> None:
    goodwill = Path(sys.prefix) / "bin" / "goodwill"
    with tempfile.TemporaryDirectory() as folder:
        for name, command in BOOKS.items():
            out = Path(folder) / name
            said = subprocess.run(
                [goodwill, *command, "--out", out],
                check=True,
                cwd=path("."),
                env=os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(TERMINAL)},
                stdout=subprocess.PIPE,
                text=True,
            ).stdout
            if name == "report":
                photograph_terminal(said.replace(str(out), "goodwill-report"), SCREENS / "terminal.svg")
            photograph(browser, name, out / "report.html")
    photograph_paper(SCREENS)
