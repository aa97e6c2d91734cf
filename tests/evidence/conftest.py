from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goodwill.evidence.order_book import OrderBook, read_orders

Read = Callable[..., OrderBook]


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    """Read the texts given, each a CSV file of its own; options as `read_orders` has them."""
    books: list[OrderBook] = []

    def reading(*texts: str, **options: object) -> OrderBook:
        paths = []
        for place, text in enumerate(texts):
            path = tmp_path / f"orders_{len(books)}_{place}.csv"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        books.append(read_orders(paths, **{"max_set_aside": 1.0, **options}))
        return books[-1]

    yield reading
    for book in books:
        book.close()


@pytest.fixture
def rows() -> Callable[..., list[tuple[object, ...]]]:
    """The accepted rows of a book, in the order of customer and time: the columns named."""

    def of(book: OrderBook, *columns: str) -> list[tuple[object, ...]]:
        table = book.lines.order_by(["customer", "at", "amount"]).to_pyarrow()
        return list(zip(*(table[column].to_pylist() for column in columns), strict=True))

    return of
