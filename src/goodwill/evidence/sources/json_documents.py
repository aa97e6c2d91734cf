"""Taking one JSON value after another from a stream, however the text is broken into lines."""

import json
import re
from collections.abc import Iterator
from typing import Any

from goodwill.evidence.sources.lines import Block, is_damaged
from goodwill.terms import EvidenceError

_BETWEEN = re.compile(r"[\s,\[\]\ufeff\x00\x1a]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_WHOLE_AT_MOST = 1 << 24
_CUT_OFF = 16
_INCOMPLETE = ("Unterminated string", "Invalid \\")


def documents(blocks: Iterator[Block], decoder: json.JSONDecoder, name: str) -> Iterator[tuple[int, Any, str]]:
    """Each value with the line it begins on (from 1) and its text; a value that is no JSON is None.

    Lists are opened: their elements are the values. Behind a broken value reading resumes at the next line that
    begins like the one it began on; where there is none, the rest of the text is one broken value.

    Raises:
        EvidenceError: when a list is never closed, so that an unknown number of rows is missing.
    """
    text = _Text(blocks)
    between = text.take_between()
    values, depth = 0, _opened(between)
    while not text.ended:
        value, end = _value(text, decoder)
        if end is None:
            end = _resume(text, _LINE_END.split(between)[-1] if _LINE_END.search(between) else None)
            if end == len(text.held) and depth > 0:
                break
        line, taken = text.line, text.take(end)
        yield line, None if is_damaged(taken) else value, taken
        values += 1
        between = text.take_between()
        depth += _opened(between)
    if depth > 0:
        raise EvidenceError(
            f"{name} was cut short or is broken: after {values:,} values, on line {text.line:,}, its JSON list cannot "
            "be read any further. Export or copy the file again."
        )


def _opened(between: str) -> int:
    return between.count("[") - between.count("]")


class _Text:
    """The part of the stream that is held; what comes before `at` is done, and `line` is the line of `at`."""

    def __init__(self, blocks: Iterator[Block]) -> None:
        self._blocks = blocks
        self.held = ""
        self.at = 0
        self.line = 1
        self.more()

    def more(self) -> bool:
        """Hold at least twice as much of what is not done; False when the stream has ended."""
        parts = [self.held[self.at :]]
        open_letters = len(parts[0])
        got = open_letters
        for block in self._blocks:
            parts.extend(block.lines)
            got += sum(map(len, block.lines))
            if got >= 2 * open_letters:
                break
        self.held, self.at = "".join(parts), 0
        return got > open_letters

    def take(self, end: int) -> str:
        taken = self.held[self.at : end]
        self.at = end
        self.line += taken.count("\n") + taken.count("\r") - taken.count("\r\n")
        return taken

    def take_between(self) -> str:
        """Pass over what stands between two values."""
        passed = ""
        while not self.ended:
            found = _BETWEEN.match(self.held, self.at)
            passed += self.take(found.end() if found else self.at)
            if self.at < len(self.held):
                break
        return passed

    @property
    def ended(self) -> bool:
        return self.at == len(self.held) and not self.more()


def _value(text: _Text, decoder: json.JSONDecoder) -> tuple[Any, int | None]:
    """The value that begins here and where it ends; the end is None where it is broken."""
    while True:
        try:
            value, end = decoder.raw_decode(text.held, text.at)
        except RecursionError:
            return None, None
        except json.JSONDecodeError as error:
            near_end = error.pos >= len(text.held) - _CUT_OFF or error.msg.startswith(_INCOMPLETE)
            if near_end and len(text.held) - text.at < _WHOLE_AT_MOST and text.more():
                continue
            return None, None
        if end == len(text.held) and not isinstance(value, dict) and text.more():
            continue  # a bare number may go on in what was not yet held
        return value, end


def _resume(text: _Text, indent: str | None) -> int:
    """Where the next value may begin, given the blanks before this one, None where it does not begin a line."""
    while True:
        if indent is not None:
            found = re.compile(rf"(?:\r\n|\n|\r){re.escape(indent)}(?=\{{)").search(text.held, text.at + 1)
            if found:
                return found.start()
        if len(text.held) - text.at >= _WHOLE_AT_MOST or not text.more():
            return len(text.held)
