"""A first-time user's way through the workspace, in a real browser, with a real server, worker and order book."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goodwill.samples import path
from tests.pages.brushing import brush
from tests.pages.serving import database_of_its_own, faultless, make_first_account, served

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]
PAGES = (
    "/",
    "/relationships/",
    "/relationships/board",
    "/segments/",
    "/markets/supplier/",
    "/portfolio/",
    "/imports/",
    "/imports/2/",
    "/fields/",
    "/settings/workspace",
)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a running workspace, and the one-time link it printed; on either database."""
    folder = tmp_path_factory.mktemp("workspace")
    if request.param == "sqlite":
        with served(folder) as found:
            yield found
        return
    with (
        database_of_its_own(request.getfixturevalue("postgres_server")) as address,
        served(folder, "--web", "2", "--workers", "2", GOODWILL_DATABASE_URL=address) as found,
    ):
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page(viewport={"width": 1280, "height": 900})) as page:
        yield page


def test_from_the_one_time_link_to_an_export(server: tuple[str, str], page: Page, tmp_path: Path) -> None:
    address, link = server
    make_first_account(page, link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is due today")

    # Orders come in as CSV: columns shown, then imported, analysed by itself.
    _import(page, _csv(tmp_path))
    expect(page.get_by_text("What the base is worth now")).to_be_visible(timeout=180_000)

    # Undone, nothing is left; imported again, all is there.
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("was taken out", timeout=30_000)
    page.goto(f"{address}/relationships/")
    expect(page.get_by_text("No relationships yet")).to_be_visible(timeout=30_000)
    _import(page, _csv(tmp_path))
    expect(page.get_by_text("What the base is worth now")).to_be_visible(timeout=180_000)

    # The largest customer: a person, a task and a promise.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Relationships").click()
    page.locator("tbody th a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Name", exact=True).fill("Ruth Adeyemi")
    page.get_by_role("dialog").get_by_role("button", name="Add person").click()
    expect(page.get_by_role("link", name="Ruth Adeyemi", exact=True)).to_be_visible()
    for kind, title in (("Task", "Send the price list"), ("Promise", "Answer about the return")):
        page.get_by_role("button", name="Task or promise").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Kind").select_option(kind)
        dialog.get_by_label("What").fill(title)
        dialog.get_by_role("button", name="Make it").click()
        expect(page.get_by_text(title).first).to_be_visible()

    # Both stand on the page of the day, the promise first; a kept promise is gone.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Today").click()
    expect(page.locator("article h2").nth(0)).to_have_text("Answer about the return")
    expect(page.locator("article h2").nth(1)).to_have_text("Send the price list")
    expect(page.locator("article").nth(0)).to_contain_text(name)
    page.get_by_role("button", name="Promise kept").click()
    expect(page.locator("article h2").nth(0)).to_have_text("Send the price list")

    # The butterflies: brushed on the map into a list, kept as a view, and taken along as a file.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Portfolio").click()
    page.get_by_role("link", name="Groups", exact=True).click()
    number = brush(page, to=(0.55, 0.5))
    page.locator("#chosen").get_by_role("link", name="Open the list").click()
    expect(page.locator(".tally")).to_contain_text(f"{number:,} relationship")
    page.get_by_role("button", name="Save view").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Butterflies")
    page.get_by_role("dialog").get_by_role("button", name="Save view").click()
    expect(page.get_by_role("navigation", name="Pages").get_by_role("link", name="Butterflies")).to_be_visible()
    with page.expect_download() as taken:
        page.locator("summary", has_text="Export").click()
        page.get_by_role("button", name="CSV").click()
    assert len(Path(taken.value.path()).read_text().splitlines()) == number + 1

    _look_at_every_page(page, address)


def _import(page: Page, file: Path) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Imports").click()
    page.get_by_label("A file of orders").set_input_files(file)
    page.get_by_role("button", name="Upload and look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the columns", timeout=30_000)
    expect(page.get_by_text("36,524 rows accepted, 0 set aside")).to_be_visible()
    page.get_by_role("button", name="Import 36,524 rows").click()


def _csv(folder: Path) -> Path:
    file = folder / "orders.csv"
    if not file.exists():
        years = ", ".join(f"'{path(f'online_retail/orders_{year}.parquet')}'" for year in (2010, 2011))
        columns = "customer_id, timestamp, cancelled, country, amount"
        duckdb.sql(f"COPY (SELECT {columns} FROM read_parquet([{years}], union_by_name = true)) TO '{file}' (HEADER)")
    return file


def _look_at_every_page(page: Page, address: str) -> None:
    """With real figures in it: no violation of accessibility, nothing wider than the screen."""
    page.goto(f"{address}/relationships/")
    record = page.locator("tbody th a").first.get_attribute("href")
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for where in (*PAGES, record):
            page.goto(f"{address}{where}")
            page.wait_for_load_state("networkidle")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{where} {width} {scheme}\n{found.generate_report()}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{where} is {wide} px wide on {width}"
