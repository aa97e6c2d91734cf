"""The words of an HTML mail, as text: nothing of it is ever shown as HTML."""

from html.parser import HTMLParser

_UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "object"))
_BREAKS = frozenset(
    ("p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre")
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen: list[str] = []
        self.quoted = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif tag == "blockquote":
            self.quoted += 1
            self._break()
        elif tag in _BREAKS:
            self._break()
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            # What was not closed properly inside ends with it.
            while self.unseen.pop() != tag:
                pass
        elif tag == "blockquote":
            self.quoted = max(self.quoted - 1, 0)
            self._break()
        elif tag in ("p", "div", "tr", "table"):
            self._break()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            words = " ".join(data.split())
            lead = " " if data[:1].isspace() else ""
            self.pieces.append(f"{lead}{words}{' ' if words and data[-1:].isspace() else ''}")

    def _break(self) -> None:
        self.pieces.append(f"\n{'> ' * self.quoted}")


def text_of(html: str) -> str:
    """Its words, a line for each paragraph, cell rows on one line, what is quoted after a ">"."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines: list[str] = []
    for line in "".join(reader.pieces).split("\n"):
        words = " ".join(line.split())
        empty = not words.strip("> ")
        # One empty line parts what stood further apart.
        if not empty or (lines and lines[-1].strip("> ")):
            lines.append("" if empty else words)
    return "\n".join(lines).strip()
