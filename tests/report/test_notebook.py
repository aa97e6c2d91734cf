import json
import xml.etree.ElementTree as ET

import pytest

import goodwill as gw
from goodwill.portfolio.analysis import Analysis
from goodwill.report.parts import Document


def test_every_chart_of_the_report_is_there(analysis: Analysis, document: Document):
    drawn = [section.key for section in document.sections if section.chart is not None]

    assert list(gw.charts(analysis)) == ["worth", *drawn]


def test_a_chart_shows_itself_as_a_picture(analysis: Analysis):
    shown = gw.charts(analysis)["leak"]._repr_mimebundle_()

    picture = ET.fromstring(shown["image/svg+xml"])
    assert picture.tag.endswith("svg")
    assert "var(--" not in shown["image/svg+xml"]
    assert shown["text/plain"]


def test_its_option_is_plain_data_in_colours(analysis: Analysis):
    for chart in gw.charts(analysis).values():
        told = json.dumps(chart.option, allow_nan=False)
        assert '"@' not in told


def test_its_table_has_a_row_for_each_that_the_report_shows(analysis: Analysis, document: Document):
    leak = next(section.chart for section in document.sections if section.key == "leak")
    assert leak is not None

    table = gw.charts(analysis)["leak"].table

    assert table.num_rows == len(leak.table.rows)
    assert table.column_names[:2] == ["Month", "Opening"]


def test_a_chart_that_is_not_there_names_those_that_are(analysis: Analysis):
    with pytest.raises(gw.UsageError, match="There are: worth, "):
        gw.charts(analysis)["pie"]


def test_an_analysis_says_in_a_line_what_it_is(analysis: Analysis):
    assert repr(analysis).startswith("<Analysis as of 2011-")
    assert "customer equity over 3 years" in repr(analysis)
    assert len(repr(analysis)) < 200
