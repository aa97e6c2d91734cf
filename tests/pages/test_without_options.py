import re
from pathlib import Path

import pytest

import goodwill.evidence
from goodwill.pages.without_options import without_options

HERE = Path(goodwill.evidence.__file__).parent


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "There is no date. Name it with --column date=NAME; the columns are x, y.z and U.S. sales.",
            "There is no date. Choose it among the columns below.",
        ),
        (
            "In a.csv, 'b c' could be the date too; --column date='b c' chooses otherwise.",
            "In a.csv, 'b c' could be the date too; you can choose otherwise among the columns.",
        ),
        (
            "If there is one, name it with --column amount=NAME.",
            "If there is one, choose it as the amount among the columns.",
        ),
        (
            "Such as line 2. Mend the file, or accept more with --max-set-aside.",
            "Such as line 2. Mend the file and choose it again.",
        ),
        ("It has no rates. Give --fx with them. Nothing was read.", "It has no rates. Nothing was read."),
        ("A column called a --b stays what it is.", "A column called a --b stays what it is."),
    ],
)
def test_what_options_say_is_said_of_the_form(said: str, shown: str) -> None:
    assert without_options(said) == shown


def test_no_option_that_evidence_speaks_of_is_shown() -> None:
    told = " ".join(file.read_text(encoding="utf-8") for file in HERE.rglob("*.py"))
    for option in sorted(set(re.findall(r"--(?:column|currency|fx|max|segment)[a-z-]*", told))):
        assert "--" not in without_options(f"Something is wrong. Give it with {option} then.")
