"""Every page that can be looked at, by keyboard alone."""

import pytest
from playwright.sync_api import Page

from tests.pages.every_page.which import LOOKED_AT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
    # Pages are asked from another thread than the one that has written what they show.
    pytest.mark.django_db(transaction=True),
]
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
