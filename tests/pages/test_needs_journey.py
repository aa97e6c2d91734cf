"""A need and what is made for a customer are written down, and its profit falls; three answer how we deal with it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from goodwill.programme.needing.capabilities import add_capability
from goodwill.records.models import Task, User, Workspace
from tests import people
from tests.folder import empty_folder
from tests.pages.serving import faultless
from tests.programme.needing.book import FIRST, fill, party, work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page(viewport={"width": 1280, "height": 900})) as page:
        yield page


def sign_in(page: Page, live_server, person: User) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]  # type: ignore[list-item]
    )


def test_a_need_and_an_entitlement_are_written_down_and_the_profit_falls_by_its_cost(page, live_server):
    empty_folder()
    ada = people.ada()
    fill(ada)
    add_capability(by=ada, name="Delivery", level=6)
    sign_in(page, live_server, ada)
    whale = Workspace.the().current.results["whale"]["total"]
    page.goto(f"{live_server.url}/relationships/{party().pk}/")

    # A need, met as far as the capability reaches; what is next for it becomes a task.
    page.get_by_role("link", name="Needs", exact=True).click()
    page.get_by_role("link", name="Add a need").first.click()
    page.get_by_label("What they need").fill("Goods within a day")
    page.get_by_label("Which of our capabilities").select_option("Delivery")
    page.get_by_label("How much of it they need").fill("8")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"75% of what {party().name} needs is met")
    page.get_by_label("Next step").get_by_role("link", name="Make a task").click()
    page.get_by_role("button", name="Make the task").click()
    expect(page.get_by_role("link", name="Meet the need: Goods within a day")).to_be_visible()
    assert Task.objects.get().party == party()

    # Before anything is made for it: 30% of 900.
    page.get_by_role("link", name="Entitlements", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("€270 of assumed profit in twelve months")
    page.get_by_role("link", name="Add an entitlement").first.click()
    page.get_by_label("What it is").select_option("Resident person")
    page.get_by_label("In words").fill("Our fitter")
    page.get_by_label("From").fill(FIRST.isoformat())
    page.get_by_label("What it costs us").fill("10")
    page.get_by_label("Each").select_option("a month")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("€150 of assumed profit in twelve months")
    expect(page.get_by_role("row", name="Less: Our fitter")).to_contain_text("−€120")

    # The analysis that follows by itself counts the same.
    work()
    assert whale - Workspace.the().current.results["whale"]["total"] == pytest.approx(120)
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Key accounts").click()
    page.get_by_role("navigation", name="This section").get_by_role("link", name="Entitlements").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("€120 a year goes into what is made for 1 account")


def test_three_answer_how_we_deal_and_the_profile_has_its_distance_from_the_target(page, live_server):
    hal, maya = people.hal(), people.maya()
    ash = people.party("Ash", maya)
    sign_in(page, live_server, hal)
    page.goto(f"{live_server.url}/relationships/{ash.pk}/exchange")
    expect(page.get_by_role("heading", level=1)).to_have_text("How we deal has not been asked yet")
    page.get_by_role("button", name="Ask the questions").click()
    _answer(page, "interaction", 5)
    expect(page.get_by_role("heading", level=1)).to_have_text("Interaction leads at 1.00")
    page.get_by_role("link", name="Set a target").click()
    for kind, share in (("Transaction", "0"), ("Database", "0"), ("Interaction", "1"), ("Network", "1")):
        page.get_by_label(kind).fill(share)
    page.get_by_role("button", name="Set the target").click()

    # Who does not steer is told what came out once three have answered.
    sign_in(page, live_server, maya)
    page.goto(f"{live_server.url}/relationships/{ash.pk}/exchange")
    expect(page.get_by_text("Not told yet.")).to_be_visible()
    for person in (maya, people.analyst()):
        sign_in(page, live_server, person)
        page.goto(f"{live_server.url}/relationships/{ash.pk}/exchange")
        page.get_by_role("link", name="Answer").click()
        _answer(page, "interaction", 5)

    expect(page.get_by_role("heading", level=1)).to_have_text("Interaction leads at 1.00; network is to rise to 1.00")
    expect(page.locator(".page-head .lede")).to_contain_text("3 answered; 0.50 from the target")
    expect(page.get_by_role("img", name="network: 0%, target 100%")).to_be_visible()
    expect(page.get_by_text("Who answered what")).to_have_count(0)
    expect(page.get_by_role("heading", name="Your own answers")).to_be_visible()


def _answer(page: Page, always: str, value: int) -> None:
    """All statements of one type alike, those of the others never, by their fields and a keyboard's space."""
    for name in page.locator("input[type=radio][value='1']").evaluate_all("every => every.map(one => one.name)"):
        chosen = value if name.endswith(f"-{always}") else 1
        page.locator(f"input[name='{name}'][value='{chosen}']").check()
    page.get_by_role("button", name="Keep my answers").click()
