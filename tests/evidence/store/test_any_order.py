import hashlib
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.evidence.order_book import read_orders
from goodwill.evidence.store import EvidenceStore
from goodwill.evidence.store.days import NAME

from .conftest import whole

ROW = st.tuples(
    st.sampled_from(["", "A", "B", "C"]),  # order id
    st.sampled_from(["1", "2", "3", ""]),  # customer
    st.sampled_from(["2024-01-13", "2024-01-14", "2024-01-14 10:30:00", "2024-02-15", "never"]),
    st.sampled_from(["10", "10.5", "-10", "0", "none"]),
    st.sampled_from(["north", "NORTH", "south", ""]),
)
FILE = st.tuples(st.booleans(), st.booleans(), st.lists(ROW, max_size=8))


def text(with_ids: bool, with_shop: bool, rows: list[tuple[str, ...]]) -> str:
    chosen = [at for at in range(5) if (at or with_ids) and (at < 4 or with_shop)]
    # The first row is sound, so that every file can be read on its own.
    every = [("order id", "customer", "date", "amount", "shop"), ("Z", "9", "2024-01-20 09:00:00", "1", "east"), *rows]
    return "".join(",".join(row[at] for at in chosen) + "\n" for row in every)


@settings(deadline=None, max_examples=40)
@given(files=st.lists(FILE, min_size=1, max_size=4), moves=st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_imports_added_and_taken_out_read_as_the_files_that_are_left(files, moves, account):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = EvidenceStore(folder / "evidence")
        left: list[int] = []
        for move in moves:
            place = move % len(files)
            if place in left:
                left.remove(place)
                assert store.remove(f"import-{place}")
            else:
                left.append(place)
                path = folder / f"file-{place}.csv"
                path.write_text(text(*files[place]))
                book = read_orders(path, max_set_aside=1.0)
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                store.add(
                    book, import_id=f"import-{place}", name=path.name, sha256=digest, mapping={}, by="Alice",
                    at=datetime.now(UTC), keys=whole,
                )  # fmt: skip
                book.close()
        assert [one.id for one in store.imports] == [f"import-{place}" for place in left]
        assert store.version == len(moves)
        assert store.refresh_days() == len(moves)
        assert (store._folder / NAME).exists()
        if not left:
            return
        direct = read_orders([folder / f"file-{place}.csv" for place in left], max_set_aside=1.0)
        found = store.open()
        assert account(found) == account(direct)
        assert found.write_set_aside(folder / "found.csv") == direct.write_set_aside(folder / "direct.csv")
        told = [(folder / f"{of}.csv").read_text().count("\n") for of in ("found", "direct")]
        assert told[0] == told[1]
        found.close()
        direct.close()
