"""Every page that can be looked at, in a real browser: at both widths and in both themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.pages.every_page.which import LOOKED_AT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    # Pages are asked from another thread than the one that has written what they show.
    pytest.mark.django_db(transaction=True),
]
SIZES = ((1280, 900, "light"), (390, 844, "dark"), (1280, 900, "dark"), (390, 844, "light"))
READ_THROUGH = SIZES[:2]
"""Each width and each theme once: what axe finds beyond these would be of a colour that only one width has."""


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
            if (width, height, scheme) in READ_THROUGH:
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
