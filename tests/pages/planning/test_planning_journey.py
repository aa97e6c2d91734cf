"""A pair of plans in a real browser: begun, filled, agreed, done, judged by new orders, reviewed, printed."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from goodwill.programme.planning.shelf import ANNUAL
from goodwill.records.models import Party, User
from tests import kept_runs, people, plans
from tests.pages.serving import faultless

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page(viewport={"width": 1280, "height": 900})) as page:
        yield page


def enter(page: Page, address: str, person: User) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def ordered(party: Party, as_of: date, *amounts: tuple[date, float]) -> None:
    run = kept_runs.keep(as_of, [(party, "butterfly", 0.6, 1.0, 900.0, as_of)], current=True)
    people.standing(party, run, value=900.0, value_low=400.0, value_high=1_500.0, rung="client")
    plans.orders(*((party, day, amount) for day, amount in amounts))


def test_a_plan_from_its_first_day_to_its_review(page: Page, live_server) -> None:
    maya, hal = people.maya(), people.hal()
    ash = people.party("Ash & Elm", maya, place="Kiel")
    ordered(ash, date(2011, 1, 31), (date(2010, 5, 3), 400.0), (date(2011, 1, 10), 100.0))
    enter(page, live_server.url, maya)

    page.goto(f"{live_server.url}/relationships/{ash.pk}/")
    begin(page)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("It waits to be agreed.")).to_be_visible()

    # The head agrees; the action is a task of the manager, who does it.
    enter(page, live_server.url, hal)
    page.goto(f"{live_server.url}/plans/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 plan waits to be agreed")
    look(page)
    page.get_by_role("link", name="Ash & Elm: Annual plan 2011").click()
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_text("2 tasks made of its actions and reviews")).to_be_visible()
    enter(page, live_server.url, maya)
    page.goto(live_server.url)
    expect(page.locator("article h2", has_text="Show the range in June")).to_be_visible()
    page.locator("article", has_text="Show the range in June").locator("button.button").first.click()

    # New orders come in, and the result moves.
    ordered(ash, date(2011, 10, 31), (date(2011, 1, 10), 100.0), (date(2011, 9, 1), 950.0))
    page.goto(f"{live_server.url}/plans/")
    page.get_by_role("link", name="Ash & Elm: Annual plan 2011").click()
    expect(page.get_by_role("heading", name="1 of 1 objective reached")).to_be_visible()
    expect(page.get_by_role("heading", name="1 of 1 action done")).to_be_visible()
    expect(page.get_by_text("£1,050")).to_be_visible()

    # Reviewed, carried over, printed.
    page.get_by_role("link", name="Write the review", exact=True).click()
    page.get_by_label("What came").fill("June brought the season forward.")
    page.get_by_label("This closes the plan").check()
    page.get_by_role("button", name="Keep the review").click()
    expect(page.get_by_text("June brought the season forward.")).to_be_visible()
    look(page)
    file = page.context.request.get(f"{page.url.split('#')[0]}plan.pdf?with=pair")
    assert file.body().startswith(b"%PDF")
    page.get_by_role("button", name="Carry it over").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Annual plan 2012")
    look(page)


def begin(page: Page) -> None:
    """From the party's own page; filled box by box, each form leads back."""
    page.get_by_role("navigation", name="About Ash").get_by_role("link", name="Plan").click()
    page.get_by_role("link", name="Begin the plans").click()
    page.get_by_label("The year begins on").fill("2011-01-01")
    page.get_by_role("button", name="Begin the plans").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Annual plan 2011")
    expect(page.get_by_text("0 of 15 are there")).to_be_visible()
    for heading in ANNUAL:
        page.get_by_role("link", name=f"Write: {heading.label}", exact=True).click()
        page.locator("textarea").fill(f"What we know of {heading.label.lower()}.")
        page.get_by_role("button", name="Save").click()
    fill(page, "Write: share of the customer", {"Share, %": "35", "Whence it is known": "Its buyer"}, "Save")
    objective = {"Objective": "Sell a third more", "Measured by": "Net revenue", "Target": "1,000"}
    fill(page, "Add an objective", objective, "Add it")
    fill(page, "Add a strategy", {"Strategy": "Be there before the season"}, "Add it")
    action = {"What": "Show the range in June", "By": "2011-06-14", "Cost": "240", "Hours": "10"}
    fill(page, "Add an action", action, "Add it")
    fill(page, "Give the budget", {"Money": "200"}, "Save")
    fill(page, "Add a risk", {"Risk": "The buyer leaves", "Answer": "Meet the deputy"}, "Add it")
    fill(page, "Add a day", {"On": "2011-12-20"}, "Add it")
    expect(page.get_by_text("Planned £40 more than the budget of £200.")).to_be_visible()
    look(page)


def fill(page: Page, link: str, values: dict[str, str], button: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()
    for label, value in values.items():
        field = page.locator("main").get_by_label(label).first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name=button).click()


def look(page: Page) -> None:
    """No violation of accessibility, nothing wider than the screen; at both widths and in both themes."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.reload()
            found = Axe().run(page)
            assert found.violations_count == 0, f"{page.url} {width} {scheme}\n{found.generate_report()}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{page.url} is {wide} px wide on {width}"
