"""Plans for tests: orders as the evidence keeps them, and drafts with something everywhere."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings

from goodwill.programme.planning import starting, writing
from goodwill.programme.planning.shelf import HEADINGS
from goodwill.records.models import Identifier, Party, Plan, User

STARTS, ENDS = date(2011, 1, 1), date(2011, 12, 31)


def orders(*bought: tuple[Party, date, float | None]) -> None:
    """What parties bought on which day, for how much; below 0 it was a return."""
    rows = []
    for party, day, amount in bought:
        key, _ = Identifier.objects.get_or_create(source="orders", value=f"C{party.pk}", party=party)
        returned = amount is not None and amount < 0
        rows.append((key.pk, day, 0 if returned else 1, 0.0 if returned else amount, amount if returned else 0.0))
    columns = list(zip(*sorted(rows, key=lambda row: row[:2]), strict=True)) or [[]] * 5
    types = (pa.int64(), pa.date32(), pa.int32(), pa.float64(), pa.float64())
    names = ("key", "day", "purchases", "spend", "returned")
    table = pa.table({n: pa.array(c, t) for n, c, t in zip(names, columns, types, strict=True)})
    for name in ("lines", "orders"):
        table = table.append_column(name, pa.array([1] * len(rows), pa.int32()))
    table = table.append_column("margin", pa.nulls(len(rows), pa.float64()))
    path = _days_file()
    path.parent.mkdir(exist_ok=True)
    pq.write_table(table.replace_schema_metadata({"goodwill_version": "1"}), path)


@pytest.fixture(autouse=True)
def no_orders_left() -> Iterator[None]:
    """What a test has put there is no evidence of the next one."""
    yield
    _days_file().unlink(missing_ok=True)


def _days_file() -> Path:
    found: Path = settings.FOLDER / "evidence" / "customer-days.parquet"
    return found


def begun(by: User, party: Party, starts: date = STARTS) -> Plan:
    """An empty draft of a year, in an empty draft of the long run."""
    return starting.start(by=by, relationship=party.relationships.get(), starts=starts)


OBJECTIVE = {"words": "Sell more", "measure": "revenue", "target": "1,000"}


def draft(by: User, party: Party, *objectives: dict[str, object], starts: date = STARTS) -> Plan:
    """A draft of a year that lacks nothing."""
    return filled(by, begun(by, party, starts), *objectives)


def filled(by: User, plan: Plan, *objectives: dict[str, object]) -> Plan:
    for heading in HEADINGS[plan.span]:
        writing.write(by=by, plan=plan, section=heading.code, version=0, text=f"About {heading.label.lower()}.")
    settled = {"share_of_customer": 0.4, "share_source": "Its buyer said so", "budget_money": 500.0}
    writing.settle(by=by, plan=plan, version=plan.version, values=settled)
    for objective in objectives or (OBJECTIVE,):
        values = {"owner": by, "by": plan.ends} | objective
        writing.add(by=by, plan=plan, kind="objective", values=values)
    for kind, values in parts(by, plan).items():
        writing.add(by=by, plan=plan, kind=kind, values=values)
    plan.refresh_from_db()
    return plan


def parts(by: User, plan: Plan) -> dict[str, dict[str, object]]:
    middle = plan.starts.replace(month=plan.starts.month, day=28)
    return {
        "strategy": {"words": "Be there before the season"},
        "action": {"what": "Visit the buyer", "owner": by, "due": middle, "cost": 120.0, "hours": 6.0},
        "resource": {"kind": "hours", "what": "Catalogue team", "planned": 16.0},
        "risk": {"what": "The buyer leaves", "likelihood": 2, "impact": 3, "answer": "Meet the deputy"},
        "review": {"due": middle},
    }


def agreed(by: User, head: User, party: Party, *objectives: dict[str, object]) -> Plan:
    from goodwill.programme.planning import deciding

    plan = draft(by, party, *objectives)
    deciding.submit(by=by, plan=plan)
    deciding.agree(by=head, plan=plan)
    plan.refresh_from_db()
    return plan
