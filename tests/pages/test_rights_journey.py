"""Rights, teams, sharing, a partner's pages and asking for access, in a real browser, with a real server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.serving import PASSWORD, make_first_account, served
from tests.pages.test_accounts_journey import Person

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("workspace")) as (_, link):
        yield link


def test_from_a_team_to_a_partners_page_and_a_request_for_access(link: str, chromium: Browser) -> None:
    address, _ = link.split("/first-account/")
    ada, maya, jonas, pia = (Person(chromium, address) for _ in range(4))
    make_first_account(ada.page, link)
    for person, name, role in (
        (maya, "Maya Lindqvist", "Relationship manager"),
        (jonas, "Jonas Weber", "Relationship manager"),
        (pia, "Pia Rossi", "Partner"),
    ):
        _joins(ada, person, name, role)

    party = _begins_a_relationship(maya, "Fourways")
    _shares(maya, party)
    _sees_what_is_shared(pia)
    _asks_for_access(jonas, party)
    _finds_the_request(maya)
    _composes_a_team(ada)
    jonas.go(party)
    jonas.title("Fourways")
    jonas.look()
    _changes_rights(ada)

    for person in (ada, maya, jonas, pia):
        person.context.close()
        assert person.wrong == []


def _joins(ada: Person, person: Person, name: str, role: str) -> None:
    ada.go("/accounts/")
    ada.page.get_by_label("Name").fill(name)
    ada.page.get_by_label("E-mail address").fill(f"{name.split(maxsplit=1)[0].lower()}@example.com")
    ada.page.get_by_label("Role").select_option(role)
    ada.press("Add and make a link")
    person.page.goto(ada.page.get_by_label("One-time link").input_value())
    person.page.get_by_label("Password").fill(PASSWORD)
    person.press("Keep it and sign in")
    person.title("Shared with you" if role == "Partner" else "Nothing is due today")
    person.look()


def _begins_a_relationship(maya: Person, name: str) -> str:
    maya.go("/relationships/new")
    maya.page.get_by_label("Name", exact=True).fill(name)
    maya.page.locator("main form .form-foot button").click()
    maya.title(name)
    return maya.page.url.removeprefix(maya.address).partition("?")[0]


def _shares(maya: Person, party: str) -> None:
    maya.page.get_by_role("link", name="Share", exact=True).click()
    maya.title("Share Fourways")
    maya.look()
    maya.page.get_by_label("Partner").select_option("Pia Rossi")
    maya.page.get_by_label("Notes and contacts").check()
    maya.press("Share")
    expect(maya.page.get_by_role("row", name="Pia Rossi")).to_contain_text("Notes and contacts")
    maya.look()
    maya.go(party)
    maya.look()


def _sees_what_is_shared(pia: Person) -> None:
    pia.go("/")
    pia.look()
    pia.page.get_by_role("link", name="Fourways").click()
    pia.title("Fourways")
    pia.look()


def _asks_for_access(jonas: Person, party: str) -> None:
    jonas.go(party)
    jonas.title("Maya Lindqvist looks after this relationship")
    jonas.look()
    jonas.press("Request access")
    expect(jonas.page.get_by_role("heading", name="You have asked for it")).to_be_visible()
    jonas.look()
    jonas.wrong.clear()  # a browser calls "refused" an error


def _finds_the_request(maya: Person) -> None:
    maya.go("/")
    expect(maya.page.get_by_role("heading", name="Answer Jonas Weber, who asks for access")).to_be_visible()
    maya.look()


def _composes_a_team(ada: Person) -> None:
    ada.go("/settings/teams")
    ada.look()
    ada.page.get_by_label("Name", exact=True).fill("North")
    ada.page.get_by_label("Lead").select_option("Jonas Weber")
    ada.page.get_by_label("Maya Lindqvist").check()
    ada.press("Make the team")
    ada.look()
    ada.page.get_by_role("link", name="North").click()
    ada.title("North")
    ada.look()


def _changes_rights(ada: Person) -> None:
    ada.go("/settings/rights")
    ada.look()
    # A ladder of rights: to change more than one sees is refused in a sentence.
    ada.page.get_by_label("Change relationships, Relationship manager").select_option("all")
    ada.press("Save the rights")
    expect(ada.page.get_by_text("cannot reach further than")).to_be_visible()
    ada.look()
    ada.wrong.clear()  # a browser calls "refused" an error
    ada.page.get_by_label("See relationships, Relationship manager").select_option("all")
    ada.page.get_by_label("Hide Worth from Reader").check()
    ada.press("Save the rights")
    expect(ada.page.get_by_text("The rights are kept")).to_be_visible()
    ada.look()
