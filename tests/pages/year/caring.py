"""Spring: who looks after whom, and what each manager's work is."""

import re

from playwright.sync_api import expect

from tests.pages.year.cast import Cast, Person


def profiles(ada: Person) -> None:
    """What both bring: together they can take the ten accounts, neither alone."""
    for name, skills, room in (
        ("Maya Lindqvist", "Pricing; 4; ran the tender of 2010", "6"),
        ("Jonas Weber", "Negotiation; 3", "5"),
    ):
        ada.open("Managers")
        ada.follow(name)
        ada.follow("Write the profile")
        ada.fill({"Skills": skills, "Languages": "English", "Most key accounts": room}, "Save")
        ada.title(name)


def assign(ada: Person, maya: Person) -> tuple[str, int]:
    """Each of the ten gets one manager: the first account that Maya has, and how many she has."""
    ada.open("Managers")
    ada.page.get_by_role("link", name="Assignments", exact=True).click()
    ada.press("Work one out")
    # Lists of past month ends are scored before it, which the opening of the round had asked for.
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("10 accounts would change hands", timeout=180_000)
    ada.press("Put it into effect")
    ada.title("In effect: 10 accounts changed hands")
    hers = ada.page.locator("tbody tr").filter(has_text="Nobody to Maya Lindqvist")
    assert 5 <= hers.count() <= 6
    maya.home()
    maya.open("Key accounts")
    expect(maya.page.locator("main tbody tr")).to_have_count(hers.count())
    return maya.page.locator("main tbody tr th a").first.inner_text(), hers.count()


def agree_on_the_job(cast: Cast) -> bytes:
    """Written by the head, offered, agreed by both: the PDF that the manager takes along."""
    ada, maya = cast.ada, cast.maya
    ada.open("Managers")
    ada.page.get_by_role("row", name=re.compile("Maya Lindqvist")).get_by_role("link", name="none yet").click()
    ada.follow("Write it")
    ada.press("Save version 1")
    ada.press("Offer it")
    ada.press("I agree")
    ada.reads("Ada Osei has agreed; Maya Lindqvist has not yet.")
    maya.page.goto(f"{maya.address}/account/")
    maya.follow("My job description")
    maya.press("I agree")
    maya.reads("Agreed by both.")
    return maya.takes("PDF")
