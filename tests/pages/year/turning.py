"""A quarter later: new orders, a rung that moved, the review, and another manager."""

from pathlib import Path

from playwright.sync_api import expect

from tests.pages.year.cast import END, QUARTER, Cast, Person, bring, orders
from tests.pages.year.knowing import GAP, SUBJECT


def rungs(ada: Person, accounts: list[str]) -> dict[str, str]:
    """Of each account, the rung that its page of the ladder says."""
    found = {}
    for name in accounts:
        ada.account(name, "Ladder")
        found[name] = ada.page.get_by_role("heading", level=1).inner_text()
    return found


def a_quarter_later(ada: Person, folder: Path) -> None:
    bring(ada, orders(folder, QUARTER, END))


def moved(ada: Person, before: dict[str, str]) -> None:
    """Of the accounts at least one stands on another rung, and its page says since when and from where."""
    after = rungs(ada, list(before))
    changed = [name for name, rung in after.items() if rung != before[name]]
    assert changed
    ada.account(changed[0], "Ladder")
    ada.reads("31 August 2011")
    ada.reads("→")
    ada.reads("by the analysis of that day")


def hand_over(cast: Cast, account: str, held: int) -> None:
    """Maya's book goes to Jonas, who has the account, what is open there, and the plan."""
    ada, jonas = cast.ada, cast.jonas
    ada.open("Hand-over")
    ada.page.get_by_role("link", name="Look at it: the book of Maya Lindqvist").click()
    ada.page.get_by_label("Who takes them over").select_option(label="Jonas Weber (Relationship manager)")
    ada.press("Hand it over")
    ada.reads(f"Jonas Weber took over {held} relationships", within="body")
    jonas.home()
    jonas.account(account)
    jonas.reads("Manager Jonas Weber")
    jonas.reads(SUBJECT)
    jonas.open("Today")
    expect(jonas.page.locator("article h2", has_text=GAP)).to_be_visible()
    jonas.account(account, "Plan")
    jonas.follow("Annual plan 2011")
    jonas.reads("Reviewed")


def plan_as_pdf(jonas: Person) -> bytes:
    return jonas.takes("PDF of both")
