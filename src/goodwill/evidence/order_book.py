from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from goodwill.evidence.column_map import ColumnMap
from goodwill.evidence.folding import folded
from goodwill.evidence.identical_rows import identical_rows
from goodwill.evidence.readings import Readings, lay_lines
from goodwill.evidence.reasons import reason
from goodwill.evidence.repeated_totals import repeated_totals
from goodwill.evidence.returns import match_returns
from goodwill.evidence.set_aside import check_share, refuse_too_many
from goodwill.evidence.working_database import WorkingDatabase, open_working_database
from goodwill.terms import EvidenceError, Finding


@dataclass(frozen=True, eq=False)
class OrderBook:
    """Every row that was read, accepted or set aside; `rows` = `accepted` + `set_aside`, always.

    lines: the accepted rows: customer BIGINT, at TIMESTAMP (without zone), amount and margin DOUBLE or NULL,
    order_key, segment VARCHAR (NULL unless asked for), kind TINYINT: 0 purchase, 1 return, 2 cancelled, 3 zero
    amount. Returns and cancelled rows carry what they take off, 0 or less.
    customer_ids: (customer BIGINT, customer_id VARCHAR) where ids are text; None where they are whole numbers.
    returns: accepted rows of kind 1 and 2; returns_matched: those of them whose order was found.
    first, last: the days of the first and last accepted row, whatever its kind, the future included.
    columns: what each column of each source was taken for. connection: the database that holds `lines`.
    run_on: the day of the run.
    """

    connection: Backend
    lines: ir.Table
    customer_ids: ir.Table | None
    rows: int
    accepted: int
    set_aside: int
    set_aside_reasons: Mapping[str, int]
    returns: int
    returns_matched: int
    kinds: Mapping[int, int]
    first: date
    last: date
    gross: float | None
    net: float | None
    currency: str | None
    has_amount: bool
    margin_column: bool
    has_order_id: bool
    has_time_of_day: bool
    has_segment: bool
    run_on: date
    columns: tuple[ColumnMap, ...]
    sources: tuple[str, ...]
    findings: tuple[Finding, ...]
    _database: WorkingDatabase = field(repr=False)
    _readings: Readings = field(repr=False)

    def set_aside_examples(self) -> Mapping[str, str]:
        """Reason code -> the first row that was set aside for it: line, file, and what is wrong with its cell."""
        return self._readings.examples()

    def write_set_aside(self, path: str | Path) -> int:
        """Write every row that was set aside as CSV and return how many: file, line, reason, sentence, row.

        `row` holds the original cells as JSON. Rows stand in the order of the files.
        """
        self._readings.write_set_aside(Path(path))
        return self.set_aside

    @property
    def scratch(self) -> Path:
        """A folder for temporary files that lives as long as the book."""
        return self._database.scratch

    def close(self) -> None:
        """Let go of the database and its files now; otherwise they go with the book."""
        self._database.close()


def read_orders(
    given: Any,
    *,
    columns: Mapping[str, str] | None = None,
    currency: str | None = None,
    fx: Any = None,
    segment: str | None = None,
    max_set_aside: float = 0.05,
    set_aside_to: str | Path | None = None,
    run_on: date | None = None,
    heard: Callable[[int, int], None] | None = None,
) -> OrderBook:
    """Read orders from whatever holds them and account for every row.

    Args:
        given: a path, several, a folder, a table (Ibis, Arrow, pandas, polars), or an address of a database.
        columns: role -> column, where recognition is to be overruled; `dates` -> day-first, month-first or year-first.
        currency: the currency of the amounts, or the one to convert them to.
        fx: rates to `currency`: a file or table with currency, rate and perhaps date, or currency -> rate.
        segment: the column that divides customers into segments.
        max_set_aside: the share of unreadable rows that is still accepted.
        set_aside_to: where to list the rows set aside as CSV when there are too many to go on.
        run_on: the day of the run, today if None. Dates that can be read two ways are not read to lie after it.
        heard: is told how many rows are checked, of how many.

    Raises:
        UsageError: for files, columns, roles, codes or rates that do not exist.
        EvidenceError: when the files cannot be read, when customer or date cannot be recognised, or when more than
            `max_set_aside` of the rows cannot be read; the sentence says what to do.
    """
    check_share(max_set_aside)
    today = run_on or datetime.now().astimezone().date()
    database = open_working_database()
    try:
        readings = Readings.of(
            given,
            database,
            columns=columns or {},
            currency=currency,
            fx=fx,
            segment=segment,
            run_on=today,
            heard=heard or (lambda _checked, _rows: None),
        )
        _refuse_too_many(readings, max_set_aside, set_aside_to)
        found = (
            *repeated_totals(database.connection.con, readings.parts),
            *identical_rows(database.connection.con, readings.originals),
        )
        return book_of(database, readings, has_segment=segment is not None, run_on=today, findings=found)
    except duckdb.Error as error:
        database.close()
        raise unreadable(error) from error
    except BaseException:
        database.close()
        raise


