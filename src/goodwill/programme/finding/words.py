"""Words as the index has them: small, without accents, in each spelling that a person may type."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[\d\s()+./-]+")
_LONE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
_WIDE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
SHORTEST_END = 4
"""A telephone number is found by its last digits, from so many on."""
MOST_WORDS = 12


def spellings(word: str) -> tuple[str, ...]:
    """Müller: muller and mueller."""
    small = unicodedata.normalize("NFC", word).casefold()
    plain, wide = _bare(small), _bare(small.translate(_WIDE))
    return (plain,) if plain == wide else (plain, wide)


def words(text: str) -> Iterator[str]:
    """The words of a text, each in every spelling."""
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        for spelling in spellings(word):
            yield from _WORD.findall(spelling)


def numbers(text: str) -> Iterator[str]:
    """The ends of a telephone number, so that it is found with and without what stands before."""
    digits = re.sub(r"\D", "", text)
    yield from (digits[start:] for start in range(max(len(digits) - SHORTEST_END + 1, 0)))


@dataclass(frozen=True)
class Asked:
    """What was typed. words: all must begin a word, each in one of its spellings. number: its digits, or empty."""

    words: tuple[tuple[str, ...], ...]
    number: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)

    def begins(self, word: str) -> bool:
        """Whether a word of a text is one that was asked for."""
        said = [part for spelling in spellings(word) for part in _WORD.findall(spelling)]
        return any(part.startswith(wanted) for part in said for any_of in self.words for wanted in any_of)

    def all_in(self, folded: str) -> bool:
        """Whether all of it stands in words as the index has them."""
        there = folded.split()
        return all(any(w.startswith(s) for w in there for s in any_of) for any_of in self.words) or (
            bool(self.number) and any(w.startswith(self.number) for w in there)
        )

    def any_in(self, folded: str) -> bool:
        there = folded.split()
        return any(w.startswith(s) for w in there for any_of in self.words for s in any_of) or (
            bool(self.number) and any(w.startswith(self.number) for w in there)
        )


def asked(text: str) -> Asked:
    """What a person typed, as it is looked for."""
    found: list[tuple[str, ...]] = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text))[:MOST_WORDS]:
        first, *others = (_WORD.findall(spelling) for spelling in spellings(word))
        # A letter that folds into several words, such as a fraction, asks for each of them.
        found += [(part,) for part in first] if len(first) != 1 else [(first[0], *(o[0] for o in others if o))]
    digits = re.sub(r"\D", "", text).lstrip("0")
    return Asked(tuple(found), digits if len(digits) >= SHORTEST_END and _NUMBER.fullmatch(text.strip()) else "")


def marked(text: str, asked_for: Asked) -> list[tuple[str, bool]]:
    """The text in pieces, those that were asked for marked."""
    text = unicodedata.normalize("NFC", text)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _WORD.finditer(text):
        if asked_for.begins(match[0]):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def excerpt(text: str, asked_for: Asked, around: int = 60) -> str:
    """The part of a text around the first word that was asked for."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    at = next((match for match in _WORD.finditer(text) if asked_for.begins(match[0])), None)
    if at is None or len(text) <= 2 * around:
        return text[: 2 * around] + ("…" if len(text) > 2 * around else "")
    start = max(text.rfind(" ", 0, max(at.start() - around, 0) + 1), 0)
    stop = text.find(" ", min(at.end() + around, len(text)))
    stop = len(text) if stop < 0 else stop
    return ("…" if start else "") + text[start:stop].strip() + ("…" if stop < len(text) else "")


def _bare(small: str) -> str:
    apart = unicodedata.normalize("NFKD", small.translate(_LONE))
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
