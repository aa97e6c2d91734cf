"""What the status of an order, or the stage of a deal, says: bought, called off, or sent back."""

import re
from collections.abc import Mapping, Sequence

from goodwill.evidence.counted import counted
from goodwill.terms import Finding

# As `_plain` writes them. An order whose payment never began is none in the reports of shops; one on hold is.
_CANCELLED = re.compile(
    r"(wc )?(cancel(l?ed|l?ation)?|void(ed)?|fail(ed|ure)?|declined|expired|rejected|abandoned|trash|(checkout )?draft"
    r"|closed ?lost( .*)?|lost|incomplete|uncaptured|pending payment|requires (payment method|action|confirmation))"
    r"|wc pending"
)
_RETURN = re.compile(
    r"(wc )?(full(y)? )?(refund(ed)?|return(ed)?|charged? ?back|reversed|reversal|credit( ?(note|memo|invoice))?"
    r"|(charge )?disputed?( lost)?|lost dispute)( in full)?"
)
_WON = re.compile(r"(closed ?)?won( .*)?")
_LOST = re.compile(r"closed ?lost( .*)?")


def not_bought(words: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """The words of orders called off, and of those sent back. Of deals, only those that were won are orders."""
    plain = {word: _plain(word) for word in words}
    if any(_WON.fullmatch(p) or _LOST.fullmatch(p) for p in plain.values()):
        gone = [word for word, p in plain.items() if not _WON.fullmatch(p)]
    else:
        gone = [word for word, p in plain.items() if _CANCELLED.fullmatch(p)]
    return gone, [word for word, p in plain.items() if word not in gone and _RETURN.fullmatch(p)]


def takes_back(word: str) -> bool:
    return _RETURN.fullmatch(_plain(word)) is not None


def _plain(word: str) -> str:
    """A status without the number before it and the pipeline behind it: "5. Closed won (Sales)" is `closed won`."""
    bare = re.sub(r"^[0-9]+ *[.):-] *", "", word)
    bare = re.sub(r"\s*[(\[](?![^)\]]*part)[^()\[\]]*[)\]]$", "", bare)
    return " ".join(re.sub(r"[_-]", " ", bare).split()) or word


def said_of_status(purchased: Sequence[Mapping[str, int]], others: Sequence[Mapping[str, int]]) -> tuple[Finding, ...]:
    """Which words of a status were counted as a purchase, once for all sources: nobody should have to guess."""
    bought, not_so = _together(purchased), _together(others)
    if not bought and not not_so:
        return ()
    told = f"{_with_rows(bought) or 'none'} {'were' if len(bought) > 1 else 'was'} counted as a purchase"
    if not_so:
        told += f"; {_with_rows(not_so)} {'were' if len(not_so) > 1 else 'was'} not"
    sentence = (
        f"Of the words that tell what became of an order, {told}. To decide otherwise, mark the rows that are no "
        "purchase in a column and name it with --column cancelled=NAME."
    )
    return (Finding("status-counted", "note", sentence),)


def _together(sources: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    rows: dict[str, int] = {}
    for words in sources:
        for word, count in words.items():
            rows[word] = rows.get(word, 0) + count
    return rows


def _with_rows(words: Mapping[str, int]) -> str:
    named = [f'"{word}" ({counted(rows, "row")})' for word, rows in words.items()]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
