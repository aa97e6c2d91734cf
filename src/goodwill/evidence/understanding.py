"""From sources to decisions: every column's role and reading, before the rows themselves are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from goodwill.evidence.amounts import NumberReading, read_numbers
from goodwill.evidence.blanks import trimmed
from goodwill.evidence.checking import NUMBERS, Understanding, order_sql
from goodwill.evidence.column_map import DATE_ORDERS, Role, SourceColumns
from goodwill.evidence.currencies import check_code, decide_currencies
from goodwill.evidence.customers import CustomerReadings, read_customers
from goodwill.evidence.date_shapes import Order
from goodwill.evidence.dates import read_dates
from goodwill.evidence.kinds import read_marks
from goodwill.evidence.names import squeezed
from goodwill.evidence.rates import keep_rates
from goodwill.evidence.reading import Reading
from goodwill.evidence.recognising import Recognised, check_columns, recognise
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier, listed
from goodwill.evidence.statuses import said_of_status
from goodwill.terms import EvidenceError, Finding, UsageError


@dataclass(frozen=True)
class Understood:
    """All sources, understood together. numeric_customers, numeric_orders: ids are whole numbers in every one."""

    sources: tuple[Understanding, ...]
    currency: str | None
    numeric_customers: bool
    numeric_orders: bool
    findings: tuple[Finding, ...]


def understand(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    *,
    columns: Mapping[str, str],
    currency: str | None,
    fx: Any,
    segment: str | None,
    run_on: date | None,
    scratch: Path,
) -> Understood:
    """Decide how every source is read.

    Raises:
        UsageError: for columns, roles, codes or rates that do not exist.
        EvidenceError: when customer or date cannot be recognised, only some sources have amounts, or currencies differ.
    """
    said, order = _said(sources, columns)
    code = check_code(currency)
    segments = [_segment(source, segment, sources) for source in sources]
    rates = None if fx is None else keep_rates(connection, fx, scratch, code)
    recognised = [recognise(connection, source, said) for source in sources]
    maps = [one.columns for one in recognised]
    dates = read_dates(
        connection, [(s, m.roles["date"]) for s, m in zip(sources, maps, strict=True)], order=order, run_on=run_on
    )
    customers = read_customers(connection, [(s, m.roles["customer"]) for s, m in zip(sources, maps, strict=True)])
    numbers = _numbers(connection, sources, maps)
    _refuse_some_amounts(sources, numbers)
    signs = [_signs(one) for one in numbers]
    money = decide_currencies(connection, list(zip(sources, maps, signs, strict=True)), currency=code, rates=rates)
    numeric_orders = all(
        s.columns[m.roles["order"]] == "int" for s, m in zip(sources, maps, strict=True) if "order" in m.roles
    )
    understood = []
    for place, (source, columns_) in enumerate(zip(sources, maps, strict=True)):
        readings = {role: number.reading for role, number in numbers[place].items()}
        roles = columns_.roles
        understood.append(
            Understanding(
                source,
                _with_words(columns_, {**readings, "customer": customers.readings[place], "date": dates[place]}),
                customers.readings[place],
                dates[place],
                readings,
                read_marks(connection, source, columns_),
                order_sql(source, roles["order"], numeric=numeric_orders) if "order" in roles else None,
                segments[place],
                money.readings[place],
                _continued(source, columns_),
            )
        )
    findings = _findings(sources, recognised, understood, customers)
    return Understood(
        tuple(understood), money.currency, customers.numeric, numeric_orders, (*findings, *money.findings)
    )


def _said(sources: Sequence[Source], columns: Mapping[str, str]) -> tuple[dict[Role, str], Order | None]:
    named = dict(columns)
    word = named.pop("dates", None)
    if word is not None and word not in DATE_ORDERS:
        raise UsageError(f'"{word}" is no order of day, month and year. Say one of {", ".join(DATE_ORDERS)}.')
    return check_columns(sources, named), DATE_ORDERS[word] if word is not None else None


def _segment(source: Source, segment: str | None, sources: Sequence[Source]) -> str | None:
    if segment is None:
        return None
    found = next((name for name in source.columns if name.casefold() == segment.strip().casefold()), None)
    if found is None and not any(segment.strip().casefold() in map(str.casefold, s.columns) for s in sources):
        every = list(dict.fromkeys(name for s in sources for name in s.columns))
        raise UsageError(f'There is no column "{segment}" for the segments. The columns are {listed(every, 40)}.')
    return trimmed(f"CAST({identifier(found)} AS VARCHAR)") if found else None


def _numbers(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[Source], maps: Sequence[SourceColumns]
) -> list[dict[Role, NumberReading]]:
    found: list[dict[Role, NumberReading]] = [{} for _ in sources]
    for role in NUMBERS:
        places = [place for place, columns in enumerate(maps) if role in columns.roles and _is_used(role, columns)]
        readings = read_numbers(connection, [(sources[place], maps[place].roles[role]) for place in places])
        for place, reading in zip(places, readings, strict=True):
            found[place][role] = reading
    return found


def _is_used(role: Role, columns: SourceColumns) -> bool:
    """A price beside an amount says nothing more, nor does a cost beside a margin."""
    roles = columns.roles
    beside: dict[Role, Role] = {"price": "amount", "cost": "margin", "unit_cost": "margin"}
    return role not in beside or beside[role] not in roles


def _refuse_some_amounts(sources: Sequence[Source], numbers: Sequence[Mapping[Role, object]]) -> None:
    having = ["amount" in one or {"price", "quantity"} <= one.keys() for one in numbers]
    if any(having) and not all(having):
        without = [source.name for source, has in zip(sources, having, strict=True) if not has]
        raise EvidenceError(
            f"No column of {listed(without)} could be recognised as the amount, while the other files have one. "
            f"Name it with --column amount=NAME, or leave the file out."
        )


def _signs(numbers: Mapping[Role, NumberReading]) -> Mapping[str, int]:
    money = numbers.get("amount") or numbers.get("price")
    return money.currencies if money else {}


def _continued(source: Source, columns: SourceColumns) -> str:
    """In exports with one row an item, only the first row of an order has its total; the rest have the item's price."""
    roles = columns.roles
    price = next((name for name in source.columns if squeezed(name) == "lineitemprice"), None)
    if price is None or "amount" not in roles or "order" not in roles or squeezed(roles["amount"]).startswith("line"):
        return "FALSE"
    amount, item = (trimmed(f"CAST({identifier(name)} AS VARCHAR)") for name in (roles["amount"], price))
    return f"({amount} IS NULL AND {item} IS NOT NULL)"


