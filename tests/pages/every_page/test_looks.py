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
WIDTHS = ((1280, 900, "light", "dark"), (390, 844, "dark", "light"))
"""Width, height, the theme that axe reads in, the other: what it found in the other would be of one width's colours."""


def test_every_page_reads_well_everywhere(page: Page, address) -> None:
    wrong = []
    for name in LOOKED_AT:
        where = address(name)
        for width, height, *schemes in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=schemes[0])  # type: ignore[arg-type]
            answer = page.goto(where)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
                break
            if page.locator("h1").count() != 1:
                wrong.append(f"{name}: {page.locator('h1').count()} headings of the first level")
            wrong += [
                f"{name} {width} {schemes[0]}: {found['id']} {found['nodes'][0]['html'][:200]}"
                for found in Axe().run(page).response["violations"]
            ]
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    wrong.append(f"{name} {width} {scheme}: {wide} px wide")
    assert not wrong, "\n".join(wrong)
