"""Two managers, an assignment, a decision by hand, a hand-over, and a job description that both agree to."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from goodwill.records.models import AssignmentPlan, KeyAccount, Relationship, Task, User
from goodwill.records.user import Role
from tests import people
from tests.pages.serving import PASSWORD, faultless
from tests.programme.managing.desk import account, ready

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page(viewport={"width": 1280, "height": 900})) as page:
        yield page


@pytest.fixture
def other(chromium: Browser) -> Iterator[Page]:
    """The browser of somebody else."""
    context: BrowserContext = chromium.new_context(viewport={"width": 390, "height": 844})
    with faultless(context.new_page()) as page:
        yield page
    context.close()


def sign_in(page: Page, address: str, person: User) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")


def test_from_two_profiles_to_a_job_description_agreed_by_both(live_server, page: Page, other: Page) -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    hal, maya = people.hal(), people.maya()
    jonas = people.user("Jonas", Role.MANAGER)
    for name, manager in (("Ash", maya), ("Oak", maya), ("Elm", None)):
        account(hal, name, manager)
    ash = Relationship.objects.get(party__name="Ash")
    Task.objects.create(party=ash.party, title="Send the prices", due="2030-01-01", owner=maya, made_by=maya)
    address = live_server.url
    sign_in(page, address, hal)

    write_profiles(page, address, maya, jonas, ash)
    assign(page)
    managers = {r.party.name: str(r.manager) for r in Relationship.objects.select_related("party", "manager")}
    assert managers == {"Ash": "Jonas", "Oak": "Jonas", "Elm": "Maya"}
    assert Task.objects.get().owner == jonas
    page.get_by_role("link", name=re.compile("5 steps left ?: Ash")).click()
    expect(page.get_by_text("Send the prices")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Done ?: Maya tells Jonas")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 steps until Jonas has Ash")

    # The job description, written from template, profile and accounts, and offered.
    page.goto(f"{address}/managers/{jonas.pk}/job")
    page.get_by_role("link", name="Write it").first.click()
    page.get_by_role("button", name="Save version 1").click()
    expect(page.get_by_text("the relationship with Ash and Oak")).to_be_visible()
    page.get_by_role("button", name="Offer it").click()
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_text("Hal has agreed; Jonas has not yet.")).to_be_visible()

    # The manager reads its own on a telephone, agrees, and takes it along.
    sign_in(other, address, jonas)
    other.goto(f"{address}/account/")
    other.get_by_role("link", name="My job description").click()
    other.get_by_role("button", name="I agree").click()
    expect(other.get_by_text("Agreed by both.")).to_be_visible()
    with other.expect_download() as taken:
        other.get_by_role("link", name="PDF").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
    assert KeyAccount.objects.count() == 3


def write_profiles(page: Page, address: str, maya: User, jonas: User, ash: Relationship) -> None:
    # The head writes both profiles, and what one account needs.
    for person, skills, languages, room in ((maya, "Pricing; 4; the tender", "German", "3"), (jonas, "", "Dutch", "2")):
        page.goto(f"{address}/managers/")
        page.get_by_role("link", name=str(person), exact=True).click()
        page.get_by_role("link", name="Write the profile").click()
        page.get_by_label("Skills").fill(skills)
        page.get_by_label("Languages").fill(languages)
        page.get_by_label("Most key accounts").fill(room)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(str(person))
    page.goto(f"{address}/relationships/{ash.party_id}/care")
    page.get_by_role("link", name="Say what it needs").click()
    page.get_by_label("Skills wanted").fill("Pricing; 4")
    page.get_by_label("Language", exact=False).first.fill("Dutch")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Maya speaks no Dutch")


def assign(page: Page) -> None:
    # The assignment: worked out in the background, its page follows by itself.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Managers").click()
    page.get_by_role("link", name="Assignments").click()
    page.get_by_role("button", name="Work one out").click()
    expect(page.get_by_text("Working on it")).to_be_visible()
    work()
    expect(page.get_by_role("heading", name="Would change hands", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Jonas: speaks Dutch.")).to_be_visible()

    # One decision by hand, with its reason.
    page.get_by_role("link", name=re.compile("By hand ?: Oak")).click()
    page.get_by_label("Manager").select_option("Jonas")
    page.get_by_label("Reason").fill("Knows the new chair")
    page.get_by_role("button", name="Decide and work it out again").click()
    work()
    expect(page.get_by_text("set by hand (Knows the new chair)")).to_be_visible(timeout=60_000)

    # Put into effect: the accounts go with what is open.
    page.get_by_role("button", name="Put it into effect").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("In effect: 3 accounts changed hands")


def work() -> None:
    """The worker does what waits."""
    ready(AssignmentPlan.objects.get())
