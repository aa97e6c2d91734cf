"""What holds for every picture: plain data, tokens for colours, bars from zero, blanks for what is not known."""

import json
from typing import Any

import pytest

from goodwill.measures.profitability import WhaleCurve
from goodwill.portfolio.analysis import Analysis
from goodwill.report.charts.cohorts import ages_shown, cohort_heat_map, levels
from goodwill.report.charts.frame import compact, steps
from goodwill.report.charts.intervals import Row, interval_rows
from goodwill.report.charts.leaky_bucket import leaky_bucket
from goodwill.report.charts.revenue import revenue
from goodwill.report.charts.survival import at, thinned
from goodwill.report.charts.tracking import tracking
from goodwill.report.charts.value_density import height_at
from goodwill.report.charts.whale_curve import whale_curve
from goodwill.report.document import compose
from goodwill.report.parts import Drawing


def drawings(analysis: Analysis) -> list[Drawing]:
    document = compose(analysis)
    charts = [section.chart for section in document.sections] + [document.key_figure.chart]
    return [drawing for chart in charts if chart for drawing in chart.drawings.values()]


def colours(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [found for inner, part in value.items() for found in colours(part, inner)]
    if isinstance(value, list):
        return [found for part in value for found in colours(part, key)]
    return [value] if isinstance(value, str) and key.lower().endswith(("color", "fill", "stroke")) else []


def test_every_option_is_plain_data(variant: Analysis):
    for drawing in drawings(variant):
        json.dumps(drawing.option, allow_nan=False)


def test_every_colour_is_a_token(variant: Analysis):
    for drawing in drawings(variant):
        found = colours(dict(drawing.option))
        assert found
        assert all(colour.startswith("@") for colour in found), found


def test_nothing_moves(variant: Analysis):
    assert all(drawing.option["animation"] is False for drawing in drawings(variant))


def test_bars_of_revenue_start_at_zero_and_the_last_quarter_stands_out(analysis: Analysis):
    option = revenue(analysis.revenue, recent=3, width=1024).option

    bars = option["series"][0]["data"]
    assert option["yAxis"]["min"] == 0
    assert [bar["itemStyle"]["color"] for bar in bars[-4:]] == ["@earlier", "@accent", "@accent", "@accent"]


def test_lost_customers_lie_below_the_line(analysis: Analysis):
    option = leaky_bucket(analysis.bucket, width=1024).option

    new, regained, lost = (series["data"] for series in option["series"][:3])
    for period, up, back, down in zip(analysis.bucket, new, regained, lost, strict=True):
        assert (up["value"], back["value"], down["value"]) == (period.new, period.regained, -period.lost)


def test_cells_of_a_cohort_not_yet_observed_are_blank(analysis: Analysis):
    option = cohort_heat_map(analysis.cohorts, width=1024).option

    cells = {(cell["value"][1], cell["value"][0]) for cell in option["series"][0]["data"]}
    cohorts = len(analysis.cohorts.labels) - 1
    assert len(cells) == cohorts * (cohorts + 1) / 2
    assert (cohorts - 1, 0) in cells
    assert (cohorts - 1, 1) not in cells


def test_ages_of_cohorts_on_a_phone():
    assert ages_shown(6, most=8) == [1, 2, 3, 4, 5, 6]
    assert ages_shown(20, most=8) == [1, 2, 3, 4, 8, 12, 16, 20]
    assert len(ages_shown(60, most=8)) <= 8


def test_levels_part_the_shares_evenly():
    assert levels([0.1, 0.2, 0.3, 0.4, 0.5, None]) == [0.2, 0.3, 0.4, 0.5]
    assert levels([0.3, 0.3]) == []
    assert levels([]) == []


def test_the_whale_curve_is_in_money_where_there_is_no_share():
    curve = WhaleCurve((0.5, 1.0), (), -40.0, None, "margin", None, 90.0, 1, cumulative=(50.0, -40.0))
    option = whale_curve(curve, sign="£", width=492).option

    assert option["yAxis"]["min"] == -40
    assert [point[1] for point in option["series"][0]["data"][1:]] == [50.0, -40.0]


def test_the_tracking_plot_marks_where_the_fit_stopped_looking(analysis: Analysis):
    assert analysis.tracking is not None
    option = tracking(analysis.tracking, width=1024).option

    words = [
        one["label"]["formatter"]
        for series in option["series"]
        for one in series["data"]
        if isinstance(one, dict) and "label" in one
    ]
    assert "fitted until 16 Oct 2010" in words
    assert {"came", "expected"} <= set(words)


def test_marks_that_lie_close_part_their_names():
    close = interval_rows(
        [Row("a", 9, 10, 11, actual=10.5)],
        width=350,
        label_width=80,
        axis_text=compact,
        name_first=("forecast", "came"),
    ).option["series"]

    names = {s["data"][0]["label"]["formatter"]: s["label"]["align"] for s in close[-2:]}
    assert names == {"forecast": "right", "came": "left"}


@pytest.mark.parametrize(
    ("top", "ticks"), [(14_000, [0, 5000, 10_000, 15_000]), (0.9, [0, 0.5, 1.0]), (0, [0, 1]), (3, [0, 1, 2, 3])]
)
def test_steps_are_round_and_reach_the_top(top: float, ticks: list[float]):
    assert steps(top, about=3) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("number", "text"),
    [(663, "663"), (1135, "1,135"), (12_345, "12.3k"), (4e6, "£4m"), (-52_000, "−£52k"), (0, "£0"), (0.25, "0.25")],
)
def test_compact_figures(number: float, text: str):
    assert compact(number, "£" if "£" in text else "") == text


def test_a_long_staircase_keeps_its_ends():
    kept = thinned(4000)

    assert (kept[0], kept[-1]) == (0, 3999)
    assert len(kept) <= 160


def test_a_staircase_stands_until_its_next_step():
    assert at([0, 10, 20], [0.9, 0.6, 0.4], 19.9) == 0.6


def test_a_density_is_read_between_its_points():
    assert height_at([(0, 0), (10, 1), (20, 0)], 5) == 0.5
    assert height_at([(0, 0), (10, 1)], 11) == 0
