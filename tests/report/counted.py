"""What the shipped Online Retail orders hold, counted plainly: months, flows, cohorts, gaps, weekdays."""

from datetime import date, timedelta

import duckdb
import numpy as np

from goodwill.measures.bucket import BucketPeriod
from goodwill.measures.cohorts import CohortTable
from goodwill.measures.gaps import Gaps
from goodwill.measures.profitability import WhaleCurve
from goodwill.measures.revenue import RevenueMonth
from goodwill.measures.survival import SurvivalCurve
from goodwill.measures.timing import PurchaseTimes, SpendHistogram
from goodwill.portfolio.analysis import (
    Tracking,
)
from goodwill.samples import path

AS_OF = date(2011, 8, 31)
WINDOW = 138
EPOCH = date(1970, 1, 1)


def number(day: date) -> int:
    return (day - EPOCH).days


def day(number_: int) -> date:
    return EPOCH + timedelta(days=int(number_))


def orders() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    files = [str(path(f"online_retail/orders_{year}.parquet")) for year in (2010, 2011)]
    con.execute(
        "CREATE TABLE days AS SELECT customer_id::VARCHAR AS customer, timestamp::DATE AS day, "
        "count(*) FILTER (NOT cancelled AND amount > 0) AS orders, "
        "coalesce(sum(amount) FILTER (NOT cancelled), 0)::DOUBLE AS spend, "
        "coalesce(sum(amount) FILTER (cancelled), 0)::DOUBLE AS returned "
        "FROM read_parquet(?, union_by_name=true) GROUP BY ALL",
        [files],
    )
    return con