def book_of(
    database: WorkingDatabase, readings: Readings, *, has_segment: bool, run_on: date, findings: Sequence[Finding] = ()
) -> OrderBook:
    """The order book of all that was read; `findings` come after those of the sources and their rows."""
    connection, total, understood = database.connection, readings.total, readings.understood
    has_order_id = any(what.order for what in understood.sources)
    lay_lines(connection.con, readings)
    matched = match_returns(connection.con, "lines", has_order_id=has_order_id) if total.returns else 0
    has_amount = any(what.has_amount for what in understood.sources)
    return OrderBook(
        connection=connection,
        lines=connection.table("lines"),
        customer_ids=None if understood.numeric_customers else connection.table("customer_ids"),
        rows=total.rows,
        accepted=total.accepted,
        set_aside=total.rows - total.accepted,
        set_aside_reasons={reason(code).code: rows for code, rows in sorted(total.reasons.items())},
        returns=total.returns,
        returns_matched=matched,
        kinds=dict(sorted(total.kinds.items())),
        first=_day(total.first),
        last=_day(total.last),
        gross=total.gross if has_amount else None,
        net=total.net if has_amount else None,
        currency=understood.currency,
        has_amount=has_amount,
        margin_column=any(what.has_margin for what in understood.sources),
        has_order_id=has_order_id,
        has_time_of_day=total.with_time > 0,
        has_segment=has_segment,
        run_on=run_on,
        columns=tuple(column for what in understood.sources for column in what.columns.columns),
        sources=tuple(what.source.name for what in understood.sources),
        findings=folded(
            (
                *understood.findings,
                *readings.findings(),
                *findings,
            )
        ),
        _database=database,
        _readings=readings,
    )


def readings_of(book: OrderBook) -> Readings:
    """The checked rows of each source that `lines` are made of."""
    return book._readings  # noqa: SLF001  for the room's own store; nobody who uses a book needs it


def unreadable(error: duckdb.Error) -> Exception:
    """What to say when the engine gives up in the middle of a file; a fault of our own stays what it is."""
    if isinstance(error, duckdb.BinderException | duckdb.ParserException | duckdb.CatalogException):
        return error
    if isinstance(error, duckdb.OutOfMemoryException):
        return EvidenceError(
            "There is not enough memory or disk space to read the orders. Free some, or read fewer files."
        )
    what = str(error).partition("\n")[0].rstrip(".")
    return EvidenceError(
        f"The orders cannot be read to their end ({what}): a file is damaged or was cut short. Export or copy it again."
    )


def _refuse_too_many(readings: Readings, max_set_aside: float, listed_in: str | Path | None) -> None:
    """The list is what shows the way on, so that it is written before the run stops, where it can be."""
    try:
        refuse_too_many(readings.connection, readings.parts, readings.total, max_set_aside)
    except EvidenceError as error:
        if listed_in is None:
            raise
        path = Path(listed_in)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            readings.write_set_aside(path)
        except OSError:
            raise error from None
        raise EvidenceError(f"{error} Each row set aside is listed with its reason in {path}.") from error


def _day(moment: datetime | None) -> date:
    if moment is None:
        raise EvidenceError("No row of the orders could be accepted.")
    return moment.date()
