"""Write docs/examples: the order book of an invented coffee roaster, and the small files that how-to pages use.

.venv/bin/python -m dev.examples
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.make_orders import Truth, simulate

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
END = date(2025, 6, 30)
CUSTOMERS = 600
ROASTER = replace(Truth(), rate_shape=1.1, rate_scale=75.0, dropout_shape_a=0.9, dropout_shape_b=5.0, days=730)
REGIONS = ("north", "south", "online")

Row = dict[str, object]


def orders(rng: np.random.Generator) -> list[Row]:
    """Two years of orders in time order, with a few of the faults that order books have."""
    who, days_left = simulate(rng, CUSTOMERS, ROASTER)
    personal_mean = 24.0 * 5.0 / rng.gamma(6.0, 1.0, CUSTOMERS)
    region = rng.choice(REGIONS, CUSTOMERS, p=(0.5, 0.3, 0.2))
    rows: list[Row] = []
    for number, at in enumerate(np.argsort(-days_left, kind="stable"), start=1):
        customer = int(who[at])
        rows.append(
            {
                "order": f"R{number:05d}",
                "customer": f"C{customer + 1:04d}",
                "date": (END - timedelta(days=int(days_left[at]))).isoformat(),
                "amount": f"{max(4.0, rng.gamma(5.0, personal_mean[customer] / 5.0)):.2f}",
                "region": str(region[customer]),
            }
        )
    for row in [rows[i] for i in rng.choice(len(rows) - 200, 25, replace=False)]:
        returned = date.fromisoformat(str(row["date"])) + timedelta(days=6)
        rows.append({**row, "date": returned.isoformat(), "amount": f"-{row['amount']}"})
    rows.sort(key=lambda row: (str(row["date"]), str(row["order"])))
    for place in (310, 942, 1507):
        rows[place]["customer"] = ""
    rows[1200]["date"] = "soon"
    rows[640]["amount"] = "see invoice"
    return rows


def write(name: str, columns: Sequence[str], rows: Iterable[Row], delimiter: str = ",") -> None:
    with (EXAMPLES / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def costs(rng: np.random.Generator, book: Sequence[Row]) -> list[Row]:
    """A delivery for every order of the last year, and visits and calls to a few."""
    recent = [row for row in book if row["customer"] and str(row["date"]) > "2024-06-30" and row["date"] != "soon"]
    events: list[Row] = [
        {"customer": row["customer"], "date": row["date"], "activity": "delivery", "quantity": 1} for row in recent
    ]
    for place in rng.choice(len(recent), 80, replace=False):
        row, activity = recent[place], str(rng.choice(("visit", "call")))
        events.append({"customer": row["customer"], "date": row["date"], "activity": activity, "quantity": 1})
    return events


def main() -> None:
    EXAMPLES.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(20)
    book = orders(rng)
    write("orders.csv", ("order", "customer", "date", "amount", "region"), book)
    own = [
        {"Who": r["customer"], "When it happened": r["date"], "Paid": str(r["amount"]).replace(".", ",")} for r in book
    ]
    write("own-columns.csv", ("Who", "When it happened", "Paid"), own, delimiter=";")
    mixed = [{**row, "currency": "CHF" if row["region"] == "south" else "EUR"} for row in book]
    write("two-currencies.csv", ("order", "customer", "date", "amount", "currency"), mixed)
    write("rates-to-eur.csv", ("currency", "rate"), [{"currency": "EUR", "rate": 1}, {"currency": "CHF", "rate": 1.05}])
    write("costs.csv", ("customer", "date", "activity", "quantity"), costs(rng, book))
    rates = (("delivery", 3.2), ("visit", 40.0), ("call", 6.5))
    write("activity-rates.csv", ("activity", "rate"), [{"activity": a, "rate": r} for a, r in rates])
    quarters = [f"{year}-Q{quarter}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)][2:10]
    spend = [{"period": q, "amount": int(rng.integers(900, 1500))} for q in quarters]
    write("acquisition.csv", ("period", "amount"), spend)
    print(f"{len(book):,} rows in docs/examples/orders.csv")


if __name__ == "__main__":
    main()
