"""Every page that can be looked at, in a real browser: at both widths and in both themes."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from goodwill.records.models import User
from tests import people
from tests.pages.addresses import addresses
from tests.pages.serving import faultless
from tests.pages.test_rights import RULES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    # Pages are asked from another thread than the one that has written what they show.
    pytest.mark.django_db(transaction=True),
]
NO_PAGE = {
    *("file", "mentionable", "suggest", "palette", "export-made", "export-take", "report", "report-style"),
    *("portfolio-list-export", "import-set-aside", "ask-access", "shared", "shared-record"),
}
"""What answers with a file, a part of a page, an address to go on to, or to partners alone."""
LOOKED_AT = sorted(
    name
    for name, (method, _) in RULES.items()
    # The portfolio's pages are looked at on their own journey, with a real analysis to show.
    if method == "get" and name not in NO_PAGE and not name.startswith("portfolio")
)
SIZES = ((1280, 900, "light"), (390, 844, "dark"), (1280, 900, "dark"), (390, 844, "light"))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page()) as page:
        yield page


@pytest.fixture
def address(page: Page, live_server):
    """The address of every page, its visitor signed in as the administrator, with something to see on each."""
    ada = people.ada()
    party = people.party("Berg & Tal", ada, place="Kiel")
    people.standing(party, people.run(), reason="true friend: 92% likely to buy again within a year")
    found = addresses(party, ada)
    client = Client()
    client.force_login(User.objects.get(pk=ada.pk))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]  # type: ignore[list-item]
    )
    return lambda name: f"{live_server.url}{found(name)}"


def test_every_page_reads_well_everywhere(page: Page, address) -> None:
    wrong = []
    for name in LOOKED_AT:
        where = address(name)
        for width, height, scheme in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            answer = page.goto(where)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
                break
            wrong += [
                f"{name} {width} {scheme}: {found['id']} {found['nodes'][0]['html'][:200]}"
                for found in Axe().run(page).response["violations"]
            ]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append(f"{name} {width} {scheme}: {wide} px wide")
            if page.locator("h1").count() != 1:
                wrong.append(f"{name}: {page.locator('h1').count()} headings of the first level")
    assert not wrong, "\n".join(wrong)
