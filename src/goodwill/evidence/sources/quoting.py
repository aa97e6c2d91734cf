import re
import shlex
from collections.abc import Iterable
from pathlib import Path


def identifier(name: str) -> str:
    """A column or table name as SQL, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A piece of text as SQL, whatever it contains."""
    return "'" + text.replace("'", "''") + "'"


def file_literal(path: Path) -> str:
    """A file as SQL: DuckDB reads * ? [ in a path as a pattern; in brackets each stands for itself."""
    return literal("".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path.absolute())))


def qualified(name: str) -> str:
    """A table name as SQL, in which a dot divides schema and table: `sales.orders`."""
    return ".".join(identifier(part) for part in name.split("."))


def chosen(role: str, column: str) -> str:
    """What follows --column on a command line, in quotes where a shell would take it apart."""
    said = f"{role}={column}"
    if re.fullmatch(r"[\w=.,:/@%+-]+", said):
        return said
    return shlex.quote(said) if re.search(r'["$`\\!]', said) else f'"{said}"'


def listed(names: Iterable[str], most: int = 6) -> str:
    """Names for a sentence: "a, b, c and 4 more"."""
    every = list(names)
    shown = ", ".join(every[:most])
    return shown if len(every) <= most else f"{shown} and {len(every) - most:,} more"
