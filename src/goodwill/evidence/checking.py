"""Each row of a source against the questions it has to answer, in one SELECT: accepted, or the first reason not."""

from collections.abc import Mapping
from dataclasses import dataclass

from goodwill.evidence.amounts import believable
from goodwill.evidence.column_map import Role, SourceColumns
from goodwill.evidence.date_order import AT, within_calendar
from goodwill.evidence.kinds import Marks, kind_sql, value_sql
from goodwill.evidence.reading import Reading
from goodwill.evidence.reasons import ACCEPTED, number
from goodwill.evidence.sources import PROBLEMS, Source
from goodwill.evidence.sources.quoting import identifier, literal

NUMBERS: tuple[Role, ...] = ("amount", "price", "quantity", "margin", "cost", "unit_cost", "refunded")
_NOTHING = "CAST(NULL AS DOUBLE)"


@dataclass(frozen=True)
class CurrencyReading:
    """SQL of the row's currency code; whether a row has to name one; codes and their rates; table of dated rates."""

    code: str
    required: bool
    known: tuple[str, ...] = ()
    rates: str | None = None


@dataclass(frozen=True)
class Understanding:
    """Everything that was decided about one source before its rows are read.

    numbers: role -> reading, for the roles of `NUMBERS` that it has. order, segment: SQL of the order's id and of the
    segment. continued: SQL that is true for a row without amount whose order has its total on another row.
    """

    source: Source
    columns: SourceColumns
    customer: Reading
    date: Reading
    numbers: Mapping[Role, Reading]
    marks: Marks
    order: str | None = None
    segment: str | None = None
    currency: CurrencyReading | None = None
    continued: str = "FALSE"

    @property
    def has_amount(self) -> bool:
        return "amount" in self.numbers or {"price", "quantity"} <= self.numbers.keys()

    @property
    def has_margin(self) -> bool:
        known = self.numbers.keys()
        return "margin" in known or (self.has_amount and ("cost" in known or {"unit_cost", "quantity"} <= known))

    @property
    def is_typed(self) -> bool:
        """No date and no number has to be parsed, so that rows can be read again from where they lie."""
        roles = self.columns.roles
        used = [roles[role] for role in ("date", *NUMBERS) if role in roles]
        return self.currency is None and all(self.source.columns[column] != "text" for column in used)


def checked(what: Understanding) -> str:
    """The SELECT of all rows of the source with what they turned out to be.

    Columns: line BIGINT, reason UTINYINT (0 accepted, else `reasons.number`), customer (BIGINT or VARCHAR), at
    TIMESTAMP, amount, margin DOUBLE, order_key (BIGINT or VARCHAR), segment VARCHAR, kind TINYINT. What else rows that
    are set aside hold has no meaning.
    """
    raw, value = "_raw", "_value"
    quantity = "_n_quantity" if "quantity" in what.numbers else _NOTHING
    marks = Marks() if what.marks.none else Marks("_cancelled", "_refunded", "_letter", "_reverses")
    rate = " * _rate" if what.currency and what.currency.rates else ""
    return (
        f"SELECT line, CAST({_reason(what)} AS UTINYINT) AS reason, customer, {AT}, "
        f"CAST({value} AS DOUBLE){rate} AS amount, CAST({_margin(what)} AS DOUBLE){rate} AS margin, "
        f"order_key, segment, {kind_sql(marks, raw, quantity)} AS kind "
        f"FROM (SELECT *, {raw if _is_raw(what) else value_sql(marks, raw, quantity)} AS {value} "
        f"FROM (SELECT *, {_raw_amount(what)} AS {raw} FROM ({_values(what)})))"
    )


def _is_raw(what: Understanding) -> bool:
    """Whether every row is worth just what its amount says."""
    return what.marks.none and "quantity" not in what.numbers


def _cells(what: Understanding) -> str:
    """First step: the cells that matter, empty ones as NULL, and the marks of the row."""
    marks = what.marks
    parts = {
        "line": "_line",
        "_problem": "_problem",
        "_c_customer": what.customer.cell,
        "_c_date": what.date.cell,
        **{f"_c_{role}": reading.cell for role, reading in what.numbers.items()},
        "_cancelled": marks.cancelled,
        "_refunded": marks.refunded,
        "_letter": marks.letter,
        "_reverses": marks.reverses,
        "_continued": what.continued,
        "order_key": what.order or "CAST(NULL AS BIGINT)",
        "segment": what.segment or "CAST(NULL AS VARCHAR)",
        "_currency": what.currency.code if what.currency else "CAST(NULL AS VARCHAR)",
    }
    return f"SELECT {', '.join(f'{sql} AS {name}' for name, sql in parts.items())} FROM {what.source.scan} AS source"


