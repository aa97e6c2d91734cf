"""The words of an HTML mail, as text: nothing of it is ever shown as HTML.

Read in one pass, in a time that grows with its length alone: whoever sends a mail chooses what is in it.
"""

import re
from collections.abc import Iterator
from html import unescape

_UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "object"))
_BREAKS = frozenset(
    ("p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre")
)
_TAG = re.compile(r"""(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:"[^"]*"|'[^']*'|[^"'>])*>""")
_QUOTED = 9
"""More than so often quoted is marked no further."""


class _Words:
    """unseen: the elements that are open and not shown, the innermost last."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.unseen: list[str] = []
        self.quoted = 0

    def open(self, tag: str) -> None:
        if tag in _UNSEEN:
            # Each once, so that a million of them that nobody closed are looked through no further.
            if tag not in self.unseen:
                self.unseen.append(tag)
        elif tag == "blockquote":
            self.quoted += 1
            self.end_line()
        elif tag in _BREAKS:
            self.end_line()
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def close(self, tag: str) -> None:
        if tag in self.unseen:
            # What was not closed properly inside ends with it.
            while self.unseen.pop() != tag:
                pass
        elif tag == "blockquote":
            self.quoted = max(self.quoted - 1, 0)
            self.end_line()
        elif tag in ("p", "div", "tr", "table"):
            self.end_line()

    def say(self, data: str) -> None:
        if data and not self.unseen:
            data = unescape(data)
            words = " ".join(data.split())
            lead = " " if data[:1].isspace() else ""
            self.pieces.append(f"{lead}{words}{' ' if words and data[-1:].isspace() else ''}")

    def end_line(self) -> None:
        self.pieces.append(f"\n{'> ' * min(self.quoted, _QUOTED)}")


def text_of(html: str) -> str:
    """Its words, a line for each paragraph, cell rows on one line, what is quoted after a ">"."""
    reader = _Words()
    first, *rest = _without_comments(html).split("<")
    reader.say(first)
    for piece in rest:
        _take(reader, piece)
    lines: list[str] = []
    for line in "".join(reader.pieces).split("\n"):
        words = " ".join(line.split())
        empty = not words.strip("> ")
        # One empty line parts what stood further apart.
        if not empty or (lines and lines[-1].strip("> ")):
            lines.append("" if empty else words)
    return "\n".join(lines).strip()


def _take(reader: _Words, piece: str) -> None:
    """What stood after a "<", up to the next one."""
    if (tag := _TAG.match(piece)) is not None:
        (reader.close if tag[1] else reader.open)(tag[2].lower())
        reader.say(piece[tag.end() :])
    elif piece[:1].isalpha() or piece[:1] in ("!", "?", "/"):
        # No tag, or a spoilt one: what stands behind it is words, and where it never ends, there are none.
        reader.say(piece.partition(">")[2])
    else:
        reader.say(f"<{piece}")


def _without_comments(html: str) -> str:
    return "".join(_between_comments(html))


def _between_comments(html: str) -> Iterator[str]:
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        yield html[at:start]
        end = html.find("-->", start + 4)
        at = len(html) if end < 0 else end + 3
    yield html[at:]
