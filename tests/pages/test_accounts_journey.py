"""From an invitation to a second session with a one-time code, in a real browser, with a real server."""

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.pages.serving import PASSWORD, served

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one-time link that a new workspace printed."""
    with served(tmp_path_factory.mktemp("workspace")) as (_, link):
        yield link


class Person:
    """Somebody at a browser of its own; whatever goes wrong in it is kept."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",  # else a colour is measured while it changes
        )
        self.page: Page = self.context.new_page()
        self.address = address
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def go(self, where: str) -> None:
        self.page.goto(f"{self.address}{where}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def title(self, says: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(says)

    def look(self) -> None:
        """No violation of accessibility, nothing wider than the screen; at both widths and in both themes."""
        self.page.wait_for_load_state("networkidle")
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 844})
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found = Axe().run(self.page)
                where = f"{self.page.url} {width} {scheme}"
                assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
                wide = self.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{where} is {wide} px wide"
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(color_scheme="light")

    def code(self, secret: str, button: str) -> None:
        """The code of this moment; one that runs out on the way is written again."""
        for _ in range(2):
            value = hotp_value(secret, next(iter(yield_hotp_counters_from_time())))
            self.page.get_by_label("One-time code").fill(format_hotp_value(value))
            asked = self.page.url
            with self.page.expect_navigation():
                self.press(button)
            if self.page.url != asked:
                return


def test_from_an_invitation_to_one_time_codes_and_an_ended_session(link: str, chromium: Browser) -> None:
    address, _ = link.split("/first-account/")
    ada, maya, elsewhere = (Person(chromium, address) for _ in range(3))

    invitation = _invites(ada, link)
    _accepts(maya, invitation)
    elsewhere.page.goto(invitation)
    elsewhere.title("This link opens nothing any more")
    elsewhere.look()
    elsewhere.wrong.clear()  # a browser calls "not found" an error

    secret, recovery = _sets_up_codes(maya)
    _looks_at_its_account(maya)
    _leaves_and_comes_back(maya, secret)

    # In elsewhere too, with a recovery code; that session is ended from here.
    elsewhere.go("/account/login/")
    _sign_in(elsewhere)
    elsewhere.page.get_by_label("One-time code").fill(recovery)
    elsewhere.press("Sign in")
    elsewhere.title("Nothing is due today")
    maya.go("/account/sessions/")
    maya.look()
    maya.page.get_by_role("button", name="End the session of").click()
    expect(maya.page.get_by_role("button", name="End all others")).to_have_count(0)
    elsewhere.go("/")
    elsewhere.title("Sign in")
    for where in ("/account/signup/", "/account/inactive/", "/account/password/reset/"):
        elsewhere.go(where)
        elsewhere.look()

    _lets_go(ada)
    maya.go("/")
    maya.title("Sign in")
    _reads_the_history(ada)
    _asks_everybody_for_codes(ada)

    for person in (ada, maya, elsewhere):
        person.context.close()
        assert person.wrong == []


def _invites(ada: Person, link: str) -> str:
    """A link to copy, shown once."""
    ada.page.goto(link)
    ada.page.get_by_label("Your name").fill("Ada Osei")
    ada.page.get_by_label("E-mail address").fill("ada@example.com")
    ada.page.get_by_label("Password").fill(PASSWORD)
    ada.press("Make the account")
    ada.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Accounts", exact=True).click()
    ada.title("Accounts")
    ada.look()
    ada.page.get_by_label("Name").fill("Maya Lindqvist")
    ada.page.get_by_label("E-mail address").fill("maya@example.com")
    ada.page.get_by_label("Role").select_option("Relationship manager")
    ada.press("Add and make a link")
    ada.title("A link for Maya Lindqvist")
    ada.look()
    invitation = ada.page.get_by_label("One-time link").input_value()
    ada.press("Copy")
    ada.go("/accounts/")
    expect(ada.page.get_by_role("row", name="Maya Lindqvist")).to_contain_text("Invited")
    return invitation


