"""In which money: the one currency of an order book, or several with the rates that turn them into one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from goodwill.evidence.amount_shapes import SIGNS, currency_of
from goodwill.evidence.amounts import codes
from goodwill.evidence.asking import ask
from goodwill.evidence.blanks import trimmed
from goodwill.evidence.checking import CurrencyReading
from goodwill.evidence.column_map import SourceColumns
from goodwill.evidence.counted import counted
from goodwill.evidence.names import currency_in
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier, listed, literal
from goodwill.terms import EvidenceError, Finding, UsageError

CODES = frozenset(
    re.findall(
        "[A-Z]{3}",
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ESP ETB EUR FJD FKP FRF GBP GEL "
        "GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF "
        "KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN "
        "NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK "
        "SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES "
        "VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL ",
    )
)
"""ISO 4217, with the money that the euro replaced."""


@dataclass(frozen=True)
class Currencies:
    """The currency in which amounts are counted, None where nothing names one, and one reading for each source."""

    currency: str | None
    readings: tuple[CurrencyReading | None, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Named:
    """What one source says of currencies: SQL of the code, its codes with their rows, rows with none or an odd one."""

    code: str
    rows: Mapping[str, int]
    from_column: bool = False
    without: int = 0
    odd: int = 0
    sign: str | None = None


def check_code(currency: str | None) -> str | None:
    """The code in capitals.

    Raises:
        UsageError: if it is no currency code.
    """
    if currency is None:
        return None
    code = currency.strip().upper()
    if code not in CODES:
        raise UsageError(f'"{currency}" is no currency. Write its code of three letters, such as EUR.')
    return code


def decide_currencies(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[tuple[Source, SourceColumns, Mapping[str, int]]],
    *,
    currency: str | None,
    rates: str | None,
) -> Currencies:
    """One currency for all sources, each given with its columns and the signs beside its amounts.

    `rates` is the SQL join that brings `rates.rate`.

    Raises:
        EvidenceError: for several currencies, or another one than `currency`, without rates.
    """
    named = [_named(connection, *source) for source in sources]
    if rates is not None:
        converted = _converted(named, currency or "", rates)
        return replace(converted, findings=(*converted.findings, *_contradicted(named, sources)))
    rows: dict[str, int] = {}
    for one in named:
        for code, count in one.rows.items():
            rows[code] = rows.get(code, 0) + count
    if len(rows) > 1:
        named_rows = listed(f"{code} ({counted(rows[code], 'row')})" for code in sorted(rows))
        raise EvidenceError(
            f"The orders are in {len(rows)} currencies: {named_rows}. "
            "Name the one to count in with --currency and give the rates with --fx."
        )
    only = next(iter(rows), None)
    if only and currency and only != currency:
        raise EvidenceError(
            f"The orders are in {only}, not in {currency}. Leave --currency out, or give the rate with --fx."
        )
    taken = only or currency
    names = [source.name for source, *_ in sources]
    findings = (*_by_sign(named, taken), *_assumed(named, names, taken), *_contradicted(named, sources))
    return Currencies(taken, tuple(_single(one, taken) for one in named), findings)


def _named(
    connection: duckdb.DuckDBPyConnection, source: Source, columns: SourceColumns, signs: Mapping[str, int]
) -> _Named:
    roles = columns.roles
    if "currency" in roles:
        return _column(connection, source, roles["currency"], roles.get("order"))
    amount = roles.get("amount") or roles.get("price")
    if amount and signs:
        cell = f"CAST({identifier(amount)} AS VARCHAR)"
        parts = sorted(signs, key=len, reverse=True)
        cases = " ".join(
            f"WHEN contains({cell}, {literal(part)}) THEN {literal(next(iter(codes({part: 1}))))}" for part in parts
        )
        return _Named(f"CASE {cases} END", codes(signs), sign=next(iter(signs)))
    code = currency_in(amount) if amount else None
    if code:
        return _Named(literal(code), {code: source.rows})
    return _Named("CAST(NULL AS VARCHAR)", {})


def _column(connection: duckdb.DuckDBPyConnection, source: Source, column: str, order: str | None) -> _Named:
    cell = f"upper({trimmed(f'CAST({identifier(column)} AS VARCHAR)')})"
    signs = " ".join(f"WHEN {literal(sign.upper())} THEN {literal(code)}" for sign, code in SIGNS.items())
    code = f"CASE {cell} {signs} ELSE {cell} END"
    found = connection.execute(
        f"SELECT code, count(*) AS n FROM (SELECT {code} AS code FROM {source.scan} AS source WHERE _problem IS NULL) "
        "GROUP BY code ORDER BY n DESC, code LIMIT 1000"
    ).fetchall()
    rows = {code: count for code, count in found if code in CODES}
    without = sum(count for code, count in found if code is None)
    if without and rows and order is not None:
        without = _without(connection, source, code, order)
    odd = sum(count for code, count in found if code is not None and code not in CODES)
    return _Named(code, rows, from_column=True, without=without, odd=odd)


def _without(connection: duckdb.DuckDBPyConnection, source: Source, code: str, order: str) -> int:
    """Rows whose order names no currency on any row: shops write it once, on the first of an order's rows."""
    key = trimmed(f"CAST({identifier(order)} AS VARCHAR)")
    (rows,) = ask(
        connection,
        f"SELECT count(*) FILTER (code IS NULL AND (key IS NULL OR NOT named)) FROM (SELECT code, key, "
        f"bool_or(code IS NOT NULL) OVER (PARTITION BY key) AS named FROM (SELECT {code} AS code, {key} AS key "
        f"FROM {source.scan} AS source WHERE _problem IS NULL))",
    )
    return int(rows)


