"""Whatever people write, a strict reader has it back."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodwill.programme.calendar import lines
from tests.programme.calendar.reading import read

HEAD = ["VERSION:2.0", "PRODID:x"]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def read_back(words: str) -> str:
    return str(
        read(lines.file(lines.component("VCALENDAR", [*HEAD, f"X-WR-CALNAME:{lines.text(words)}"])))["X-WR-CALNAME"]
    )


@given(WORDS)
def test_words_come_back_but_for_controls_and_the_kind_of_line_break(words):
    told = words.replace("\r\n", "\n")
    for line_break in "\r\v\f\x85\u2028\u2029":
        told = told.replace(line_break, "\n")
    assert read_back(words) == "".join(c for c in told if c in "\t\n" or not (c < " " or c == "\x7f"))


@pytest.mark.parametrize(
    "words", ["a;b,c\\d", "\\n", "BEGIN:VEVENT\r\nEND:VCALENDAR", "“früh” 🙂" * 40, "x" * 75, "x" * 600]
)
def test_nothing_that_is_written_becomes_part_of_the_format(words):
    assert read_back(words) == words.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=1), "PT1H"),
        (timedelta(), "PT0M"),
        (timedelta(days=-2), "-P2D"),
        (timedelta(days=-2, hours=9), "-P1DT15H"),
        (timedelta(hours=-15, minutes=-30), "-PT15H30M"),
        (timedelta(hours=9), "PT9H"),
    ],
)
def test_lengths_of_time(length, said):
    assert lines.duration(length) == said


def test_days_and_moments():
    assert lines.day(date(987, 6, 5)) == "09870605"
    at = datetime(2030, 1, 1, 0, 30, 5, tzinfo=timezone(timedelta(hours=2)))
    assert lines.moment(at) == lines.moment(at.astimezone(UTC)) == "20291231T223005Z"
