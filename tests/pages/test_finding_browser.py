"""The palette, the keys and the columns of cards in a real browser, by keyboard and by dragging."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from goodwill.programme.touched import catch_up, touch
from goodwill.records.models import Relationship
from tests import people
from tests.pages.serving import faultless

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request, chromium: Browser, live_server) -> Iterator[Page]:
    run, hal = people.run(), people.hal()
    parties = [people.party(name) for name in ("Müller GmbH", "Ash Timber")]
    for value, party in enumerate(parties):
        people.standing(party, run, value=10.0 + value)
    touch(party.id for party in parties)
    catch_up()
    client = Client()
    client.force_login(hal)
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, base_url=live_server.url)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    with faultless(context.new_page()) as page:
        yield page
    context.close()


def clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found]


def test_the_palette_is_worked_by_keys_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search or do anything")
    expect(box).to_be_focused()
    page.keyboard.type("muell")
    chosen = page.locator("#palette [aria-selected=true]")
    expect(chosen).to_contain_text("Müller GmbH")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "?")
    clean(page)
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text("All that fits")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/relationships/\d+/$"))

    page.goto("/")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_contain_text("Seen last")
    expect(chosen).to_contain_text("Müller GmbH")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the keyboard")).to_be_visible()
    clean(page)


def test_a_card_moves_by_its_menu_and_the_toast_takes_it_back(page: Page) -> None:
    page.goto("/relationships/board")
    clean(page)
    menu = page.locator("[data-card] summary").first
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="In talks").first.click()
    expect(page.locator("[data-column='in talks'] [data-card]")).to_have_count(1)
    expect(page.locator(".toast")).to_contain_text("is in talks now.")
    assert Relationship.objects.filter(state="in talks").count() == 1

    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-column='customer'] [data-card]")).to_have_count(2)
    assert not Relationship.objects.filter(state="in talks").exists()


def test_a_card_is_dragged_to_another_column(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})  # a phone has no dragging, but the menu
    page.goto("/relationships/board")
    page.locator("[data-column='customer'] [data-card]").first.drag_to(page.locator("[data-column='in talks']"))
    expect(page.locator(".toast")).to_contain_text("is in talks now.")
    assert Relationship.objects.filter(state="in talks").count() == 1


def test_what_a_list_leaves_as_is_chosen_in_sight(page: Page) -> None:
    page.goto("/relationships/?filter=followed:no")
    page.locator("summary", has_text="Export").click()

    shown = page.locator(".menu-panel.right")
    expect(shown.get_by_role("button", name="Parquet")).to_be_visible()
    at, width = shown.bounding_box(), page.evaluate("innerWidth")
    assert at is not None
    assert at["x"] >= 0
    assert at["x"] + at["width"] <= width
