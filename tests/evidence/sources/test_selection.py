import pytest

from goodwill.evidence.sources.selection import Selection, split_address
from goodwill.terms import UsageError


@pytest.mark.parametrize(
    ("address", "base", "selection"),
    [
        ("sqlite:///a.db", "sqlite:///a.db", Selection()),
        ("sqlite:///a.db?table=my%20orders", "sqlite:///a.db", Selection(table="my orders")),
        ("pg://h/d?sslmode=require&table=t", "pg://h/d?sslmode=require", Selection(table="t")),
        ("pg://h/d?host=/var/run&table=s.t", "pg://h/d?host=/var/run", Selection(table="s.t")),
        ("pg://h?query=SELECT+a%2C+b+FROM+t%3B", "pg://h", Selection(query="SELECT a, b FROM t")),
        (
            "pg://h?query=SELECT a & 1 FROM t WHERE b LIKE '%20?'",
            "pg://h",
            Selection(query="SELECT a & 1 FROM t WHERE b LIKE '%20?'"),
        ),
    ],
)
def test_table_and_query_are_taken_from_the_address(address: str, base: str, selection: Selection):
    assert split_address(address) == (base, selection)


def test_a_table_and_a_query_together_are_refused():
    with pytest.raises(UsageError, match=r"either table=… or query=…, not both"):
        split_address("pg://h?table=t&query=SELECT 1")
