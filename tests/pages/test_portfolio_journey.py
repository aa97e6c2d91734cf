"""The portfolio in a real browser, on the sample: every page looked at, the butterflies brushed into a file."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.pages.test_journey import PASSWORD, _wait_for

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]
PAGES = (
    "",
    "groups/?group=butterfly",
    "movement/",
    "retention/",
    "value/",
    "evidence/",
    "record/",
    "history/",
    "list/",
)


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one-time link of a workspace that fills itself with the sample."""
    folder = tmp_path_factory.mktemp("sample")
    port, said = 7000 + os.getpid() % 1000, folder / "said.txt"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))}
    command = [Path(sys.executable).parent / "goodwill", "serve", "--sample", "--port", str(port)]
    with said.open("w") as out:
        process = subprocess.Popen(
            [*command, "--folder", folder / "home"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment | {"PYTHONUNBUFFERED": "1"},
        )
    try:
        for _ in range(300):
            if found := re.search(r"http://\S+/first-account/\S+", said.read_text()):
                break
            assert process.poll() is None, said.read_text()
            time.sleep(0.1)
        assert found, said.read_text()
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield found[0]
    finally:
        process.send_signal(2)
        process.wait(40)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda asked: None if "127.0.0.1" in asked.url or asked.url.startswith("data:") else wrong.append(asked.url),
    )
    yield page
    page.close()
    assert not wrong


def test_the_butterflies_are_brushed_into_a_list_and_a_file(link: str, page: Page) -> None:
    address = re.sub(r"/first-account/.*", "", link)
    page.goto(link)
    page.get_by_label("Your name").fill("Ada Osei")
    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is due today")
    _wait_until_two_days_are_there(page, address)

    _brush_by_mouse(page, address)
    _choose_by_keyboard(page, address)
    _follow_what_moved(page, address)
    _look_at_every_page(page, address)


def _wait_until_two_days_are_there(page: Page, address: str) -> None:
    for _ in range(180):
        page.goto(f"{address}/portfolio/")
        if page.locator(".fall").count():
            return
        page.wait_for_timeout(1000)
    pytest.fail("Two days of the sample are not analysed and compared within three minutes.")


def _brush_by_mouse(page: Page, address: str) -> None:
    page.goto(f"{address}/portfolio/groups/")
    box = page.locator("svg.group-map").bounding_box()
    assert box is not None
    across, down = box["width"], box["height"]
    page.mouse.move(box["x"] + 0.08 * across, box["y"] + 0.1 * down)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.55 * across, box["y"] + 0.5 * down, steps=5)
    page.mouse.up()
    expect(page.locator("#chosen h2")).to_contain_text("chosen")
    said = page.locator("#chosen h2").inner_text()
    number = int(said.split(" ")[0].replace(",", ""))
    assert number > 0
    with page.expect_download() as download:
        page.locator("#chosen").get_by_role("link", name="Export").click()
    assert len(download.value.path().read_text().splitlines()) == number + 1
    page.locator("#chosen").get_by_role("link", name="Open the list").click()
    # The same relationships among today's lists, where they can be worked with.
    expect(page.locator(".tally")).to_contain_text(f"{number:,} relationship")


def _choose_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/portfolio/groups/")
    page.get_by_label("Group", exact=True).focus()
    page.keyboard.type("Butterfly")
    page.get_by_role("button", name="Choose").press("Enter")
    expect(page.locator("#chosen .chip").first).to_contain_text("group is butterfly")


def _follow_what_moved(page: Page, address: str) -> None:
    page.goto(f"{address}/portfolio/")
    page.get_by_role("button", name="Re-estimated").click()
    expect(page.locator("#about-moved-re-estimated")).to_be_visible()
    page.keyboard.press("Escape")
    cell = page.locator(".fall tbody td a").first
    number = cell.inner_text().split("\n")[0].split(" ")[0]
    cell.click()
    expect(page.locator(".tally")).to_contain_text(f"{number} relationship")
    # A bar of the leaky bucket leads to whom it counts.
    page.goto(f"{address}/portfolio/")
    page.locator("#leak .wide svg a").first.click()
    expect(page.locator(".tally")).to_contain_text("relationship")
    expect(page.locator(".chip").first).to_contain_text("between")


def _look_at_every_page(page: Page, address: str) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for place in PAGES:
                page.goto(f"{address}/portfolio/{place}")
                found = Axe().run(page)
                assert not found.violations_count, f"{place} {width} {theme}: {found.generate_report()}"
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 0, f"{place} is wider than {width}"
