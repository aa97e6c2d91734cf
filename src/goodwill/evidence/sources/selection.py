"""Which table or query of a database is meant."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode

from goodwill.evidence.sources.quoting import listed
from goodwill.evidence.sources.source import NoTableError
from goodwill.terms import EvidenceError, UsageError


@dataclass(frozen=True)
class Selection:
    """A table by name, or a query; with neither, the only table there is."""

    table: str | None = None
    query: str | None = None

    @property
    def spoken(self) -> str:
        return f"table {self.table}" if self.table is not None else "a query"

    def only(self, tables: Sequence[str], name: str, address: str) -> "Selection":
        """This selection; where nothing was chosen, the only table, or the one called orders.

        Raises:
            NoTableError: when there is no table at all.
            EvidenceError: when there are several and none is called orders.
        """
        if self.table is not None or self.query is not None:
            return self
        if not tables:
            raise NoTableError(f"{name} is a database with no tables. Choose one with a table of orders.")
        orders = [table for table in tables if table.casefold() == "orders"]
        if len(tables) > 1 and not orders:
            raise EvidenceError(
                f"{name} is a database with {len(tables):,} tables ({listed(tables)}). "
                f"Name one, as in {address}{quote(tables[0])}."
            )
        return Selection(table=(orders or tables)[0])


def split_address(address: str) -> tuple[str, Selection]:
    """The address without `table=` and `query=`, and what they select; a query runs to the end of the address.

    Raises:
        UsageError: when both are given.
    """
    base, _, options = address.partition("?")
    before, found, query = options.partition("query=")
    if found and before and not before.endswith("&"):
        before, query = options, ""
    # A query typed with blanks is meant as it stands; one without was written for a browser.
    asked = query if not query or any(letter.isspace() for letter in query) else unquote_plus(query)
    pairs = parse_qsl(before, keep_blank_values=True)
    table = next((value for key, value in pairs if key == "table"), None)
    if table and asked:
        raise UsageError("An address names either table=… or query=…, not both.")
    rest = urlencode([(key, value) for key, value in pairs if key != "table"], safe="/:@,")
    return (f"{base}?{rest}" if rest else base), Selection(table or None, asked.strip().rstrip(";") or None)


def missing_table(wanted: str, tables: Sequence[str], name: str) -> UsageError:
    """The refusal of a table that is not there, with the nearest names."""
    near = difflib.get_close_matches(wanted, tables, n=3, cutoff=0.5)
    offer = f"Did you mean {' or '.join(near)}?" if near else f"It has {listed(tables)}." if tables else "It has none."
    return UsageError(f"{name} has no table {wanted}. {offer}")
