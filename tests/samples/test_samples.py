import pyarrow.parquet as pq
import pytest

from goodwill import samples
from goodwill.terms import UsageError


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("online_retail/orders_2010.parquet", 22_720),
        ("online_retail/orders_2011.parquet", 13_804),
        ("cdnow/transactions.parquet", 69_659),
        ("complete_journey/transactions_sample.parquet", 75_000),
        ("complete_journey/demographics.parquet", 801),
    ],
)
def test_a_sample_has_the_rows_that_its_attribution_tells(name: str, rows: int) -> None:
    assert pq.read_metadata(samples.path(name)).num_rows == rows


def test_every_sample_is_named() -> None:
    assert len(samples.names()) == 6
    assert all(samples.path(name).is_file() for name in samples.names())


def test_every_folder_says_where_its_data_comes_from_and_under_which_licence() -> None:
    for folder in {name.partition("/")[0] for name in samples.names()}:
        text = samples.path(f"{folder}/ATTRIBUTION.md").read_text(encoding="utf-8")
        assert "**Source.**" in text
        assert "**Licence.**" in text


def test_an_unknown_sample_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r'No sample is called "cdnow/orders.csv"\. Choose one of cdnow/summary_39w'):
        samples.path("cdnow/orders.csv")
