"""A unit is mapped in a real browser, its gap becomes a task, and a past day shows how it was before."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from goodwill.network.decision_unit import ROLES
from goodwill.pages.deciding.drawing import text
from goodwill.programme.deciding import decisions, links, seats
from goodwill.records.models import Party, Task, User
from tests import people
from tests.pages.serving import faultless

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    # Pages are asked from another thread than the one that has written what they show.
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(params=[(1280, 900, "light"), (390, 844, "dark")], ids=["desktop", "phone"])
def page(request, chromium: Browser, live_server) -> Iterator[Page]:
    maya = people.maya()
    people.party("Ash", maya)
    client = Client()
    client.force_login(maya)
    width, height, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, base_url=live_server.url
    )
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    with faultless(context.new_page()) as page:
        yield page
    context.close()


def clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def seat(page: Page, position: str, role: str, *, name: str = "", since: str, **chosen: str) -> None:
    page.get_by_role("link", name="Add the decider" if role == "Decider" else "Add a seat").click()
    page.get_by_label("Position").fill(position)
    page.get_by_label("Or somebody new").fill(name)
    page.get_by_role("checkbox", name=role).check()
    for label, value in chosen.items():
        page.get_by_label(label.replace("_", " ")).select_option(value)
    page.get_by_label("From which day it is so").fill(since)
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".toast")).to_contain_text(f"{position} is on the map.")


def row(page: Page, position: str) -> Locator:
    return page.locator(".unit-table tbody tr").filter(has=page.locator("th", has_text=position))


def test_a_unit_is_mapped_its_gap_becomes_a_task_and_a_past_day_shows_how_it_was(page: Page) -> None:
    today = timezone.localdate()
    long_ago, between, lately = ((today - timedelta(days)).isoformat() for days in (100, 40, 10))
    page.goto("/relationships/")
    page.get_by_role("link", name="Ash", exact=True).click()
    page.get_by_role("link", name="Decisions", exact=True).click()
    clean(page)
    page.get_by_role("link", name="Name a decision").click()
    page.get_by_label("What is decided").fill("Which gifts it stocks")
    page.get_by_label("Since").fill(long_ago)
    page.get_by_role("button", name="Name it").click()

    # Three seats and a link; that of the approver is empty.
    seat(page, "Head of purchasing", "Decider", name="M. Bakker", since=long_ago, Toward_us="Supports us")
    seat(page, "Head of finance", "Approver", since=long_ago, Influence_on_the_decision="High")
    seat(page, "Warehouse manager", "User", name="K. Smit", since=long_ago, Reports_to="Head of purchasing")
    page.get_by_role("link", name="Link two").click()
    page.get_by_label("Who", exact=True).select_option("Warehouse manager")
    page.get_by_label("Does what").select_option("Conflicts with")
    page.get_by_label("Whom", exact=True).select_option("Head of purchasing")
    page.get_by_label("Over what").fill("lead times")
    page.get_by_role("button", name="Add it").click()
    expect(row(page, "Warehouse manager")).to_contain_text("conflicts with head of purchasing (lead times)")
    expect(page.locator(".lede").first).to_contain_text("An approver is unknown.")
    clean(page)

    # The gap becomes a task, and the strip goes on to the next one.
    expect(page.get_by_label("Next step")).to_contain_text("find out who is head of finance.")
    page.get_by_label("Next step").get_by_role("link", name="Make a task").click()
    expect(page.get_by_label("What", exact=True)).to_have_value("Find out who is head of finance")
    clean(page)
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("link", name="Task for")).to_be_visible()
    expect(page.get_by_label("Next step")).not_to_contain_text("head of finance")
    assert Task.objects.get().title == "Find out who is head of finance"

    # The warehouse turns against us; a day before that it stands as it did.
    page.locator(".unit-map, .unit-outline").get_by_role("link", name="Warehouse manager").first.click()
    page.get_by_label("Toward us").select_option("Against us")
    page.get_by_label("From which day it is so").fill(lately)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".lede").first).to_contain_text("the warehouse manager is against us")
    page.get_by_label("Show the map of").fill(between)
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_text("Warehouse manager: unknown, now against us.")).to_be_visible()
    expect(row(page, "Warehouse manager")).to_contain_text("Unknown")
    clean(page)
    page.get_by_role("link", name="Back to today").click()
    expect(row(page, "Warehouse manager")).to_contain_text("Against us")


OVERFULL = """() => [...document.querySelectorAll('.unit-card')].filter(card => {
    const [parts, stands] = ['.parts', '.stands'].map(one => card.querySelector(one).getBoundingClientRect());
    return card.checkVisibility() && (card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth
        || stands.top < parts.bottom);
}).map(card => card.textContent)"""
WORDS = "() => Math.max(...[...document.querySelectorAll('.unit-words')].map(one => one.getComputedTextLength()))"


def test_long_names_stay_in_their_cards_and_words_in_the_room_that_was_left_for_them(page: Page) -> None:
    maya, party = User.objects.get(), Party.objects.get(name="Ash")
    decision = decisions.name_decision(by=maya, party=party, about="Which gifts it stocks")
    above = None
    for number, position in enumerate(
        (
            "Geschäftsführende Gesellschafterin",
            "MMMMMMMM WWWWWWWW MMMMMMMM WWWWWWWW",
            "Einkaufsabteilungsleiterstellvertreter",
            "IT",
        )
    ):
        seat = seats.add_seat(
            by=maya,
            decision=decision,
            position=position,
            roles=ROLES[number:],
            newcomer="Wilhelmina Maria van der Meulen-Oosterbeek genannt von Schimmelpfennig zu Hohenlohe",
            reports_to=above,
        )
        if above is not None:
            links.link_seats(by=maya, decision=decision, source=seat, target=above, about="WWWW MMMM wwww")
        above = seat

    page.goto(f"/decisions/{decision.pk}/")

    clean(page)
    assert page.evaluate(OVERFULL) == []
    if page.locator(".unit-map").is_visible():
        assert page.locator(".unit-words").count() == 3
        assert page.evaluate(WORDS) <= text.width("WWWW MMMM wwww", 13)
