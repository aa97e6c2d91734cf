import pyarrow as pa
import pytest

from goodwill.terms import EvidenceError, UsageError

pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def three(add, tmp_path):
    """Customers 1 and 2 belong to one group; each bought, and 2 sent back what 1 had bought."""
    path = tmp_path / "three.csv"
    path.write_text(
        "customer,date,amount\n1,2024-01-05,10\n1,2024-02-05,20\n2,2024-02-05,5\n3,2024-03-01,7\n2,2024-03-02,-10\n"
    )
    add(path, "three")


def level(**columns: list[int]) -> pa.Table:
    return pa.table(columns)


def test_customers_are_the_parties_of_their_keys(opened, account):
    found = account(opened(parties=level(key=[1, 2, 3, 4], party=[100, 100, 300, 400])))
    assert (found["customers"], found["occasions"], found["spend"]) == ([100, 300], [2, 1], [35.0, 7.0])
    assert found["returned"] == [-10.0, 0.0]


def test_returns_find_their_order_within_the_party(opened):
    assert opened().returns_matched == 0
    assert opened(parties=level(key=[1, 2, 3], party=[100, 100, 300])).returns_matched == 1


def test_overlaps_are_resolved_before_parties_are_put_in(add, opened, tmp_path):
    path = tmp_path / "four.csv"
    path.write_text("customer,date,amount\n2,2024-01-05,10\n1,2024-01-05,10\n")
    add(path, "four")
    book = opened(parties=level(key=[1, 2, 3], party=[100, 100, 300]))
    assert (book.accepted, book.set_aside_reasons) == (6, {"duplicate_row": 1})


def test_a_key_without_a_party_is_named(store):
    with pytest.raises(EvidenceError, match=r"1 customer in the orders has no party \(first: key 2\)"):
        store.open(parties=level(key=[1, 3], party=[100, 300]))


@pytest.mark.parametrize(
    ("parties", "sentence"),
    [
        (level(key=[1]), "columns key and party"),
        (pa.table({"key": ["1"], "party": [1]}), "columns key and party"),
        (pa.table({"key": [1], "party": pa.nulls(1, pa.int64())}), "columns key and party"),
        (level(key=[1, 1, 2, 3], party=[1, 2, 3, 4]), "more than once"),
    ],
)
def test_a_table_that_is_none_of_keys_and_parties_is_refused(store, parties, sentence):
    with pytest.raises(UsageError, match=sentence):
        store.open(parties=parties)
