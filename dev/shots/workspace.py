"""The workspace on the shipped order book, as its head of programme sees it."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from dev.shots.camera import SCHEMES, SCREENS, WIDTHS

PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
PASSWORD = "correct horse battery"
LARGEST = "/relationships/?sort=-value"
PAGES = {
    "today": "/",
    "list": "/relationships/?filter=group%3A%22true+friend%22",
    "portfolio": "/portfolio/",
    "groups": "/portfolio/groups/",
    "movement": "/portfolio/movement/",
    "retention": "/portfolio/retention/",
    "record-of-forecasts": "/portfolio/record/",
    "search": "/search/?q=12",
    "calendar": "/calendar/",
    "board": "/relationships/board",
    "segments": "/segments/",
    "suppliers": "/markets/supplier/",
    "imports": "/imports/",
    "hand-over": "/hand-over/",
    "absences": "/absences/",
    "history": "/history/",
    "own-fields": "/fields/",
    "accounts": "/accounts/",
    "rights": "/settings/rights",
    "settings": "/settings/workspace",
}


@contextmanager
def workspace() -> Iterator[tuple[str, Path]]:
    """A workspace with the sample: the one-time link that it printed, and its folder."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.txt"
        goodwill = Path(sys.prefix) / "bin" / "goodwill"
        with said.open("w") as out:
            process = subprocess.Popen(
                [goodwill, "serve", "--sample", "--port", str(PORT), "--folder", Path(folder) / "home"], stdout=out
            )
        try:
            while not (link := re.search(r"http://\S+/first-account/\S+", said.read_text())):
                if process.poll() is not None:
                    sys.exit("The workspace did not start; its words stand above.")
                time.sleep(0.2)
            yield link[0], Path(folder) / "home"
        finally:
            process.send_signal(2)
            process.wait(60)


def photograph_all(browser: Browser) -> None:
    with workspace() as (link, _):
        context = browser.new_context()
        page = context.new_page()
        sign_up(page, link)
        wait_for_analyses(page)
        record = _work_a_little(page)
        signed_in = context.storage_state()
        context.close()
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, storage_state=signed_in
                )
                page = context.new_page()
                for name, address in (PAGES | {"record": record}).items():
                    page.goto(HOME + address)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=SCREENS / f"workspace-{name}-{width}-{scheme}.png")
                context.close()
        print("docs/screens/workspace-*.png")


def sign_up(page: Page, link: str) -> None:
    for _ in range(50):
        try:
            page.goto(link)
            break
        except Exception:  # noqa: BLE001 - the server is not up yet
            time.sleep(0.2)
    page.get_by_label("Your name").fill("Ada Lane")
    page.get_by_label("E-mail").fill("ada@example.com")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main button, form button").last.click()
    page.wait_for_url(HOME + "/")


def wait_for_analyses(page: Page) -> None:
    for _ in range(600):
        page.goto(f"{HOME}/portfolio/")
        # What moved the value is told once there is a day to compare with.
        if page.locator(".fall").count():
            return
        time.sleep(1)
    sys.exit("The sample was not analysed within ten minutes.")


def _work_a_little(page: Page) -> str:
    """A promise and a note for the largest customer; the address of its page."""
    page.goto(HOME + LARGEST)
    page.locator("table.rows th.lead a").first.click()
    record = page.url.removeprefix(HOME)
    for kind, title, days in (("promise", "Send the samples of the autumn range", 0), ("task", "Agree a visit", 4)):
        page.goto(HOME + record)
        page.locator('[data-dialog="make-task"]').first.click()
        page.locator("#task-kind").select_option(kind)
        page.locator("#task-title").fill(title)
        page.locator("#task-due").fill((datetime.now(tz=UTC).date() + timedelta(days=days)).isoformat())
        page.locator("#make-task button:not([type=button])").click()
    page.locator(".composer textarea").fill("Wants fewer parcels, and an invoice once a month.")
    page.locator(".composer button").last.click()
    return record