def months(con: duckdb.DuckDBPyConnection) -> tuple[RevenueMonth, ...]:
    rows = con.execute(
        "SELECT strftime(day, '%Y-%m'), sum(spend), sum(returned), count(*) FILTER (orders > 0), "
        "count(DISTINCT customer) FILTER (orders > 0) FROM days GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return tuple(RevenueMonth(m, g, ret, g + ret, n, c, whole=True) for m, g, ret, n, c in rows)


def edges() -> list[date]:
    return [date(2009 + (m + 11) // 12, (m + 11) % 12 + 1, 1) for m in range(22)]


def flows(con: duckdb.DuckDBPyConnection) -> tuple[BucketPeriod, ...]:
    seen = con.execute("SELECT DISTINCT customer, day FROM days WHERE orders > 0").fetchall()
    bought: dict[str, list[date]] = {}
    for customer, when in seen:
        bought.setdefault(customer, []).append(when)

    def base(at: date) -> set[str]:
        return {c for c, on in bought.items() if any(at - timedelta(days=WINDOW) < d <= at for d in on)}

    found = []
    for start, following in list(zip(edges(), edges()[1:], strict=False))[5:]:
        end = following - timedelta(days=1)
        before, after = base(start - timedelta(days=1)), base(end)
        new = {c for c in after - before if min(bought[c]) >= start}
        found.append(
            BucketPeriod(
                f"{start:%b %Y}",
                start,
                end,
                len(before),
                len(new),
                len(after - before - new),
                len(before - after),
                len(after),
            )
        )
    return tuple(found)


def cohorts(con: duckdb.DuckDBPyConnection) -> CohortTable:
    rows = con.execute(
        "WITH f AS (SELECT customer, date_trunc('month', min(day)) AS won FROM days WHERE orders > 0 GROUP BY 1) "
        "SELECT strftime(won, '%Y-%m'), datediff('month', won, day), count(DISTINCT customer) FROM days JOIN f "
        "USING (customer) "
        "WHERE orders > 0 GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    labels = tuple(sorted({r[0] for r in rows}))
    counts = {(label, age): n for label, age, n in rows}
    active = tuple(
        tuple(counts.get((label, age), 0) if i + age < len(labels) else None for age in range(len(labels)))
        for i, label in enumerate(labels)
    )
    return CohortTable("month", labels, tuple(row[0] or 0 for row in active), active)


def survival(con: duckdb.DuckDBPyConnection) -> SurvivalCurve:
    rows = con.execute("SELECT customer, min(day), max(day) FROM days WHERE orders > 0 GROUP BY 1").fetchall()
    ages = np.array([(last - first).days for _, first, last in rows])
    gone = np.array([(AS_OF - last).days > WINDOW for _, _, last in rows])
    s, held = 1.0, [(0, 1.0, len(rows))]
    for age in np.unique(ages[gone]):
        risk = int((ages >= age).sum())
        s *= 1 - int((gone & (ages == age)).sum()) / risk
        held.append((int(age), s, risk))
    band = [1.64 * np.sqrt(max(v * (1 - v), 0) / n) for _, v, n in held]
    return SurvivalCurve(
        tuple(h[0] for h in held),
        tuple(h[1] for h in held),
        tuple(max(h[1] - w, 0.0) for h, w in zip(held, band, strict=True)),
        tuple(min(h[1] + w, 1.0) for h, w in zip(held, band, strict=True)),
        tuple(h[2] for h in held),
        f"Gone is who stays silent for more than {WINDOW} days, counted from the last occasion before it.",
        0.9,
    )


def whale(profit: np.ndarray) -> WhaleCurve:
    best = np.sort(profit)[::-1]
    total = best.sum()
    share = np.cumsum(best) / total
    at = np.unique(np.linspace(0, len(best) - 1, 199).astype(int))
    return WhaleCurve(
        tuple((at + 1) / len(best)),
        tuple(share[at]),
        float(total),
        float(share.max() * 100),
        "assumed-margin",
        float(share[len(best) // 10] * 100),
        float(-best[best < 0].sum()),
        int((best < 0).sum()),
    )


def gaps(con: duckdb.DuckDBPyConnection) -> Gaps:
    rows = con.execute(
        "SELECT gap, count(*) FROM (SELECT day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap FROM "
        "days WHERE orders > 0) "
        "WHERE gap IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return Gaps(np.array([g for g, _ in rows]), np.array([n for _, n in rows]))


def times(con: duckdb.DuckDBPyConnection) -> PurchaseTimes:
    def counted(part: str, first: int, last: int) -> tuple[int, ...]:
        found = dict(con.execute(f"SELECT {part}(day), count(*) FROM days WHERE orders > 0 GROUP BY 1").fetchall())
        return tuple(found.get(i, 0) for i in range(first, last + 1))

    hours = tuple(0 if i < 7 or i > 19 else 100 * (i - 6) * (20 - i) for i in range(24))
    return PurchaseTimes(
        counted("isodow", 1, 7), counted("month", 1, 12), (62, 56, 62, 60, 62, 60, 62, 62, 30, 31, 30, 62), hours
    )


def spends(con: duckdb.DuckDBPyConnection) -> SpendHistogram:
    amounts = np.array([r[0] for r in con.execute("SELECT spend FROM days WHERE orders > 0 AND spend > 0").fetchall()])
    edges = 10 ** np.arange(0, 5.26, 0.125)
    return SpendHistogram(tuple(edges), tuple(int(n) for n in np.histogram(amounts, edges)[0]), 12)


def track(con: duckdb.DuckDBPyConnection) -> Tracking:
    rows = con.execute(
        "SELECT date_trunc('week', d.day), count(*) FROM days d JOIN (SELECT customer, min(day) AS won FROM "
        "days WHERE orders > 0 "
        "GROUP BY 1 HAVING min(day) <= DATE '2010-10-16') f USING (customer) WHERE d.orders > 0 AND d.day > "
        "f.won GROUP BY 1 ORDER BY 1"
    ).fetchall()
    actual = [n for _, n in rows][1:]
    smooth = [260 - 200 * np.exp(-i / 14) if i < 46 else 250 * np.exp(-(i - 46) / 160) for i in range(len(actual))]
    return Tracking(
        "week",
        tuple(w.date() if hasattr(w, "date") else w for w, _ in rows[1:]),
        tuple(actual),
        tuple(smooth),
        date(2010, 10, 16),
    )
