"""Who takes part in the year, and the orders that come in."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
from playwright.sync_api import Browser, Locator, Page, expect

from goodwill.samples import path
from tests.pages.serving import OWN, PASSWORD

FIRST, QUARTER, END = "2009-01-01", "2011-06-01", "2011-09-01"
"""One file has the orders before the quarter, the other those of the quarter."""


class Person:
    """Somebody at a browser of its own, who goes by what stands on the pages; whatever goes wrong in it is kept."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        self.page: Page = self.context.new_page()
        self.address = address
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: None if asked.url.startswith(OWN) else self.wrong.append(asked.url))

    def home(self) -> None:
        self.page.goto(self.address)

    def open(self, name: str) -> None:
        """A page of the sidebar."""
        self.page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name=name, exact=True).click()

    def follow(self, name: str, within: Locator | None = None) -> None:
        (within or self.page.locator("main")).get_by_role("link", name=name, exact=True).first.click()

    def press(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).first.click()

    def reads(self, text: str, *, within: str = "main") -> None:
        expect(self.page.locator(within)).to_contain_text(text)

    def title(self, says: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(says)

    def fill(self, values: dict[str, str], button: str) -> None:
        """Fields by their labels, then the button of the form."""
        for label, value in values.items():
            field = self.page.locator("main").get_by_label(label).first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.press(button)

    def account(self, name: str, tab: str = "") -> None:
        """One of the key accounts, from the sidebar on; tab: a page of it."""
        self.open("Key accounts")
        self.follow(name)
        if tab:
            self.page.get_by_role("navigation", name="About").get_by_role("link", name=tab, exact=True).click()

    def takes(self, link: str) -> bytes:
        """A file that a link gives."""
        with self.page.expect_download() as taken:
            self.follow(link)
        return Path(taken.value.path()).read_bytes()

    def leaves(self) -> None:
        self.context.close()
        assert self.wrong == []


@dataclass(frozen=True)
class Cast:
    """ada: administrator and head of the programme. maya, jonas: managers."""

    ada: Person
    maya: Person
    jonas: Person


def invite(ada: Person, person: Person, name: str, role: str = "Relationship manager") -> None:
    """An account, its one-time link, a password."""
    ada.open("Accounts")
    email = f"{name.split(maxsplit=1)[0].lower()}@example.com"
    ada.fill({"Name": name, "E-mail address": email, "Role": role}, "Add and make a link")
    person.page.goto(ada.page.get_by_label("One-time link").input_value())
    person.page.get_by_label("Password").fill(PASSWORD)
    person.press("Keep it and sign in")
    person.title("Nothing is due today")


def orders(folder: Path, since: str, until: str) -> Path:
    """The shipped order book from one day on until before another, as CSV."""
    file = folder / f"orders_{since}.csv"
    years = ", ".join(f"'{path(f'online_retail/orders_{year}.parquet')}'" for year in (2010, 2011))
    duckdb.sql(
        "COPY (SELECT customer_id, timestamp, cancelled, country, amount "
        f"FROM read_parquet([{years}], union_by_name = true) "
        f"WHERE timestamp >= '{since}' AND timestamp < '{until}') TO '{file}' (HEADER)"
    )
    return file


def newcomer() -> str:
    """Who ordered once in the spring, and most of all such customers in the quarter after it."""
    found = duckdb.sql(
        f"SELECT customer_id FROM read_parquet('{path('online_retail/orders_2011.parquet')}') WHERE NOT cancelled "
        f"GROUP BY 1 HAVING min(timestamp) BETWEEN '2011-03-15' AND '{QUARTER}' "
        f"AND count(DISTINCT timestamp::DATE) FILTER (WHERE timestamp < '{QUARTER}') = 1 "
        f"AND count(DISTINCT timestamp::DATE) FILTER (WHERE timestamp >= '{QUARTER}') >= 3 "
        f"ORDER BY sum(amount) FILTER (WHERE timestamp >= '{QUARTER}') DESC LIMIT 1"
    ).fetchall()
    return f"Customer {found[0][0]}"


def bring(ada: Person, file: Path) -> None:
    """Uploaded, looked at, imported, analysed."""
    ada.open("Imports")
    ada.page.get_by_label("A file of orders").set_input_files(file)
    ada.press("Upload and look at it")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Check the columns", timeout=30_000)
    ada.page.get_by_role("button", name="Import ").click()
    expect(ada.page.get_by_text("What the base is worth now")).to_be_visible(timeout=180_000)
