"""The page as a reader meets it: wide and narrow, light and dark, by key and by eye."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from goodwill.portfolio.analysis import Analysis
from goodwill.report.document import compose
from goodwill.report.html import page as written
from goodwill.report.parts import Document

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture
def messages() -> list[str]:
    """What the page asked of the network or complained about."""
    return []


@pytest.fixture(params=[(size, theme) for size in SIZES for theme in ("light", "dark")], ids="-".join)
def shown(
    request: pytest.FixtureRequest, chromium: Any, html: str, tmp_path: Path, messages: list[str]
) -> Iterator[Any]:
    size, theme = request.param
    width, height = SIZES[size]
    yield from opened(chromium, html, tmp_path, messages, width=width, height=height, theme=theme)


def opened(
    chromium: Any, html: str, folder: Path, messages: list[str], *, width: int, height: int = 900, theme: str = "light"
) -> Iterator[Any]:
    file = folder / "report.html"
    file.write_text(html, encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
    page = context.new_page()
    page.on("console", lambda said: messages.append(said.text))
    page.on("pageerror", lambda said: messages.append(str(said)))
    page.on(
        "request", lambda asked: None if asked.url.startswith(("data:", file.as_uri())) else messages.append(asked.url)
    )
    page.goto(file.as_uri())
    yield page
    context.close()


def test_axe_finds_nothing(shown: Any):
    shown.evaluate("document.querySelectorAll('details').forEach(found => found.open = true)")

    result = Axe().run(shown)

    assert result.violations_count == 0, result.generate_report()


def test_it_asks_nothing_of_the_network_and_has_no_complaint(shown: Any, messages: list[str]):
    shown.wait_for_load_state("networkidle")

    assert messages == []


def test_nothing_makes_the_page_scroll_sideways(shown: Any):
    width = shown.evaluate("document.documentElement.clientWidth")

    shown.evaluate("document.querySelectorAll('details').forEach(found => found.open = true)")

    assert shown.evaluate("document.documentElement.scrollWidth") == width


def test_one_of_the_two_pictures_of_each_chart_is_seen(shown: Any, document: Document):
    seen = shown.evaluate(
        "[...document.querySelectorAll('figure svg')].filter(svg => svg.getBoundingClientRect().width > 0).length"
    )

    assert seen == 1 + sum(section.chart is not None for section in document.sections)


def test_labels_of_pictures_are_large_enough_to_read(shown: Any):
    least = shown.evaluate(
        """Math.min(...[...document.querySelectorAll('figure svg text')]
           .filter(text => text.getBoundingClientRect().width > 0)
           .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
    )

    assert least >= 11


def test_letters_are_our_own(shown: Any):
    shown.evaluate("document.fonts.ready")

    assert shown.evaluate(
        "document.fonts.check('600 22px \"Source Serif 4\"') && document.fonts.check('15px \"Source Sans 3\"')"
    )
    assert shown.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") == 3


def test_a_figure_tells_what_it_is_when_pressed(shown: Any):
    figure = shown.locator(".state .fig").first
    figure.focus()
    shown.keyboard.press("Enter")

    told = shown.locator("[popover]:popover-open")
    assert told.count() == 1
    assert "Window" in told.inner_text()
    box = told.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= shown.viewport_size["width"]
    shown.keyboard.press("Escape")
    assert shown.locator("[popover]:popover-open").count() == 0


def test_the_table_of_a_chart_opens_by_key(shown: Any):
    summary = shown.locator("#leak summary")
    summary.focus()
    shown.keyboard.press("Enter")

    assert shown.locator("#leak details table").is_visible()
    assert summary.inner_text() == "Hide the table"


def test_the_first_tab_skips_to_the_report(shown: Any):
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "skip"

    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "main"


def test_targets_are_large_enough_on_a_phone(chromium: Any, html: str, tmp_path: Path, messages: list[str]):
    for page in opened(chromium, html, tmp_path, messages, width=390):
        heights = page.evaluate("[...document.querySelectorAll('summary')].map(s => s.getBoundingClientRect().height)")
        assert min(heights) >= 40


def test_paper_is_light_even_where_the_screen_is_dark(chromium: Any, html: str, tmp_path: Path, messages: list[str]):
    for page in opened(chromium, html, tmp_path, messages, width=1280, theme="dark"):
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('.chart .wide')).display") == "block"


@pytest.mark.parametrize("width", [320, 1024])
def test_every_circumstance_fits_every_width(
    variant: Analysis, width: int, chromium: Any, tmp_path: Path, messages: list[str]
):
    for page in opened(chromium, written(compose(variant)), tmp_path, messages, width=width):
        page.evaluate("document.querySelectorAll('details').forEach(found => found.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page).violations_count == 0
    assert messages == []
