from datetime import date

import duckdb
import numpy as np
import pytest

from goodwill.samples import path
from goodwill.terms import Histories


@pytest.fixture(scope="session")
def cdnow():
    """The 2,357 customers of the CDNOW sample, observed for 39 weeks."""
    table = _cdnow_summary()
    return Histories(table["frequency"].astype(np.int64), table["recency"], table["T"], "week", table["monetary_value"])


@pytest.fixture(scope="session")
def cdnow_next_39_weeks():
    """How many occasions each of them had in the 39 weeks after."""
    return _cdnow_summary()["holdout_frequency"]


@pytest.fixture(scope="session")
def online_retail():
    """Histories of Online Retail as of a day: an occasion is a day with an invoice above 0 that was not cancelled."""

    def as_of(day: date) -> Histories:
        files = [str(path(f"online_retail/orders_{year}.parquet")) for year in (2010, 2011)]
        with duckdb.connect() as connection:
            found = connection.execute(
                "select count(distinct day) - 1 x, max(day) - min(day) t_x, $day - min(day) T from ("
                "  select customer_id, cast(timestamp as date) as day from read_parquet($files)"
                "  where amount > 0 and not cancelled and customer_id is not null and cast(timestamp as date) <= $day"
                ") group by customer_id order by customer_id",
                {"files": files, "day": day},
            ).fetchnumpy()
        return Histories(np.asarray(found["x"]), found["t_x"] / 7, found["T"] / 7, "week")

    return as_of


def _cdnow_summary():
    return np.genfromtxt(path("cdnow/summary_39w.csv"), delimiter=",", names=True)
