"""The statements of the practice profile: those shipped, in the company's own words where it has some."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from goodwill.measures.practice_questions import Dimension, Version
from goodwill.measures.practice_questions import version as shipped_in
from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import PracticeWording, User
from goodwill.terms import UsageError

SIZES = (9, 11, 12)
LONGEST = 200
Statements = Mapping[str, Mapping[str, str]]


def worded(size: int) -> Version:
    """The statements of so many rows, as the company words them today.

    Raises:
        UsageError: for a number of rows that there is not.
    """
    own: Statements = PracticeWording.the().statements
    shipped = shipped_in(size)
    rows = tuple(
        Dimension(
            row.name,
            row.title,
            tuple(
                own.get(row.name, {}).get(kind) or said
                for kind, said in zip(shipped.types, row.statements, strict=True)
            ),
        )
        for row in shipped.dimensions
    )
    return Version(shipped.name, shipped.types, rows)


def kept(asked: Version) -> dict[str, Any]:
    """As a round keeps what was asked."""
    rows = [{"name": row.name, "title": row.title, "statements": list(row.statements)} for row in asked.dimensions]
    return {"types": list(asked.types), "dimensions": rows}


def read(asked: Mapping[str, Any]) -> Version:
    """What a round has kept."""
    rows = tuple(Dimension(row["name"], row["title"], tuple(row["statements"])) for row in asked["dimensions"])
    return Version(str(len(rows)), tuple(asked["types"]), rows)


@transaction.atomic
def settle_wording(*, by: User, version: int, statements: Statements) -> None:
    """The company's own statements, for rounds that begin from now on; an empty one is asked as it is shipped.

    Raises:
        UsageError: for a row or a type that there is not, or a statement that is too long.
        EditedMeanwhileError: where somebody else has settled them since.
    """
    policy.demand(by, "steer")
    _, after = change(PracticeWording.the(), version, {"statements": _own(statements)})
    if after:
        number = sum(len(kinds) for kinds in after["statements"].values())
        remember(by=by, action="worded practice", row=PracticeWording.the(), after={"own statements": number})


def _own(statements: Statements) -> dict[str, dict[str, str]]:
    """Only what differs from the words shipped."""
    shipped = shipped_in(max(SIZES))
    known = {row.name: dict(zip(shipped.types, row.statements, strict=True)) for row in shipped.dimensions}
    found: dict[str, dict[str, str]] = {}
    for row, kinds in statements.items():
        for kind, said in kinds.items():
            if kind not in known.get(row, {}):
                raise UsageError(f'There is no statement "{row}" for "{kind}".')
            words = " ".join(said.split())
            if len(words) > LONGEST:
                raise UsageError(f"A statement has up to {LONGEST} characters; one of “{row}” has {len(words)}.")
            if words and words != known[row][kind]:
                found.setdefault(row, {})[kind] = words
    return found
