"""A whole round in a real browser: opened, scored, ten chosen, one declined with its reason, closed."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from goodwill.records.models import KeyAccount, SelectionDecision, User
from tests import people, selecting
from tests.pages.serving import faultless

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    # Pages are asked from another thread than the one that has written what they show.
    pytest.mark.django_db(transaction=True),
]
MANY, PLACES = 11, 10


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page(viewport={"width": 1280, "height": 900})) as page:
        yield page


@pytest.fixture
def home(page: Page, live_server) -> str:
    """The address of a workspace with eleven customers, its head signed in."""
    hal, run = people.hal(), selecting.analysed(key_accounts_k=PLACES)
    for number in range(MANY):
        selecting.customer(f"Customer {number:02}", run, 90_000 - 5_000 * number, 0.95 - 0.08 * number)
    client = Client()
    client.force_login(User.objects.get(pk=hal.pk))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]  # type: ignore[list-item]
    )
    return str(live_server.url)


def test_ten_are_chosen_one_is_declined_with_its_reason_and_the_round_is_closed(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Selection").click()
    page.get_by_role("link", name="Open a round").click()
    page.get_by_label("Name").fill("Key accounts 2012")
    page.get_by_label("Of these, kept for strategic reasons").fill("0")
    page.get_by_role("button", name="Open it and draw the shortlist").click()
    expect(page.get_by_text(f"{MANY} candidates for {PLACES} places")).to_be_visible()

    for number in range(MANY):
        page.get_by_role("link", name="Score it").click()
        _score(page, attractive=9 - number * 0.5, ours=8 - number * 0.5)
        _decide(page, "Decline it" if number == MANY - 1 else "Choose it", f"Reason {number}")
        page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Key accounts 2012").click()
    _same_in_picture_and_table(page)

    page.get_by_label("Next step").get_by_role("button", name="Close the round").click()
    page.get_by_role("dialog").get_by_role("button", name="Close the round").click()
    expect(page.get_by_text("Closed on")).to_be_visible()
    expect(page.get_by_text("10 chosen, 1 declined, 0 postponed.")).to_be_visible()
    assert KeyAccount.objects.filter(until__isnull=True).count() == PLACES
    assert SelectionDecision.objects.get(outcome="decline").reason == f"Reason {MANY - 1}"

    # From the key account back to the round in which it was chosen.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Key accounts").click()
    page.get_by_role("link", name="Key accounts 2012").first.click()
    expect(page.get_by_role("heading", name="Decisions")).to_be_visible()


def _score(page: Page, *, attractive: float, ours: float) -> None:
    section = page.locator("#scores")
    for field in section.get_by_role("spinbutton").all():
        name = field.evaluate("one => one.labels[0].textContent")
        rival = "the best rival" in name
        field.fill(str(5 if rival else ours if ": we" in name else attractive))
    section.get_by_role("button", name="Save the scores").click()
    expect(page.get_by_text("are kept")).to_be_visible()


def _decide(page: Page, outcome: str, reason: str) -> None:
    section = page.locator("#decide")
    section.get_by_label("Decision").select_option(outcome)
    section.get_by_label("Why").fill(reason)
    section.get_by_role("button", name="Decide").click()
    expect(page.locator("#decisions").get_by_text(reason)).to_be_visible()


def _same_in_picture_and_table(page: Page) -> None:
    """Every point that is seen is named in the table with the same figures, and leads to the same page; both widths."""
    rows = page.locator(".shortlist tbody tr")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        points = page.locator(".selection-matrix:visible a")
        assert points.count() == rows.count() == MANY
        for place in range(MANY):
            point, row = points.nth(place), rows.nth(place)
            place_and_name, said = (point.get_attribute("aria-label") or "").split(": ", 1)
            attractive, strong, quadrant, decision = said.split(", ")
            told = (row.text_content() or "").casefold()
            assert place_and_name.casefold() in told
            assert attractive.removeprefix("attractiveness ") in told
            assert strong.removeprefix("strength ") in told
            assert quadrant in told
            assert decision in told
            assert point.get_attribute("href") == row.locator("th a").get_attribute("href")
