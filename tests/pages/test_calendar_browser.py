"""The calendar and the absences in a real browser: by keyboard, in both widths and themes, without a fault."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from goodwill.programme import absences, working
from goodwill.records.models import Absence, Task
from goodwill.terms.dates import written_day
from tests import people
from tests.pages.serving import faultless

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    pytest.mark.django_db(transaction=True),
]
LOOKS = [(1280, 900, "light"), (1280, 900, "dark"), (390, 844, "light"), (390, 844, "dark")]


@pytest.fixture(params=LOOKS, ids=["desktop", "desktop-dark", "phone", "phone-dark"])
def page(request, chromium: Browser, live_server) -> Iterator[Page]:
    hal, maya, today = people.hal(), people.maya(), timezone.localdate()
    party = people.party("Müller GmbH", hal)
    working.make_task(by=hal, party=party, title="Agree a visit", due=today, remind=today - timedelta(days=1))
    working.make_task(by=hal, party=party, title="Send the samples", due=today, kind="promise")
    done = working.make_task(by=hal, party=party, title="Thank them", due=today)
    working.complete(by=hal, task=done)
    for number in range(4):
        working.make_task(by=maya, party=people.party(f"Ash {number}", maya), title="Call", due=today)
    absences.arrange(by=maya, person=maya, cover=hal, starts=today, ends=today)
    client = Client()
    client.force_login(hal)
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


def test_a_task_moves_to_another_day_by_keys_alone(page: Page) -> None:
    today = timezone.localdate()
    for view in ("month", "week"):
        page.goto(f"/calendar/?view={view}&whose=all")
        clean(page)
    page.goto("/calendar/")
    page.get_by_role("link", name="Move Agree a visit").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**move=*")
    day = page.get_by_label("To", exact=True)
    clean(page)
    day.fill((today + timedelta(days=1)).isoformat())
    day.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Moved to")
    assert Task.objects.get(title="Agree a visit").due == today + timedelta(days=1)

    page.get_by_title("Agree a visit, Müller GmbH").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Müller GmbH", level=1)).to_be_visible()


def test_a_task_is_made_on_a_day_by_keys_alone(page: Page) -> None:
    today = timezone.localdate()
    page.goto("/calendar/")
    page.get_by_role("link", name=f"Make a task on {written_day(today)}").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/task?*")
    clean(page)
    page.get_by_role("combobox", name="Relationship").fill("Müller GmbH")
    page.get_by_label("What", exact=True).fill("Bring the plans")
    page.get_by_label("What", exact=True).press("Enter")
    expect(page.locator(".toast")).to_contain_text("Task made for")
    task = Task.objects.get(title="Bring the plans")
    assert (task.due, str(task.owner)) == (today, "Hal")


def test_a_book_is_handed_over_and_taken_back(page: Page) -> None:
    page.goto("/hand-over/")
    clean(page)
    page.get_by_role("link", name=re.compile("Look at it.*Maya")).click()
    clean(page)
    page.get_by_label("Who takes them over").select_option(label="Hal (Head of programme)")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.locator(".toast")).to_contain_text("Hal took over 4 relationships and 4 open tasks.")
    clean(page)
    page.get_by_role("button", name=re.compile("Take back.*Maya to Hal")).click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    assert Task.objects.filter(owner__name="Maya").count() == 4


def test_cover_is_arranged_and_called_off(page: Page) -> None:
    page.goto("/absences/")
    clean(page)
    page.get_by_role("button", name=re.compile("Back now.*Maya")).click()
    expect(page.get_by_text("Nobody is away.")).to_be_visible()
    clean(page)
    page.get_by_label("Until").fill(timezone.localdate().isoformat())
    page.get_by_label("Covered by").select_option("Maya")
    page.get_by_role("button", name="Arrange cover").click()
    expect(page.get_by_role("cell", name="Maya", exact=True)).to_be_visible()
    assert str(Absence.objects.get().cover) == "Maya"


def test_the_private_address_is_made_shown_and_taken_back(page: Page) -> None:
    page.goto("/account/")
    clean(page)
    page.get_by_role("button", name="Make a private address").click()
    address = page.get_by_label("Private address").input_value()
    clean(page)
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    page.get_by_role("link", name="Back to your account").click()
    page.get_by_role("button", name="Take it back").click()
    assert page.request.get(address).status == 404
