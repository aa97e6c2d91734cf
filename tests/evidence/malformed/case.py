from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Content = str | bytes | Callable[[], str | bytes]


@dataclass(frozen=True)
class Case:
    """One fault in one format, and how `goodwill check` has to end.

    content: what stands in `orders.<format>`; text is written as UTF-8. files: the same, for several files by
    name. arrange: lays out what is no plain file (links, folders) and returns the arguments. arguments: what the
    command is given, `{folder}` being where the files lie; all files in order unless said. options: after them.

    ends: the exit code. says: a pattern found in what is said (findings included). rows: rows read;
    aside: reason code -> rows set aside, the rest is accepted. lines: where the rows set aside stand, in the
    order of the file, counted from 1. The remaining fields are the evidence's own keys, checked where given.
    """

    fault: str
    format: str
    content: Content | None = None
    files: Mapping[str, Content] = field(default_factory=dict)
    arrange: Callable[[Path], list[str]] | None = None
    arguments: tuple[str, ...] | None = None
    options: tuple[str, ...] = ()
    command: str = "check"
    ends: int = 0
    says: str | None = None
    rows: int | None = None
    aside: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[int, ...] | None = None
    returns: int | None = None
    orders: int | None = None
    customers: int | None = None
    outside: int | None = None
    first: str | None = None
    last: str | None = None
    currency: str | None = None
    net: float | None = None

    def __str__(self) -> str:
        return f"{self.format}: {self.fault}"

    @property
    def set_aside(self) -> int:
        return sum(self.aside.values())

    def lay_out(self, folder: Path) -> list[str]:
        """Write the files and return the arguments after `goodwill check`."""
        if self.arrange is not None:
            return [*self.arrange(folder), *self._filled(self.options, folder)]
        files = dict(self.files)
        if self.content is not None:
            files = {f"orders.{self.format}": self.content, **files}
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            made = content() if callable(content) else content
            path.write_bytes(made.encode() if isinstance(made, str) else made)
        arguments = tuple(f"{{folder}}/{name}" for name in files) if self.arguments is None else self.arguments
        return [*self._filled(arguments, folder), *self._filled(self.options, folder)]

    @staticmethod
    def _filled(words: tuple[str, ...], folder: Path) -> list[str]:
        return [word.replace("{folder}", str(folder)) for word in words]
