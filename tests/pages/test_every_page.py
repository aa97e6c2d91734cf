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
    *("portfolio-list-export", "managers-job-pdf", "import-set-aside", "ask-access", "shared", "shared-record"),
    "plan-print",
    *("portfolio-list-export", "import-set-aside", "ask-access", "shared", "shared-record"),
}
"""What answers with a file, a part of a page, an address to go on to, or to partners alone."""
LOOKED_AT = sorted(
    name
    for name, (method, _) in RULES.items()
    # The portfolio's pages are looked at on their own journey, with a real analysis to show.
    if method == "get" and name not in NO_PAGE and not name.startswith("portfolio")
)
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
)].filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true})
    && one.getClientRects().length && !(one.type === 'radio' && one !== (
        document.querySelector(`input[type=radio][name="${one.name}"]:checked`)
        || document.querySelector(`input[type=radio][name="${one.name}"]`))))"""
"""What a mouse can reach; of radio buttons one, from which the arrows go to the others."""
SEEN = """() => {
    const here = document.activeElement;
    // A field for a day has stops of its own inside, which the browser marks.
    if (here === document.body || met.has(here)) return '';
    met.add(here);
    // The ring may be drawn around the box that the field stands in.
    const told = [here, here.parentElement, here.parentElement.parentElement].some(one => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== 'none' || (one === here && style.boxShadow !== 'none');
    });
    return told ? '' : `no focus ring: ${here.outerHTML.slice(0, 120)}`;
}"""
"""Marks where the focus is, and says so where nobody could see it."""
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


def test_every_page_works_by_keyboard(page: Page, address) -> None:
    """Tab comes by all that a mouse can reach, sees where it is, and is caught nowhere."""
    page.set_viewport_size({"width": 1280, "height": 900})
    wrong = []
    for name in LOOKED_AT:
        page.goto(address(name))
        page.evaluate(f"window.wanted = ({REACHABLE})(); window.met = new Set(); document.activeElement.blur()")
        for _ in range(page.evaluate("wanted.length") + 40):
            page.keyboard.press("Tab")
            seen = page.evaluate(SEEN)
            if seen:
                wrong.append(f"{name}: {seen}")
            if page.evaluate("wanted.every(one => met.has(one))"):
                break
        missed = page.evaluate("wanted.filter(one => !met.has(one)).map(one => one.outerHTML.slice(0, 120))")
        wrong += [f"{name}: not reached: {one}" for one in missed]
    assert not wrong, "\n".join(wrong)
