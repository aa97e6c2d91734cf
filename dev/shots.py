"""Photograph the reports on the shipped order books into docs/screens; `make shots` calls it.

Three order books, desktop and phone width, light and dark: what is seen first; and the whole page once each.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from goodwill.samples import path

SCREENS = Path(__file__).parent.parent / "docs" / "screens"
WIDTHS = {1280: 900, 390: 844}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
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


def main() -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    goodwill = Path(sys.prefix) / "bin" / "goodwill"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        # Chromium refuses to run as root inside its sandbox.
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"] if os.getuid() == 0 else []
        )
        for name, command in BOOKS.items():
            out = Path(folder) / name
            subprocess.run([goodwill, *command, "--quiet", "--out", out], check=True, cwd=path("."))
            photograph(browser, name, out / "report.html")
        browser.close()


if __name__ == "__main__":
    main()
