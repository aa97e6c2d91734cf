import pytest

from goodwill.evidence.sources.naming import unique_names


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (["customer", "date"], ["customer", "date"]),
        ([" Customer  ID ", "\u00a0date\n"], ["Customer ID", "date"]),
        (["a", "", "  ", None], ["a", "column_2", "column_3", "column_4"]),
        (["note", "Note", "NOTE"], ["note", "Note_2", "NOTE_3"]),
        (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
        (["_line", "_PROBLEM", "_raw"], ["_line_2", "_PROBLEM_2", "_raw_2"]),
        (["", "column_1"], ["column_1_2", "column_1"]),
        ([5, "a\x00b"], ["5", "a b"]),
    ],
)
def test_names_are_unique_whatever_their_case(header: list[object], names: list[str]):
    assert unique_names(header, "orders.csv")[0] == names


def test_what_was_changed_is_said():
    _, findings = unique_names(["a", "", "A", "b", ""], "orders.csv")
    assert [finding.sentence for finding in findings] == [
        "2 columns of orders.csv had no name and are now called column_2 and column_5.",
        "1 column of orders.csv shared a name with another column and is now called A_2.",
    ]
