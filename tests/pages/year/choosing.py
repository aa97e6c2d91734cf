"""Spring: settings, the first orders, and the round in which the key accounts are chosen."""

from playwright.sync_api import Page, expect

from tests.pages.year.cast import Person

PLACES = 10
REASON = "Buys much and pays late; the usual service is enough"


def settle(ada: Person) -> None:
    """A margin, so that worth is known; a host, so that mails can come."""
    ada.open("Markets and analysis")
    ada.fill({"Assumed margin, per cent": "30", "Currency": "GBP"}, "Save")
    ada.reads("The settings are kept.", within="body")
    ada.open("Address for mail")
    ada.fill({"Host": "mail.example.com"}, "Keep it")
    ada.reads("@mail.example.com")


def choose(ada: Person) -> list[str]:
    """Ten are chosen and one is declined with its reason: the names of the ten, the first of the list first."""
    ada.open("Selection")
    ada.follow("Open a round")
    ada.fill(
        {"Name": "Key accounts 2011", "Places": str(PLACES), "Of these, kept for strategic reasons": "0"},
        "Open it and draw the shortlist",
    )
    ada.reads(f"candidates for {PLACES} places")
    names = ada.page.locator(".shortlist tbody th a").all_inner_texts()[: PLACES + 1]
    for number, name in enumerate(names):
        ada.follow(name)
        _score(ada.page, attractive=9 - number * 0.5, ours=8 - number * 0.5)
        if number < PLACES:
            _decide(ada.page, "Choose it", f"Place {number + 1} of the list")
        else:
            _decide(ada.page, "Decline it", REASON)
        ada.page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Key accounts 2011").click()
    ada.press("Close the round")
    ada.page.get_by_role("dialog").get_by_role("button", name="Close the round").click()
    ada.reads(f"{PLACES} chosen, 1 declined, 0 postponed.")
    ada.follow(names[PLACES])
    ada.reads(REASON)
    return names[:PLACES]


def _score(page: Page, *, attractive: float, ours: float) -> None:
    section = page.locator("#scores")
    for field in section.get_by_role("spinbutton").all():
        name = field.evaluate("one => one.labels[0].textContent")
        field.fill(str(5 if "the best rival" in name else ours if ": we" in name else attractive))
    section.get_by_role("button", name="Save the scores").click()
    expect(page.get_by_text("are kept")).to_be_visible()


def _decide(page: Page, outcome: str, reason: str) -> None:
    section = page.locator("#decide")
    section.get_by_label("Decision").select_option(outcome)
    section.get_by_label("Why").fill(reason)
    section.get_by_role("button", name="Decide").click()
    expect(page.locator("#decisions").get_by_text(reason)).to_be_visible()
