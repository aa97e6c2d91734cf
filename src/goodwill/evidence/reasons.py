"""Why a row was not accepted: one code, one sentence, and whether it counts as unreadable."""

from collections.abc import Mapping
from dataclasses import dataclass

from goodwill.evidence.sources.source import PROBLEMS


@dataclass(frozen=True)
class Reason:
    """`sentence` speaks of one row; `{value}` in it stands for the cell in question.

    `role`: whose cell that is. `unreadable`: whether it counts towards the share that stops a run.
    """

    code: str
    sentence: str
    role: str | None = None
    unreadable: bool = False

    @property
    def words(self) -> str:
        """The sentence of all rows that were set aside for it, without the cell of one."""
        return self.sentence.replace(' "{value}"', "")


REASONS: tuple[Reason, ...] = (
    *(Reason(code, sentence, None, code != "repeated_header") for code, sentence in PROBLEMS.items()),
    Reason("no_customer", "The row names no customer.", "customer"),
    Reason("no_date", "The row has no date.", "date", unreadable=True),
    Reason("bad_date", 'The date "{value}" is no day that can be read.', "date", unreadable=True),
    Reason("no_amount", "The row has no amount.", "amount", unreadable=True),
    Reason("bad_amount", 'The amount "{value}" is no sum of money.', "amount", unreadable=True),
    Reason(
        "bad_quantity", 'The quantity "{value}" is no number to multiply the price by.', "quantity", unreadable=True
    ),
    Reason("no_currency", "The row names no currency, while others name several.", "currency"),
    Reason("unknown_currency", 'There is no rate for the currency "{value}" on that day.', "currency"),
    Reason("duplicate_file", "An earlier file holds the same bytes."),
    Reason("duplicate_order", "An earlier file holds the same order."),
    Reason("duplicate_row", "An earlier file holds the same row as often."),
)
"""In the order in which a row is asked; the first that applies wins."""

ACCEPTED = 0
_PLACES: Mapping[str, int] = {reason.code: place for place, reason in enumerate(REASONS, start=1)}


def number(code: str) -> int:
    """How tables write the reason: 0 is an accepted row."""
    return _PLACES[code]


def reason(number_of: int) -> Reason:
    return REASONS[number_of - 1]
