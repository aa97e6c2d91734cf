"""What the report rests on: rows read, accepted, set aside, and what was noticed on the way."""

import re

from goodwill.evidence.reasons import REASONS
from goodwill.report.parts import Cell, Column, Fig, Prose, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, percent, plural, short_day

SENTENCES = {reason.code: re.sub(r' "\{value\}"', "", reason.sentence) for reason in REASONS}
SEVERITY = {"note": "to\u00a0know", "warning": "to\u00a0decide", "stop": "stops\u00a0it"}


def section(told: Telling) -> Section:
    e = told.analysis.evidence
    title = (
        "The only row was accepted"
        if e.rows == 1
        else f"All {plural(e.rows, 'row')} were accepted"
        if not e.set_aside
        else f"{plural(e.accepted, 'row')} accepted, {count(e.set_aside)} set aside"
    )
    return Section(
        "evidence",
        title,
        f"{count(e.accepted)} + {count(e.set_aside)} = {plural(e.rows, 'row')} read. {told.sources}.",
        paragraphs=_told(told),
        tables=tuple(t for t in (_counts(told), _reasons(told), _findings(told)) if t is not None),
        note=(
            Fig(f"n = {plural(e.rows, 'row')}", "evidence"),
            f", {told.record}. Each row set aside stands in set-aside.csv with its file, line and reason.",
        ),
    )


def _told(told: Telling) -> tuple[Prose, ...]:
    e = told.analysis.evidence
    if e.gross_revenue is None or e.net_revenue is None or not e.returns:
        return ()
    matched = (
        f"The one return was {'' if e.returns_matched else 'not '}matched to its order"
        if e.returns == 1
        else f"{count(e.returns_matched)} of the {plural(e.returns, 'return')} were matched to their order"
    )
    others = "the others are netted against their customer" if e.returns > 1 else "it is netted against its customer"
    taken = e.gross_revenue - e.net_revenue
    back = (
        ""
        if e.gross_revenue <= 0
        else f" Returns and cancellations took back {percent(taken / e.gross_revenue)} of all purchases."
    )
    return ((f"{matched}; {others}.{back}",),)


def _counts(told: Telling) -> Table:
    e = told.analysis.evidence
    rows: list[tuple[Cell, ...]] = [
        ("Rows read", count(e.rows)),
        ("Rows accepted", count(e.accepted)),
        ("Rows set aside", count(e.set_aside)),
        (f"Accepted, but after {short_day(told.as_of)}", count(e.outside_window)),
        ("Returns and cancellations", count(e.returns)),
        ("Rows of amount zero, which make no order", count(e.zero_amounts)),
        ("Orders, of one row or more", count(e.orders)),
        ("Purchase occasions", count(e.occasions)),
        ("Customers", count(e.customers)),
        ("Customers without a purchase occasion", count(e.customers_without_occasion)),
    ]
    if e.gross_revenue is not None and e.net_revenue is not None:
        rows += [("Purchases", told.money.full(e.gross_revenue)), ("Net of returns", told.money.full(e.net_revenue))]
        rows.append(("Currency", e.currency or "not named in the file"))
    rows += [("First order", short_day(e.first)), ("Last order", short_day(e.last))]
    return Table("What was read", (Column("Count"), Column("Figure", "", "figures")), tuple(rows), dense=True)


def _reasons(told: Telling) -> Table | None:
    reasons = told.analysis.evidence.set_aside_reasons
    if not any(reasons.values()):
        return None
    return Table(
        "Why rows were set aside",
        (Column("Reason"), Column("Rows", "", "figures")),
        tuple(
            (SENTENCES.get(code, capital(code.replace("_", " ").replace("-", " "))), count(rows))
            for code, rows in sorted(reasons.items(), key=lambda item: -item[1])
            if rows
        ),
        dense=True,
    )


def _findings(told: Telling) -> Table | None:
    if not told.analysis.findings:
        return None
    return Table(
        "What was noticed",
        (Column("Finding"), Column("Weight")),
        tuple(((f.sentence,), SEVERITY[f.severity]) for f in told.analysis.findings),
    )
