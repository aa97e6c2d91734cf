"""The portfolio in a real browser, on the sample: every page looked at, the butterflies brushed into a file."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.pages.brushing import brush
from tests.pages.serving import faultless, make_first_account, served

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
    with served(tmp_path_factory.mktemp("sample"), "--sample") as (_, link):
        yield link


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page(viewport={"width": 1280, "height": 900})) as page:
        yield page


def test_the_butterflies_are_brushed_into_a_list_and_a_file(link: str, page: Page) -> None:
    address = re.sub(r"/first-account/.*", "", link)
    make_first_account(page, link)
    _wait_until_two_days_are_there(page, address)

    _brush_by_mouse(page, address)
    _choose_by_keyboard(page, address)
    _follow_what_moved(page, address)
    _look_at_every_page(page, address)


def _wait_until_two_days_are_there(page: Page, address: str) -> None:
    for _ in range(480):
        page.goto(f"{address}/portfolio/")
        if page.locator(".fall").count():
            return
        page.wait_for_timeout(1000)
    pytest.fail("Two days of the sample are not analysed and compared within eight minutes.")


def _brush_by_mouse(page: Page, address: str) -> None:
    page.goto(f"{address}/portfolio/groups/")
    number = brush(page, to=(0.55, 0.5))
    page.locator("#chosen").get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.locator("#chosen").get_by_role("link", name="CSV", exact=True).click()
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
    # So does a stretch of a curve, which has no marks of its own.
    page.goto(f"{address}/portfolio/retention/")
    page.locator("#survival .wide svg a").first.click()
    expect(page.locator(".chip").first).to_contain_text("still ordering")


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
