import json
from collections.abc import Callable

import pytest

from goodwill.evidence.sources import NoTableError
from goodwill.terms import EvidenceError

from .conftest import Reading

ReadText = Callable[..., Reading]
GOOD = '{"customer": "c01", "amount": 10.10}\n'


def test_numbers_stay_as_they_are_written(read_text: ReadText):
    table = read_text('{"a": 10.10, "b": 9007199254740993, "c": 1e999, "d": true, "e": null, "f": NaN, "g": -0.0}\n')
    assert table.cells == [("10.10", "9007199254740993", "1e999", "true", None, "NaN", "-0.0")]
    assert set(table.source.columns.values()) == {"text"}


def test_columns_are_the_union_of_keys_in_the_order_first_seen(read_text: ReadText):
    table = read_text('{"b": 1}\n\n{"a": 2, "b": 3}\n{}\n')
    assert table.names == ["b", "a"]
    assert table.cells == [("1", None), ("3", "2"), (None, None)]
    assert table.lines == [1, 3, 4]


def test_new_keys_in_a_later_block_are_columns_too(read_text: ReadText):
    table = read_text(GOOD * 20_000 + '{"customer": "c02", "coupon": "X"}\n')
    assert table.names == ["customer", "amount", "coupon"]
    assert (table.cells[0], table.cells[-1]) == (("c01", "10.10", None), ("c02", None, "X"))


def test_nested_objects_become_columns_with_dots(read_text: ReadText):
    table = read_text('{"customer": {"id": 7, "at": {"town": "Köln"}}, "tags": ["a", {"b": 1}], "none": {}}\n')
    assert table.names == ["customer.id", "customer.at.town", "tags", "none"]
    assert table.cells == [("7", "Köln", '["a", {"b": "1"}]', "{}")]


def test_an_object_where_other_rows_have_a_value_stays_one_cell(read_text: ReadText):
    table = read_text('{"date": "2024-01-01"}\n{"date": {"$date": "2024-01-02"}}\n')
    assert table.cells == [("2024-01-01",), ('{"$date": "2024-01-02"}',)]


def test_keys_that_flatten_to_one_name_do_not_overwrite_each_other(read_text: ReadText):
    table = read_text('{"a.b": 1, "a": {"b": 2}, "A.B": 3}\n')
    assert table.cells == [("1", "2", "3")]
    assert len({name.casefold() for name in table.names}) == 3


@pytest.mark.parametrize(
    "line", ['{"a": 1', '{"a": 1,}', "{'a': 1}", GOOD.strip() * 2, "[1]", "42", "null", "done", "[" * 100_000]
)
def test_a_line_that_is_no_object_is_set_aside_as_it_is(read_text: ReadText, line: str):
    table = read_text(GOOD * 3 + line + "\n" + GOOD)
    assert table.problems == [(4, "bad_json", line)]
    assert table.lines == [1, 2, 3, 5]


def test_half_a_surrogate_pair_is_a_letter_that_nobody_knows(read_text: ReadText):
    assert read_text('{"customer": "c\\ud800"}\n').cells == [("c\ufffd",)]


def test_bytes_that_are_not_utf8_are_set_aside(read_text: ReadText):
    table = read_text('{"a": "é"}\n'.encode() * 2 + '{"a": "é"}\n'.encode("cp1252"))
    assert table.problems == [(3, "undecodable", '{"a": "\\xe9"}')]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("count", [1, 3, 30_000])
def test_a_list_of_objects_is_a_table(read_text: ReadText, indent: int | None, count: int):
    rows = [{"customer": f"c{i}", "more": {"n": i}} for i in range(count)]
    table = read_text(json.dumps(rows, indent=indent), "orders.json")
    assert table.cells == [(f"c{i}", str(i)) for i in range(count)]
    assert table.lines == ([1] * count if indent is None else [2 + 6 * i for i in range(count)])


def test_objects_one_after_the_other_need_no_list(read_text: ReadText):
    table = read_text('{\n "a": 1\n}\n{\n "a": 2\n}', "orders.json")
    assert (table.cells, table.lines) == ([("1",), ("2",)], [1, 4])


def test_a_broken_object_in_a_list_costs_itself_only(read_text: ReadText):
    table = read_text('[\n  {"a": 1},\n  {"a": 2,\n   "b": {\n  }, oops},\n  {"a": 3}\n]\n', "orders.json")
    assert table.cells == [("1",), ("3",)]
    assert table.problems == [(3, "bad_json", '{"a": 2,\n   "b": {\n  }, oops},')]


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a": 2}', '[{"a": 1}, {"a": 2', '[{"a": 1}, {"a" 2}, {"a": 3}]'])
def test_a_list_that_cannot_be_read_to_its_end_stops(read_text: ReadText, text: str):
    with pytest.raises(EvidenceError, match=r"orders\.json was cut short or is broken: after [12] values, on line 1"):
        read_text(text, "orders.json")


@pytest.mark.parametrize("text", ["[]", "[1, 2]", '["a"]', '{"a"\n{"b"\n'])
def test_json_without_objects_is_no_table(read_text: ReadText, text: str):
    with pytest.raises(NoTableError, match="is no table"):
        read_text(text, "orders.json")


def test_objects_without_end_of_new_keys_are_no_table(read_text: ReadText):
    with pytest.raises(NoTableError, match="more than 5,000 different keys"):
        read_text("".join(f'{{"k{i}": 1}}\n' for i in range(6_000)))
