"""The pair of plans: drafted, submitted, agreed, and later held against what came."""

import re

from playwright.sync_api import expect

from tests.pages.year.cast import Person

SHARE = "Write: share of the customer"
TASK = "Show the Christmas range in September"


def draft(maya: Person, account: str) -> None:
    """The year and the long run, box by box, each submitted."""
    maya.account(account, "Plan")
    maya.follow("Begin the plans")
    maya.fill({"The year begins on": "2011-01-01"}, "Begin the plans")
    maya.title("Annual plan 2011")
    _write(maya)
    _part(maya, SHARE, {"Share, %": "35", "Whence it is known": "Its buyer, in May"}, "Save")
    aims = (("Sell for a million", "Net revenue", "1,000,000"), ("Order every week", "Purchase days", "52"))
    for words, measure, target in aims:
        _part(maya, "Add an objective", {"Objective": words, "Measured by": measure, "Target": target}, "Add it")
    _part(maya, "Add a strategy", {"Strategy": "Be there before the season"}, "Add it")
    action = {"What": TASK, "By": "2011-09-14", "Cost": "240", "Hours": "10"}
    _part(maya, "Add an action", action, "Add it")
    _part(maya, "Give the budget", {"Money": "500"}, "Save")
    _part(maya, "Add a risk", {"Risk": "The buyer leaves", "Answer": "Meet the deputy"}, "Add it")
    _part(maya, "Add a day", {"On": "2011-12-01"}, "Add it")
    maya.press("Submit")
    maya.reads("It waits to be agreed.")
    _long_run(maya)


def _long_run(maya: Person) -> None:
    maya.page.get_by_role("link", name="Long-range plan").first.click()
    maya.title("Long-range plan")
    _write(maya)
    objective = {"Objective": "A partner", "Measured by": "Rung", "Target": "partner"}
    _part(maya, "Add an objective", objective, "Add it")
    _part(maya, "Add a strategy", {"Strategy": "Plan its seasons together"}, "Add it")
    _part(maya, "Add a risk", {"Risk": "A chain buys it", "Answer": "Offer the chain a trial"}, "Add it")
    _part(maya, "Add a day", {"On": "2012-12-01"}, "Add it")
    maya.press("Submit")
    maya.reads("It waits to be agreed.")


def agree(ada: Person, account: str) -> None:
    """Both, by the head of the programme."""
    ada.open("Plans")
    ada.title("2 plans wait to be agreed")
    for name in ("Long-range plan", "Annual plan 2011"):
        ada.open("Plans")
        ada.page.locator("main").get_by_role("link", name=f"{account}: {name}").first.click()
        ada.press("Agree")
        ada.reads("Agreed")


def results(maya: Person, account: str) -> dict[str, str]:
    """Of each objective of the year, what stands under Now."""
    maya.account(account, "Plan")
    maya.follow("Annual plan 2011")
    rows = maya.page.locator("#objective tbody tr").all()
    return {row.locator("th").inner_text().split("\n")[0]: row.locator("[data-label=Now]").inner_text() for row in rows}


def figure(result: str) -> float:
    """The number at the beginning of what stands under Now."""
    return float(re.sub(r"[^0-9.]", "", result.split("\n", maxsplit=1)[0]))


def review(maya: Person, account: str) -> None:
    """What came and what comes next; the year is closed with its results."""
    maya.account(account, "Plan")
    maya.follow("Annual plan 2011")
    maya.follow("Write the review")
    maya.page.get_by_label("What came").fill("The season came early, and larger.")
    maya.page.get_by_label("This closes the plan").check()
    maya.press("Keep the review")
    maya.reads("The season came early, and larger.")
    expect(maya.page.get_by_text("as reviewed").first).to_be_visible()


def _write(maya: Person) -> None:
    """Every heading that has a pencil."""
    boxes = maya.page.get_by_role("link", name=re.compile("^Write: "))
    for name in [box.get_attribute("aria-label") or "" for box in boxes.all()]:
        if name != SHARE:
            label = name.removeprefix("Write: ")
            _part(maya, name, {label: f"What we know of it: {label.lower()}."}, "Save")


def _part(maya: Person, link: str, values: dict[str, str], button: str) -> None:
    maya.follow(link)
    maya.fill(values, button)
