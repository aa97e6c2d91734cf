"""Lists of a picture's marks hold as many customers as the picture counts there."""

from datetime import date, timedelta

import ibis
import numpy as np
import pyarrow as pa
import pytest

from goodwill.measures.gaps import gaps
from goodwill.measures.survival import survival_curve
from goodwill.programme import past_lists
from goodwill.programme.kept.analysed import analysed
from goodwill.programme.past_conditions import CONDITIONS, of_query
from goodwill.records.models import User
from goodwill.report.document import compose
from tests import kept_runs, people
from tests.report import online_retail

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:fetch_arrow_table.. is deprecated:DeprecationWarning"),
]
FIRST, AS_OF, WINDOW = date(2011, 1, 3), date(2011, 7, 31), 30


@pytest.fixture
def bought() -> list[tuple[object, date]]:
    """Sixty parties, each on up to eight days of half a year; among them one-time buyers and some who pause."""
    rng = np.random.default_rng(7)
    found = []
    for number in range(60):
        party = people.party(f"P{number}")
        days = rng.choice((AS_OF - FIRST).days, size=rng.integers(1, 9), replace=False)
        found += [(party, FIRST + timedelta(days=int(day))) for day in days]
    last = {party: max(day for other, day in found if other is party) for party, _ in found}
    kept_runs.keep(
        AS_OF, [(p, "butterfly", 0.5, 1.0, 1.0, day) for p, day in last.items()], current=True, window=WINDOW
    )
    kept_runs.days(*found)
    return found


def count(**asked: str) -> int:
    days = analysed()
    return past_lists.listed(User.objects.first() or people.hal(), days, days[0], asked).count


def test_as_many_stayed_as_the_curve_of_survival_observed(bought):
    curve = survival_curve(customer_days(bought), as_of=AS_OF, window_days=WINDOW)

    assert len(curve.age_days) > 5
    for age, observed in zip(curve.age_days, curve.at_risk, strict=True):
        assert count(stayed=str(age)) == observed


def test_gaps_of_every_length_are_somebodys(bought):
    found = gaps(customer_days(bought), as_of=AS_OF)

    for length, times in zip(found.gap_days.tolist(), found.count.tolist(), strict=True):
        assert 1 <= count(gap=f"{length}..{length}") <= times
    assert count(gap="1000..2000") == 0


@pytest.mark.usefixtures("bought")
def test_everything_that_the_report_leads_to_can_be_asked():
    document = compose(online_retail.online_retail())
    tables = [s.chart.table for s in document.sections if s.chart] + [t for s in document.sections for t in s.tables]
    queries = {query for table in tables for query in table.lists} | {ask.leads for ask in document.asks}

    assert len(queries) > 300
    for query in queries:
        asked = dict(part.split("=") for part in query.split("&"))
        if set(asked) != {"customer"}:
            assert set(asked) <= set(CONDITIONS)
            assert of_query(asked) == asked
            if "called" not in asked:
                count(**asked)


def customer_days(bought):
    """As the engine has them, with nothing bought twice on a day and nothing returned."""
    keys = {party: number for number, party in enumerate(dict.fromkeys(party for party, _ in bought))}
    days = [(day - date(1970, 1, 1)).days for _, day in bought]
    table = pa.table({"customer": [keys[party] for party, _ in bought], "day": days, "purchases": [1] * len(days)})
    return ibis.memtable(table)