def _single(named: _Named, currency: str | None) -> CurrencyReading | None:
    """Where all rows that name a currency name the same one, those that name none are taken to be in it."""
    if not named.from_column or not named.odd:
        return None
    return CurrencyReading(named.code, required=False, known=(currency,) if currency else ())


def _assumed(named: Sequence[_Named], names: Sequence[str], currency: str | None) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "currency-assumed",
            "warning",
            f"{counted(one.without, 'row')} of {name} named no currency, the others {currency}; "
            "all were taken to be in it.",
        )
        for one, name in zip(named, names, strict=True)
        if one.rows and one.without
    )


def _contradicted(
    named: Sequence[_Named], sources: Sequence[tuple[Source, SourceColumns, Mapping[str, int]]]
) -> tuple[Finding, ...]:
    """Signs beside amounts that the column of currencies knows nothing of; the column is believed."""
    found = []
    for one, (source, _, signs) in zip(named, sources, strict=True):
        for sign, cells in signs.items():
            if one.from_column and one.rows and not any(_means(sign, code) for code in one.rows):
                sentence = (
                    f'"{sign}" stands beside {counted(cells, "amount")} of {source.name}, '
                    f"whose column of currencies says {listed(sorted(one.rows))}; the column was believed."
                )
                found.append(Finding("currency-contradicted", "warning", sentence))
    return tuple(found)


def _means(sign: str, code: str) -> bool:
    """Whether the sign may stand for the code: several countries write $, kr and ¥."""
    shared = {"$": r"..D|MXN|ARS|CLP|COP|UYU", "kr": "SEK|NOK|DKK|ISK", "¥": "JPY|CNY", "£": "GBP|..P"}
    return currency_of(sign) == code or bool(re.fullmatch(shared.get(sign.lower().rstrip("."), ""), code))


def _converted(named: Sequence[_Named], currency: str, rates: str) -> Currencies:
    readings = []
    findings = []
    for one in named:
        silent = not one.rows and not one.from_column
        readings.append(CurrencyReading(literal(currency) if silent else one.code, required=True, rates=rates))
        if silent:
            findings.append(
                Finding("currency-assumed", "note", f"A source that names no currency was taken to be in {currency}.")
            )
    return Currencies(currency, tuple(readings), tuple(findings[:1]))


def _by_sign(named: Sequence[_Named], currency: str | None) -> tuple[Finding, ...]:
    sign = next((one.sign for one in named if one.sign and one.sign.upper() != currency), None)
    if not sign or not currency:
        return ()
    return (Finding("currency-by-sign", "note", f'The sign "{sign}" beside the amounts was read as {currency}.'),)
