"""Every mark of every picture leads to a list, and the table below the picture leads to the same ones."""

import re

import pytest

from goodwill.portfolio.analysis import Analysis
from goodwill.report.document import compose
from goodwill.report.html import pieces
from goodwill.report.parts import Chart, Document, Drawing

WITHOUT_LISTS = {
    "value": "a likelihood over draws, which no customer is one of",
    "groups": "the workspace draws a map of its own, to be brushed",
}
"""Pictures that lead nowhere, and why."""
MARKS = {
    "revenue": 21,
    "record": 3,
    "loyalty": 5,
    "leak": 48,
    "cohorts": 210,
    "survival": 6,
    "concentration": 10,
    "rhythm": 30,
    "spending": 35,
    "times": 19,
    "tracking": 89,
    "point": 3,
}
"""How many lists the wide picture of each leads to: one a mark, and no more."""


def charts(document: Document) -> list[Chart]:
    found = [section.chart for section in document.sections if section.chart is not None]
    return found if document.key_figure.chart is None else [document.key_figure.chart, *found]


def unled(drawing: Drawing) -> list[object]:
    """Bars and cells that stand for something and lead nowhere, in a picture whose marks are not led from over it."""
    series = drawing.option["series"]
    if any(one.get("only_leads") for one in series):
        return []
    data = [datum for one in series if one["type"] in ("bar", "heatmap") for datum in one["data"] if datum is not None]
    return [datum for datum in data if not isinstance(datum, dict) or not datum.get("leads")]


def test_every_mark_leads_to_a_list_or_its_picture_is_known_to_have_none(document: Document):
    led = {chart.name: len(chart.drawings["wide"].lists) for chart in charts(document)}

    assert {name for name, marks in led.items() if not marks} == set(WITHOUT_LISTS)
    assert {name: marks for name, marks in led.items() if marks} == MARKS
    for chart in charts(document):
        if chart.name not in WITHOUT_LISTS:
            assert not unled(chart.drawings["wide"]), chart.name


def test_what_a_mark_leads_to_is_in_the_table_too_for_keyboard_and_screen_reader(variant: Analysis):
    for chart in charts(compose(variant)):
        for place, drawing in chart.drawings.items():
            assert drawing.lists <= chart.table.lists, (chart.name, place)


def test_a_row_has_as_many_lists_as_cells(variant: Analysis):
    document = compose(variant)
    tables = [chart.table for chart in charts(document)] + [t for s in document.sections for t in s.tables]
    for table in tables:
        assert len(table.leads) in (0, len(table.rows)), table.caption
        assert {len(row) for row in table.leads if not isinstance(row, str)} <= {len(table.columns)}, table.caption


@pytest.fixture(scope="module")
def led(document: Document) -> dict[str, str]:
    return pieces(document, lambda query: f"list?{query.replace(' ', '+')}")


def test_no_piece_of_a_page_has_a_style_or_a_script(led: dict[str, str]):
    for name, piece in led.items():
        assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=", piece), name


def test_links_in_a_picture_are_for_the_mouse_and_those_of_its_table_for_everybody(led: dict[str, str]):
    for name in ("survival", "rhythm", "tracking", "loyalty", "record", "concentration", "spending", "times"):
        in_picture = re.findall(r'<a href="list\?[^"]*" tabindex="-1" aria-hidden="true"><path', led[name])
        in_table = re.findall(r'<t[hd] [^>]*>(?:<span>)?<a href="list\?', led[name])
        assert in_picture, name
        assert in_table, name


def test_a_report_of_its_own_leads_nowhere(html: str):
    assert "list?" not in html
    assert 'fill-opacity="0"' not in html


def test_the_questions_lead_to_whom_they_ask_about(document: Document, led: dict[str, str]):
    assert all(ask.leads for ask in document.asks)
    assert led["asks"].count("Show them</a>") == len(document.asks)
