import re
import xml.etree.ElementTree as ET

import pytest

from goodwill.portfolio.analysis import Analysis
from goodwill.report.charts.frame import drawing, line, texts, value_axis
from goodwill.report.echarts import pen
from goodwill.report.parts import Document, Drawing


@pytest.fixture(scope="module")
def small() -> Drawing:
    return drawing(
        200,
        100,
        grid={"left": 10, "right": 10, "top": 10, "bottom": 10},
        xAxis=value_axis(0, 10),
        yAxis=value_axis(0, 10),
        series=[line([(0, 0), (10, 10)]), texts([(5, 5, 'Tom & "Jerry" <b>')], bold=True)],
    )


def test_one_picture_serves_light_and_dark(small: Drawing):
    with pen() as drawn:
        svg = drawn.adaptive(small, title="A line", about="It rises.")

    assert 'stroke="var(--accent)"' in svg
    assert not re.search(r"#[0-9a-fA-F]{6}", svg)


def test_a_picture_for_paper_has_the_colours_of_the_light_theme(small: Drawing):
    with pen() as drawn:
        svg = drawn.light(small)

    assert 'stroke="#0E5A5F"' in svg
    assert "var(" not in svg
    assert "font-family:'Source Sans 3'" in svg


def test_a_picture_says_what_it_is(small: Drawing):
    with pen() as drawn:
        root = ET.fromstring(drawn.adaptive(small, title="A line", about="It rises & rises."))

    titles = {child.tag.rpartition("}")[2]: child for child in root[:2]}
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == f"{titles['title'].attrib['id']} {titles['desc'].attrib['id']}"
    assert (titles["title"].text, titles["desc"].text) == ("A line", "It rises & rises.")


def test_text_from_the_data_is_text_and_never_markup(small: Drawing):
    with pen() as drawn:
        root = ET.fromstring(drawn.adaptive(small, title="A <line>", about=""))

    assert 'Tom & "Jerry" <b>' in [element.text for element in root.iter() if element.text]


def test_no_two_pictures_share_an_id(document: Document):
    charts = [section.chart for section in document.sections if section.chart]
    with pen() as drawn:
        svgs = [drawn.adaptive(d, title="t", about="a") for chart in charts for d in chart.drawings.values()]

    ids = [found for svg in svgs for found in re.findall(r'\bid="([^"]+)"', svg)]
    used = {found for svg in svgs for found in re.findall(r"url\(#([^)]+)\)", svg)}
    assert len(ids) == len(set(ids))
    assert used <= set(ids)


def test_every_picture_is_well_formed_and_free_of_script_and_style(variant: Analysis):
    from goodwill.report.document import compose

    with pen() as drawn:
        for section in compose(variant).sections:
            for one in section.chart.drawings.values() if section.chart else ():
                svg = drawn.adaptive(one, title=section.title, about="")
                ET.fromstring(svg)
                assert "<script" not in svg
                assert "<style" not in svg
                assert "NaN" not in svg
                assert "undefined" not in svg


def test_labels_are_measured_with_the_letters_they_are_set_in():
    with pen() as drawn:
        widths = [
            drawn._engine.eval(f"echarts.helper ? 0 : 0; echarts.format.getTextRect({word!r}, '400 10px x').width")
            for word in ("iiii", "WWWW", "0000", "1111")
        ]

    assert widths[0] < widths[2] < widths[1]
    assert widths[2] == widths[3], "figures are tabular"