def _with_words(columns: SourceColumns, readings: Mapping[Role, Reading]) -> SourceColumns:
    return SourceColumns(
        columns.source,
        tuple(
            replace(column, reading=readings[column.role].words)
            if column.role is not None and column.role in readings
            else column
            for column in columns.columns
        ),
    )


def _findings(
    sources: Sequence[Source],
    recognised: Sequence[Recognised],
    understood: Sequence[Understanding],
    customers: CustomerReadings,
) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for source, known, what, customer in zip(sources, recognised, understood, customers.readings, strict=True):
        found += [*source.findings, *known.findings, *customer.findings, *what.date.findings, *what.marks.findings]
        found += [finding for reading in what.numbers.values() for finding in reading.findings]
        found += _said_of_amounts(what)
    found += said_of_status([w.marks.purchased for w in understood], [w.marks.others for w in understood])
    return tuple(dict.fromkeys(found))


def _said_of_amounts(what: Understanding) -> list[Finding]:
    roles, name = what.columns.roles, what.source.name
    if not what.has_amount:
        sentence = (
            f"No column of {name} could be recognised as an amount, so nothing can be said in money. "
            "If there is one, name it with --column amount=NAME."
        )
        return [Finding("no-amounts", "warning", sentence)]
    if "amount" not in roles:
        sentence = f"Amounts of {name} are {roles['quantity']} × {roles['price']}, row by row."
        return [Finding("amount-worked-out", "note", sentence)]
    if "refunded" in roles:
        sentence = f"What {roles['refunded']} of {name} says was sent back is taken off {roles['amount']}, row by row."
        return [Finding("refunds-taken-off", "note", sentence)]
    return []
