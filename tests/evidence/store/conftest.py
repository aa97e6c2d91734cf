import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from goodwill.evidence.order_book import OrderBook, read_orders
from goodwill.evidence.store import EvidenceStore, StoredImport
from goodwill.measures.customer_days import materialise
from goodwill.measures.summary import summarise

Add = Callable[..., StoredImport]


def whole(ids: pa.Array) -> pa.Array:
    """Source ids that are numbers are their own keys."""
    return pc.cast(ids, pa.int64())


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


@pytest.fixture
def add(store: EvidenceStore) -> Add:
    """Read a file and add it to the store under an id."""

    def adding(path: Path, import_id: str, **options: object) -> StoredImport:
        keys = options.pop("keys", whole)
        book = read_orders(path, **{"max_set_aside": 1.0, **options})
        made = store.add(
            book,
            import_id=import_id,
            name=path.name,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            mapping={"customer": "customer"},
            by="Alice",
            at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
            keys=keys,
        )
        book.close()
        return made

    return adding


@pytest.fixture
def opened(store: EvidenceStore) -> Iterator[Callable[..., OrderBook]]:
    books: list[OrderBook] = []

    def opening(**options: object) -> OrderBook:
        books.append(store.open(**options))
        return books[-1]

    yield opening
    for book in books:
        book.close()


@pytest.fixture(scope="session")
def account() -> Callable[[OrderBook], dict[str, object]]:
    """Everything counted in a book, and the summary of each customer."""

    def of(book: OrderBook) -> dict[str, object]:
        summary = summarise(materialise(book), as_of=book.last)
        names = (
            "rows accepted set_aside set_aside_reasons returns returns_matched kinds first last currency has_amount "
            "margin_column has_order_id has_time_of_day"
        )
        money = {name: None if (value := getattr(book, name)) is None else round(value, 6) for name in ("gross", "net")}
        return {
            **{name: getattr(book, name) for name in names.split()},
            **money,
            "customers": summary.customer.tolist(),
            "occasions": summary.occasions.tolist(),
            "first_day": summary.first_day.tolist(),
            "last_day": summary.last_day.tolist(),
            "spend": summary.spend.tolist(),
            "returned": summary.returned.tolist(),
            "margin": [None if value != value else value for value in summary.margin.tolist()],  # noqa: PLR0124
        }

    return of
