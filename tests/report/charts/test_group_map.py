import pytest

from goodwill.portfolio.analysis import Analysis, GroupMap, MapCell
from goodwill.report.charts.group_map import classes, group_map, regrouped
from tests.report import variants


def spread(*cells: tuple[float, float, int]) -> GroupMap:
    return GroupMap(0.01, 0.1, tuple(MapCell(x, y, n) for x, y, n in cells), (), 0)


def test_neighbouring_cells_are_put_together_and_nobody_is_lost():
    cells, step_x, step_y = regrouped(
        spread((0.00, 1.0, 3), (0.01, 1.0, 4), (0.02, 1.1, 5), (0.99, 2.9, 7)), columns=50, rows=10
    )

    assert (step_x, step_y) == pytest.approx((0.02, 0.2))
    assert cells == [
        (pytest.approx(0.00), pytest.approx(1.0), 7),
        (pytest.approx(0.02), pytest.approx(1.0), 5),
        (pytest.approx(0.98), pytest.approx(2.8), 7),
    ]


def test_cells_that_fit_stay_as_they_are():
    cells, step_x, _ = regrouped(spread((0.5, 1.0, 3)), columns=100, rows=40)

    assert cells == [(pytest.approx(0.5), 1.0, 3)]
    assert step_x == 0.01


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (1, [(1, 1)]),
        (3, [(1, 1), (2, 2), (3, 3)]),
        (60, [(1, 1), (2, 3), (4, 9), (10, 24), (25, None)]),
        (9, [(1, 1), (2, 3), (4, None)]),
    ],
)
def test_classes_of_cells(most: int, expected: list[tuple[int, int | None]]):
    assert classes(most) == expected


@pytest.mark.parametrize("most", [120, 5_000, 83_211, 4_000_000])
def test_classes_cover_every_count_once_however_many_customers(most: int):
    limits = classes(most)

    assert limits[0][0] == 1
    assert limits[-1][1] is None
    assert [low for low, _ in limits[1:]] == [high + 1 for _, high in limits[:-1] if high is not None]
    assert limits[-1][0] <= most


def test_a_million_customers_need_no_more_cells_than_a_thousand(analysis: Analysis):
    crowd = variants.crowd(analysis)
    assert crowd.group_map is not None
    assert crowd.cuts is not None

    drawn = group_map(crowd.group_map, crowd.cuts, crowd.groups, sign="£", width=350)

    cells = [one for series in drawn.option["series"] if series.get("symbol") == "rect" for one in series["data"]]
    assert 100 < len(cells) <= 34 * 30


def test_a_group_without_customers_is_still_named(analysis: Analysis):
    assert analysis.group_map is not None
    assert analysis.cuts is not None

    drawn = group_map(analysis.group_map, analysis.cuts, analysis.groups, sign="£", width=1024)

    named = [
        one["label"]["formatter"]
        for s in drawn.option["series"]
        for one in s["data"]
        if isinstance(one, dict) and "label" in one
    ]
    assert "Butterflies, 414" in named
    assert "Strangers, 2,210" in named
