"""The reports on three shipped order books: what is seen first, and the whole page once each."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from dev.shots.camera import SCHEMES, SCREENS, WIDTHS
from goodwill.samples import path

WHOLE = (1280, "light")
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


def photograph_all(browser: Browser) -> None:
    goodwill = Path(sys.prefix) / "bin" / "goodwill"
    with tempfile.TemporaryDirectory() as folder:
        for name, command in BOOKS.items():
            out = Path(folder) / name
            subprocess.run([goodwill, *command, "--quiet", "--out", out], check=True, cwd=path("."))
            photograph(browser, name, out / "report.html")