def _accepts(maya: Person, invitation: str) -> None:
    """A weak password is refused, a good one signs in."""
    maya.page.goto(invitation)
    maya.title("Choose a password")
    maya.look()
    maya.page.get_by_label("Password").fill("password")
    maya.press("Keep it and sign in")
    expect(maya.page.get_by_text("This password is too common.")).to_be_visible()
    maya.look()
    maya.page.get_by_label("Password").fill(PASSWORD)
    maya.press("Keep it and sign in")
    maya.title("Nothing is due today")


def _sets_up_codes(maya: Person) -> tuple[str, str]:
    """The password once more, then the picture, then the recovery codes: the key of the codes, and one of those."""
    maya.go("/account/")
    maya.look()
    maya.page.get_by_role("link", name="Set up one-time codes").click()
    maya.title("Is it you?")
    maya.look()
    maya.page.get_by_label("Password").fill(PASSWORD)
    maya.press("Go on")
    expect(maya.page.get_by_role("img", name="Picture for the app")).to_be_visible()
    maya.look()
    secret = maya.page.locator(".secret").inner_text()
    maya.code(secret, "Turn on one-time codes")
    maya.title("Recovery codes")
    maya.look()
    return secret, maya.page.locator(".codes li").first.inner_text()


def _looks_at_its_account(maya: Person) -> None:
    for where in (
        "",
        "address",
        "2fa/",
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/generate/",
        "2fa/reauthenticate/",
        "password/change/",
        "logout/",
        "email/",
    ):
        maya.go(f"/account/{where}")
        maya.look()


def _leaves_and_comes_back(maya: Person, secret: str) -> None:
    maya.go("/account/logout/")
    maya.press("Sign out")
    maya.title("Sign in")
    maya.look()
    _sign_in(maya)
    maya.title("Your one-time code")
    maya.look()
    maya.code(secret, "Sign in")
    maya.title("Nothing is due today")


def _lets_go(ada: Person) -> None:
    ada.page.get_by_role("row", name="Maya Lindqvist").get_by_role("link").click()
    ada.title("Maya Lindqvist")
    ada.look()
    ada.press("Deactivate Maya Lindqvist")
    ada.look()
    ada.page.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    expect(ada.page.get_by_role("heading", name="Let in again")).to_be_visible()
    ada.look()


def _reads_the_history(ada: Person) -> None:
    """What was done here stands there; asked for, unfolded and looked at without a mouse."""
    ada.page.get_by_role("navigation", name="Pages").get_by_role("link", name="History").click()
    ada.title("History")
    ada.look()
    ada.page.get_by_label("What", exact=True).select_option("Sign-ins")
    ada.page.get_by_role("button", name="Show").press("Enter")
    expect(ada.page.get_by_role("row", name="Session ended").first).to_contain_text("127.0.0.1")
    ada.go("/history/?what=accounts")
    let_go = ada.page.get_by_role("row", name="Deactivated")
    expect(let_go).to_contain_text("Maya Lindqvist")
    let_go.locator("summary").press("Enter")
    expect(let_go.get_by_text("Taker: nobody")).to_be_visible()
    ada.look()
    ada.go("/history/?since=soon")
    expect(ada.page.get_by_text("is no day")).to_be_visible()
    ada.look()
    ada.wrong.clear()  # a browser calls an answer of 400 an error


def _asks_everybody_for_codes(ada: Person) -> None:
    """Who asks is the first to be asked."""
    ada.go("/accounts/")
    ada.press("Ask everybody for a one-time code")
    ada.title("Is it you?")
    ada.page.get_by_label("Password").fill(PASSWORD)
    ada.press("Go on")
    expect(ada.page.get_by_text("Everybody signs in with a one-time code here.")).to_be_visible()
    ada.look()
    ada.go("/accounts/")
    ada.title("Set up one-time codes")


def _sign_in(person: Person) -> None:
    person.page.get_by_label("E-mail address").fill("maya@example.com")
    person.page.get_by_label("Password").fill(PASSWORD)
    person.press("Sign in")
