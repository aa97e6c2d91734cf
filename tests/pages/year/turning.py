"""A quarter later: new orders, a rung that moved, the review, and another manager."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.pages.year.cast import END, QUARTER, Cast, Person, bring, orders
from tests.pages.year.knowing import GAP, SUBJECT


def stands(ada: Person, account: str, rung: str) -> None:
    """The rung that its page of the ladder says."""
    ada.account(account, "Ladder")
    ada.title(rung)


def a_quarter_later(ada: Person, folder: Path) -> None:
    bring(ada, orders(folder, QUARTER, END))


def climbed(ada: Person, account: str) -> None:
    """By its orders from purchaser to client, as its page and that of the whole ladder say."""
    stands(ada, account, "a client (attitude unknown)")
    move = ada.page.get_by_role("row").filter(has_text="purchaser → client")
    expect(move).to_contain_text("31 August 2011")
    ada.open("Key accounts")
    ada.page.get_by_role("link", name="Ladder", exact=True).first.click()
    ada.title("fell since 31 May 2011")


def hand_over(cast: Cast, account: str, held: int) -> None:
    """Maya's book goes to Jonas, who has the account, what is open there, and the plan."""
    ada, jonas = cast.ada, cast.jonas
    ada.open("Hand-over")
    ada.page.get_by_role("link", name=re.compile("Look at it ?: the book of Maya Lindqvist")).click()
    ada.page.get_by_label("Who takes them over").select_option(label="Jonas Weber (Relationship manager)")
    ada.press("Hand it over")
    ada.reads(f"Jonas Weber took over {held} relationships", within="body")
    jonas.home()
    jonas.account(account)
    jonas.reads("Manager Jonas Weber")
    jonas.follow("Load earlier")
    jonas.reads(SUBJECT)
    gap = jonas.page.get_by_role("listitem").filter(has_text=f"Task: {GAP}")
    expect(gap).to_contain_text("Open, Jonas Weber")
    jonas.account(account, "Plan")
    jonas.follow("Annual plan 2011")
    jonas.reads("Reviewed")


def plan_as_pdf(jonas: Person, account: str) -> bytes:
    """The year and the long run in one file."""
    jonas.account(account, "Plan")
    jonas.follow("Annual plan 2011")
    return jonas.takes("PDF of both")
