"""A relationship climbs: orders come in, a tie and an answer are written down, and every move is on record."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.pages.serving import faultless, make_first_account, served

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]
LAST = date(2025, 12, 20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with served(tmp_path_factory.mktemp("workspace")) as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page(viewport={"width": 1280, "height": 900})) as page:
        yield page


def test_a_relationship_climbs_by_orders_and_by_an_answer(server: tuple[str, str], page: Page, tmp_path: Path) -> None:
    address, link = server
    make_first_account(page, link)
    _import(page, address, tmp_path / "autumn.csv", [*_orders(), ("Ash Ltd", date(2025, 11, 20))])

    page.goto(f"{address}/relationships/?filter=name~Ash")
    page.get_by_role("link", name="Ash Ltd").click()
    page.get_by_role("link", name="Ladder", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is a purchaser")
    expect(page.get_by_text("1 purchase occasion within")).to_be_visible()
    ladder = page.url

    # Its ties: offered does not bind, in use with evidence does.
    page.get_by_role("link", name="Ties", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing binds it yet")
    page.get_by_role("link", name="Write down a tie").click()
    page.get_by_label("Kind").select_option("Orders through a link")
    page.get_by_label("State").select_option("In use")
    page.get_by_label("Evidence that it is in use").fill("38 of 40 orders came in by it")
    page.get_by_label("Day of the evidence").fill(LAST.isoformat())
    page.locator("form summary", has_text="More").click()
    page.get_by_label("Leaving: hours of search, set-up and learning").fill("120")
    page.get_by_label("Leaving: what an hour costs it").fill("40")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bound at level 3 of 3, structural")
    expect(page.get_by_text("leaving would cost it 4,800, as far as is known")).to_be_visible()
    _accessible(page)

    # New orders: the analysis records the climb.
    _import(page, address, tmp_path / "winter.csv", [("Ash Ltd", date(2026, 1, 5)), ("N001", date(2026, 1, 8))])
    page.goto(ladder)
    expect(page.get_by_role("heading", level=1)).to_have_text("It is a client (attitude unknown)")
    expect(page.get_by_text("purchaser → client")).to_be_visible()
    expect(page.get_by_text("Partner: no joint plan is recorded.")).to_be_visible()

    # An answer: the next rung.
    page.get_by_role("link", name="Write down an answer").click()
    page.get_by_label("Answer", exact=True).fill("5")
    page.get_by_label("Who answered, and how").fill("Ruth Adeyemi, by telephone")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is a supporter")
    expect(page.get_by_text("client → supporter")).to_be_visible()
    expect(page.get_by_text("An answer: satisfaction 5 of 5")).to_be_visible()
    _accessible(page)

    page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Key accounts").click()
    page.get_by_role("navigation", name="This section").get_by_role("link", name="Ladder").click()
    expect(page.get_by_role("row", name="Supporter").first).to_contain_text("1")
    _accessible(page)


def _orders() -> list[tuple[str, date]]:
    """A hundred and fifty who order about every month, of whom some stop."""
    chance, found = random.Random(12), []
    for number in range(150):
        day = LAST - timedelta(days=chance.randrange(200, 540))
        while day < LAST and chance.random() > 0.04:
            found.append((f"N{number:03}", day))
            day += timedelta(days=1 + int(chance.expovariate(1 / 30)))
    return [*found, ("N000", LAST)]


def _import(page: Page, address: str, file: Path, orders: list[tuple[str, date]]) -> None:
    rows = [f"{number},{who},{day.isoformat()},{100 + number % 7}" for number, (who, day) in enumerate(orders)]
    file.write_text("\n".join(("order,customer,date,amount", *(f"{file.stem}{row}" for row in rows))))
    page.goto(f"{address}/imports/")
    page.get_by_label("A file of orders").set_input_files(file)
    page.get_by_role("button", name="Upload and look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the columns", timeout=30_000)
    page.get_by_role("button", name="Import ").click()
    expect(page.get_by_text("What the base is worth now")).to_be_visible(timeout=180_000)


def _accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
