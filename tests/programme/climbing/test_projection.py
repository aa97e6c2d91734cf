"""Theory 12's chain, asked through the programme."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import key_accounts
from goodwill.programme.climbing import answers, choosing, kept_ladder, kept_moves, overview, recording, snapshots
from goodwill.programme.climbing.beyond import beyond
from goodwill.programme.climbing.choosing import Terms
from goodwill.programme.climbing.kept_ladder import Ladder
from goodwill.programme.climbing.projection import project
from goodwill.programme.climbing.states import STATES
from goodwill.programme.kept.analysed import analysed
from goodwill.records.models import RungChange
from tests import kept_runs, people

pytestmark = pytest.mark.django_db
Q = [[0.5, 0.2, 0, 0], [0, 0.7, 0.15, 0], [0, 0.05, 0.75, 0.1], [0, 0, 0.1, 0.85]]
RISE = 1.1**12 - 1
"""A rate a year that is 10% a month."""


def ladder(n, margin):
    day = date(2011, 7, 31)
    nothing = [0] * 7
    return Ladder(
        1, day, nothing, 0, None, [], 12, day, day, n, None, None, margin, nothing, [None] * 7, "margin", 0, day
    )


def theory():
    n = np.zeros((7, 7), int)
    n[:4, :4] = np.round(np.array(Q) * 1000)
    n[:4, 6] = 1000 - n[:4].sum(axis=1)
    return ladder(n.tolist(), [10, 40, 60, 100, None, None, 0])


def test_periods_worth_and_steps_are_those_of_theory_12():
    found = project(theory(), discount_a_year=RISE, more=0.02)

    rows = {row.state: row for row in found.rows}
    four = STATES[:4]
    assert [rows[state].life for state in four] == pytest.approx([5.6491, 9.1228, 11.5789, 14.3860], abs=5e-5)
    assert [rows[state].worth for state in four] == pytest.approx([104.5708, 258.7124, 396.5665, 598.6266], abs=5e-5)
    assert [step.worth for step in found.steps[:3]] == pytest.approx([154.1416, 137.8541, 202.0601], abs=6e-5)
    assert found.steps[0].may_cost == pytest.approx(2.802575, abs=1e-6)


def test_what_nobody_has_seen_is_not_known():
    found = project(theory(), discount_a_year=RISE, more=0.02)

    partner = next(row for row in found.rows if row.state == "partner")
    assert (partner.n, partner.chances, partner.life, partner.worth) == (0, [None] * 7, None, None)
    assert found.steps[3].worth is None
    assert found.steps[3].why_not == "No move from partner has been seen."


def test_who_stands_on_a_rung_that_nobody_has_left_counts_as_a_client():
    n = np.zeros((7, 7), int)
    n[0, [0, 1, 6]], n[1, [1, 2, 6]] = (50, 30, 20), (80, 10, 10)
    found = project(ladder(n.tolist(), [10.0, 40.0, None, None, None, None, 0.0]), discount_a_year=0.1, more=0.05)

    assert found.folded == ("supporter", "advocate", "partner")
    assert found.rows[1].life == pytest.approx(10)
    assert found.rows[1].chances[2] == pytest.approx(0.1)
    assert found.steps[1].worth is None


def test_without_margins_or_moves_no_step_is_valued_and_the_reason_is_said():
    none = project(replace(theory(), margin=[None] * 7), discount_a_year=0.1, more=0.05)
    assert none.rows[0].life is not None
    assert all(step.worth is None for step in none.steps)
    assert "is not known, so no step can be valued" in none.why_not

    empty = project(ladder(np.zeros((7, 7), int).tolist(), [None] * 7), discount_a_year=0.1, more=0.05)
    assert empty.why_not == "No two month ends in a row are analysed, so no move is on record."


@pytest.fixture
def months(settings, tmp_path):
    """Four month ends of forty customers: half climb to client, a few lapse."""
    settings.FOLDER = tmp_path
    held = [people.party(f"N{n:02}") for n in range(40)]
    ends = [date(2011, 4, 30), date(2011, 5, 31), date(2011, 6, 30), date(2011, 7, 31)]
    for number, day in enumerate(ends):
        rungs = ["lapsed" if n < 2 * number else "client" if n < 10 + 6 * number else "purchaser" for n in range(40)]
        kept(held, day, rungs, current=number == len(ends) - 1)
    return held


def kept(held, day, rungs, *, current=False):
    rows = [(one, "true friend", 0.8, 10.0, 120.0, day - timedelta(days=1)) for one in held]
    more = {"rung": rungs, "repeat_purchases": [1] * len(held), "margin_rate": [0.5] * len(held)}
    run = kept_runs.keep(day, rows, current=current, more=more)
    if current:
        for one, rung in zip(held, rungs, strict=True):
            people.standing(one, run, rung=rung, p_return=0.1 if rung == "lapsed" else 0.8)
    return run


def test_moves_between_month_ends_are_counted_and_kept(months):
    assert recording.climb() == 0

    found = kept_ladder.ladder()

    assert (found.months, found.first, found.last) == (3, date(2011, 4, 30), date(2011, 7, 31))
    assert np.array(found.n).sum() == 3 * 40
    assert found.n[0][1] == 18
    assert np.array(found.n)[:6, 6].sum() == 6
    assert found.counts == [12, 22, 0, 0, 0, 0, 6]
    assert found.order is not None
    assert kept_moves.moves_of([months[11].pk]) == [(months[11].pk, date(2011, 5, 31), "purchaser", "client")]


def test_a_gap_in_the_months_ends_the_row(months):
    kept(months, date(2011, 1, 31), ["client"] * 40)

    ends = snapshots.month_ends(analysed())

    assert [day.as_of.month for day in ends] == [4, 5, 6, 7]


def test_the_programme_counts_rungs_climbs_and_falls_and_what_people_wrote_since(months):
    recording.climb()
    hal = people.hal()
    answers.record_attitude(by=hal, party=months[20], scale="satisfaction", answer=5)

    seen = overview.overview(hal, kept_ladder.ladder())

    counts = {rung.state: rung.count for rung in seen.rungs}
    assert (counts["purchaser"], counts["client"], counts["supporter"], counts["lapsed"]) == (12, 21, 1, 6)
    assert (seen.climbs, seen.falls, seen.noted) == (7, 2, 1)


def test_an_analysis_records_who_climbed_and_fell_once(months):
    recording.climb()
    rungs = ["lapsed" if n < 7 else "client" for n in range(40)]
    kept(months, date(2011, 8, 31), rungs, current=True)

    assert recording.climb() == 13
    assert recording.climb() == 0

    assert RungChange.objects.filter(why="analysis").count() == 13
    fell = RungChange.objects.get(party=months[6])
    assert (fell.before, fell.rung, fell.day) == ("client", "lapsed", date(2011, 8, 31))


def test_what_people_write_down_while_an_analysis_ends_is_recorded_once(months):
    recording.climb()
    kept(months, date(2011, 8, 31), ["client"] * 40, current=True)
    answers.record_attitude(by=people.hal(), party=months[39], scale="satisfaction", answer=5)

    recording.climb()

    moves = RungChange.objects.filter(party=months[39]).order_by("day")
    assert list(moves.values_list("before", "rung", "why")) == [
        ("purchaser", "client", "analysis"),
        ("client", "supporter", "attitude"),
    ]


def test_key_accounts_are_brought_up_where_a_step_is_worth_its_cost(months):
    recording.climb()
    hal = people.hal()
    for at in (0, 12, 39):
        key_accounts.choose(by=hal, relationship=months[at].relationships.get(), ground="value", reason="Large")

    cheap, dear = (
        choosing.choose(hal, *projected(), terms=replace(TERMS, cost=cost), currency="GBP") for cost in (1.0, 1e6)
    )

    assert [one.party.name for one in cheap.up] == ["N39"]
    assert "may be spent" in cheap.up[0].reason
    assert dear.up == []
    assert {one.party.name: one.reason[:6] for one in dear.rest} == {"N00": "Lapsed", "N12": "A step", "N39": "The st"}


TERMS = Terms(0.1, 1.0, 0.008)


@pytest.fixture
def brought(months):
    """Six lapsed, 22 clients, 12 purchasers: each brought its number, the first three purchasers nothing."""
    day = date(2011, 8, 31)
    rungs = ["lapsed" if n < 6 else "client" if n < 28 else "purchaser" for n in range(40)]
    year = [0.0 if 28 <= n < 31 else float(n) for n in range(40)]
    rows = [(one, "true friend", 0.8, 10.0, year[n], day - timedelta(days=1)) for n, one in enumerate(months)]
    more = {"rung": rungs, "repeat_purchases": [1] * 40, "margin_rate": [0.5] * 40}
    run = kept_runs.keep(day, rows, current=True, more=more)
    for one, rung in zip(months, rungs, strict=True):
        people.standing(one, run, rung=rung)
    recording.climb()
    return months


def projected():
    """With a margin of clients, so that a step from purchaser to client is worth something."""
    kept_now = replace(kept_ladder.ladder(), margin=[0.0, 60.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    return kept_now, project(kept_now, discount_a_year=0.1, more=0.1)


def asked(by, *, cost=1.0, first=0, most=50):
    terms = replace(TERMS, cost=cost)
    return beyond(by, *projected(), terms=terms, currency="GBP", first=first, most=most)


def names(choices):
    return [one.party.name for one in choices]


def test_of_who_is_no_key_account_each_is_judged_as_it_would_be_as_one(brought):
    hal = people.hal()
    key_accounts.choose(by=hal, relationship=brought[39].relationships.get(), ground="value", reason="Large")

    seen = asked(hal)
    assert names(seen.choices) == [f"N{n}" for n in range(38, 30, -1)]
    assert names(asked(hal, first=2, most=3).choices) == ["N36", "N35", "N34"]
    assert seen.up == 8
    assert {one.reason.split()[0]: one.count for one in seen.rest} == {"Lapsed:": 6, "They": 3, "What": 22}

    for at in range(39):
        key_accounts.choose(by=hal, relationship=brought[at].relationships.get(), ground="value", reason="All")
    as_accounts = choosing.choose(hal, *projected(), terms=TERMS, currency="GBP")
    assert [one for one in as_accounts.up if one.party.name != "N39"] == seen.choices
    assert (asked(hal).choices, asked(hal).rest) == ([], [])


@pytest.mark.usefixtures("brought")
def test_a_step_that_costs_more_than_it_pays_is_counted_among_those_not_to_bring_up():
    seen = asked(people.hal(), cost=1e6)

    assert (seen.choices, seen.up) == ([], 0)
    assert ("A step pays less than it costs", 9) in [(one.reason, one.count) for one in seen.rest]
    assert sum(one.count for one in seen.rest) == 40


@pytest.mark.usefixtures("brought")
def test_without_a_right_to_the_programme_nobody_is_named():
    with pytest.raises(PermissionDenied):
        asked(people.maya())
