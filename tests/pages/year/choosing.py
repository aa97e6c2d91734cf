"""Spring: settings, the first orders, and the round in which the key accounts are chosen."""

from playwright.sync_api import Page, expect

from tests.pages.year.cast import Person

ROUND = "Key accounts 2011"
REASON = "Buys much and pays late; the usual service is enough"


def settle(ada: Person) -> None:
    """A margin, so that worth is known; a host, so that mails can come."""
    ada.open("Markets and analysis")
    ada.fill({"Assumed margin, per cent": "30", "Currency": "GBP"}, "Save")
    ada.reads("The settings are kept.", within="body")
    ada.open("Address for mail")
    ada.fill({"Host": "mail.example.com"}, "Keep it")
    ada.reads("@mail.example.com")


def choose(ada: Person, newcomer: str) -> list[str]:
    """Nine of the shortlist and a newcomer are chosen, the tenth is declined with its reason: the names of the ten."""
    ada.open("Selection")
    ada.follow("Open a round")
    ada.fill({"Name": ROUND, "Places": "10"}, "Open it and draw the shortlist")
    ada.reads("candidates for 10 places")
    names = ada.page.locator(".shortlist tbody th a").all_inner_texts()[:10]
    ada.follow("Add a customer")
    ada.fill({"Customer": newcomer, "Reason": "Opens shops in three towns"}, "Put it on the list")
    *chosen, declined = (*names[:9], newcomer, names[9])
    for number, name in enumerate(chosen):
        _judge(ada, name, 9 - number * 0.5, "Choose it", f"Place {number + 1} of ten")
    _judge(ada, declined, 4, "Decline it", REASON)
    ada.press("Close the round")
    ada.page.get_by_role("dialog").get_by_role("button", name="Close the round").click()
    ada.reads("Closed on")
    ada.reads("10 chosen, 1 declined, 0 postponed")
    ada.page.locator(".shortlist").get_by_role("link", name=declined).click()
    ada.reads(REASON)
    return chosen


def _judge(ada: Person, name: str, score: float, outcome: str, reason: str) -> None:
    """From the round to the candidate and back."""
    ada.follow(name)
    _score(ada.page, attractive=score, ours=score - 1)
    _decide(ada.page, outcome, reason)
    ada.page.get_by_role("navigation", name="Where you are").get_by_role("link", name=ROUND).click()


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