def _values(what: Understanding) -> str:
    """Second step: what the cells say."""
    numbers = "".join(f", {reading.over(f'_c_{role}')} AS _n_{role}" for role, reading in what.numbers.items())
    read = (
        f"SELECT *, {what.customer.over('_c_customer')} AS customer, {what.date.over('_c_date')} AS {AT}{numbers} "
        f"FROM ({_cells(what)})"
    )
    if what.currency and what.currency.rates:
        return f"SELECT given.*, rates.rate AS _rate FROM ({read}) AS given {what.currency.rates}"
    return read


def _raw_amount(what: Understanding) -> str:
    if "amount" in what.numbers:
        amount = "coalesce(_n_amount, CASE WHEN _continued THEN 0 END)"
        return f"({amount} - coalesce(_n_refunded, 0))" if "refunded" in what.numbers else amount
    if what.has_amount:
        product = "CAST(_n_price AS DOUBLE) * CAST(_n_quantity AS DOUBLE)"
        return f"CASE WHEN {believable('_n_price')} AND {believable('_n_quantity')} THEN {product} END"
    return _NOTHING


def _reason(what: Understanding) -> str:
    tests: list[tuple[str, str]] = [(f"_problem = {literal(code)}", code) for code in PROBLEMS if code != "ragged_row"]
    tests.append(("_problem IS NOT NULL", "ragged_row"))
    if what.source.columns[what.columns.roles["date"]] == "text":
        tests.append((_repeats_header(what), "repeated_header"))
    tests += [
        ("customer IS NULL", "no_customer"),
        ("_c_date IS NULL", "no_date"),
        (f"{AT} IS NULL OR NOT {within_calendar(AT)}", "bad_date"),
    ]
    if "amount" in what.numbers:
        tests.append(("_c_amount IS NULL AND NOT _continued", "no_amount"))
    elif what.has_amount:
        tests.append((f"_n_quantity IS NULL OR NOT {believable('_n_quantity')}", "bad_quantity"))
        tests.append(("_c_price IS NULL", "no_amount"))
    if what.has_amount:
        tests.append((f"_raw IS NULL OR NOT {believable('_raw')}", "bad_amount"))
    if what.currency:
        tests += _currency_tests(what.currency)
    cases = " ".join(f"WHEN {test} THEN {number(code)}" for test, code in tests)
    return f"CASE {cases} ELSE {ACCEPTED} END"


def _currency_tests(currency: CurrencyReading) -> list[tuple[str, str]]:
    tests = [("_currency IS NULL AND NOT _continued", "no_currency")] if currency.required else []
    if currency.rates:
        tests.append(("_rate IS NULL AND NOT _continued", "unknown_currency"))
    else:
        known = ", ".join(map(literal, currency.known))
        tests.append((f"_currency NOT IN ({known})", "unknown_currency"))
    return tests


def _repeats_header(what: Understanding) -> str:
    """A row whose customer and date are called like their columns."""
    roles = what.columns.roles
    return f"{AT} IS NULL AND " + " AND ".join(
        f"lower(CAST(_c_{role} AS VARCHAR)) = {literal(' '.join(roles[role].casefold().split()))}"
        for role in ("customer", "date")
    )


def _margin(what: Understanding) -> str:
    if not what.has_margin:
        return _NOTHING
    if "margin" in what.numbers and _is_raw(what):
        margin = "_n_margin"
    elif "margin" in what.numbers:
        margin = "CASE WHEN _value = _raw OR _raw IS NULL THEN _n_margin WHEN _value = 0 THEN 0 ELSE -_n_margin END"
    else:
        cost = (
            "abs(_n_cost)"
            if "cost" in what.numbers
            else "abs(CAST(_n_unit_cost AS DOUBLE) * CAST(_n_quantity AS DOUBLE))"
        )
        margin = (
            f"CASE WHEN _value = 0 AND _raw <> 0 THEN 0 WHEN _value = 0 THEN -{cost} "
            f"ELSE _value - sign(_value) * {cost} END"
        )
    return f"CASE WHEN {believable(f'({margin})')} THEN {margin} END"


def order_sql(source: Source, column: str, *, numeric: bool) -> str:
    """SQL of the order's id: a whole number where every source has whole numbers, else text, trimmed."""
    if numeric:
        return f"CAST({identifier(column)} AS BIGINT)"
    if source.columns[column] == "float":
        return f"nullif(trim(regexp_replace(CAST({identifier(column)} AS VARCHAR), '\\.0$', '')), '')"
    return f"nullif(trim(CAST({identifier(column)} AS VARCHAR)), '')"
