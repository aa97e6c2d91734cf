"""The smallest order books: what there is to say, in good English, and no claim about what is not shown."""

import html
import re
from pathlib import Path

import pytest

import goodwill as gw
from goodwill.report.document import compose
from goodwill.report.html import page

BOOKS = {
    "one row": "1,2024-01-05,10\n",
    "one day": "1,2024-01-05,10\n2,2024-01-05,12\n",
    "nobody twice": "".join(f"{n},2024-01-{n:02},10\n" for n in range(1, 29)),
    "one return": "1,2024-01-05,10\n1,2024-01-06,-10\n2,2024-02-05,10\n",
}


@pytest.mark.parametrize("rows", BOOKS.values(), ids=list(BOOKS))
def test_a_tiny_book_is_told_in_plain_words(rows: str, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(f"customer,date,amount\n{rows}")
    analysis = gw.analyse(gw.read_orders(orders))
    text = _words(page(compose(analysis)))

    assert "obody has bought twice yet" in text
    assert "ran away" not in text
    assert "weighted draws" not in text
    assert not re.findall(r"(?<![\d.,:–-])1 (?:row|customer|order|day|month|return|week|line)s\b", text)
    assert not re.findall(r"All 1 |the 1 on record", text)


def _words(page: str) -> str:
    bare = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())
