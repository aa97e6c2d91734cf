"""The text of a filter read into a tree; every mistake is a sentence that names its place."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from typing import NoReturn, cast

from goodwill.programme.filters.fields import FIELDS, Field
from goodwill.programme.filters.tree import And, Node, Presence, Sign, Term, Value, all_of, any_of, without
from goodwill.programme.filters.values import check
from goodwill.terms import UsageError

LONGEST = 2_000
DEEPEST = 12
MOST_TERMS = 60
_SPACE = re.compile(r"\s*")
_FIELD = re.compile(r"(?P<field>[A-Za-z_][A-Za-z0-9_]*)(?P<sign>!=|>=|<=|:|=|>|<|~)")
_QUOTED = re.compile(r'"(?P<inside>(?:[^"\\]|\\.)*)"', re.DOTALL)
_BARE = re.compile(r"[^\s()\"]+")
_ITEM = re.compile(r"[^\s()\",]+")


def parse(text: str, fields: Mapping[str, Field] = FIELDS) -> And:
    """The conditions that must all hold; none for an empty text.

    Raises:
        UsageError: for what cannot be understood, with the character where it stands, counted from 1.
    """
    if len(text) > LONGEST:
        raise UsageError(f"A filter can have {LONGEST:,} characters; this one has {len(text):,}. Shorten it.")
    unwritable = next((i for i, c in enumerate(text) if _unwritable(c)), None)
    if unwritable is not None:
        raise UsageError(f"Character {unwritable + 1} of the filter cannot be written. Take it out.")
    reader = _Reader(text, fields)
    found = reader.all()
    if reader.at < len(text):
        reader.fail('")" closes nothing', reader.at)
    return found if isinstance(found, And) else And((found,))


def _unwritable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r"


class _Reader:
    """Goes along the text once, from left to right."""

    def __init__(self, text: str, fields: Mapping[str, Field]) -> None:
        self.text, self.fields = text, fields
        self.at, self.depth, self.terms = 0, 0, 0

    def fail(self, sentence: str, at: int) -> NoReturn:
        raise UsageError(f"{sentence} (character {at + 1}).")

    def all(self) -> Node:
        """Parts side by side, up to the end or a closing parenthesis."""
        parts: list[Node] = []
        bare_or = False
        spelt_and: int | None = None
        while True:
            self._space()
            if self._ended():
                break
            if (word := self._joining()) == "and":
                spelt_and = self.at
                if not parts:
                    self.fail('"and" stands between two conditions', self.at)
                self._go_past(word)
                if self._ended():
                    self.fail('"and" stands between two conditions', spelt_and)
                if self._joining():
                    self.fail(f'After "and" comes a condition, not "{self._joining()}"', self.at)
                continue
            if word == "or":
                self.fail('"or" stands between two conditions', self.at)
            some = self._any()
            bare_or = bare_or or len(some) > 1
            parts.append(any_of(some))
        if bare_or and spelt_and is not None:
            self.fail('Put parentheses around what belongs together: "and" stands beside "or"', spelt_and)
        return all_of(parts)

    def _any(self) -> list[Node]:
        """One condition, or several with or between them."""
        parts = [self._one()]
        self._space()
        while self._joining() == "or":
            at = self.at
            self._go_past("or")
            if self._ended() or self._joining():
                self.fail('"or" stands between two conditions', at)
            parts.append(self._one())
            self._space()
        return parts

    def _one(self) -> Node:
        at = self.at
        if self.text[at] == "-":
            self.at += 1
            if self.at >= len(self.text) or self.text[self.at].isspace() or self.text[self.at] == ")":
                self.fail('After "-" comes what is left out, without a space', at)
            self._go_deeper(at)
            part = self._one()
            self.depth -= 1
            return without(part)
        if self.text[at] == "(":
            self.at += 1
            self._go_deeper(at)
            inside = self.all()
            if self.at >= len(self.text):
                self.fail("A parenthesis is not closed", at)
            if inside == And(()):
                self.fail("There is nothing between the parentheses", at)
            self.at += 1
            self.depth -= 1
            return inside
        return self._term()

    def _term(self) -> Term:
        at = self.at
        self.terms += 1
        if self.terms > MOST_TERMS:
            self.fail(f"A filter can have {MOST_TERMS} conditions", at)
        match = _FIELD.match(self.text, at)
        if match is None:
            term: Node = Term("name", "~", (self._text(_BARE),))
            if "name" not in self.fields:
                self.fail("Name a field, such as place:London", at)
            return cast("Term", term)
        self.at = match.end()
        name, sign = match["field"].lower(), match["sign"]
        field = self.fields.get(name) or self._no_field(name, at)
        values = self._values(field, sign)
        made = Term(name, cast("Sign", ":" if sign in ("=", "!=") else sign), values)
        try:
            check(field, made)
        except UsageError as error:
            self.fail(str(error).removesuffix("."), at)
        return cast("Term", without(made)) if sign == "!=" else made

    def _values(self, field: Field, sign: str) -> tuple[Value, ...]:
        several = sign in (":", "=", "!=")
        values: list[Value] = []
        while True:
            at = self.at
            if at >= len(self.text) or self.text[at].isspace() or self.text[at] in "(),":
                self.fail(f'A value is missing after "{field.name}{sign}"', at)
            quoted = self.text[at] == '"'
            text = self._text(_ITEM if several else _BARE)
            presence = several and not quoted and text.lower() in ("empty", "known")
            values.append(Presence(text.lower()) if presence else text)
            if not several or self.text[self.at : self.at + 1] != ",":
                return tuple(values)
            self.at += 1

    def _text(self, bare: re.Pattern[str]) -> str:
        at = self.at
        if self.text[at] == '"':
            match = _QUOTED.match(self.text, at)
            if match is None:
                self.fail("A quotation mark in the filter is not closed", at)
            self.at = match.end()
            return re.sub(r"\\(.)", r"\1", match["inside"], flags=re.DOTALL)
        match = bare.match(self.text, at)
        if match is None:
            self.fail(f'"{self.text[at]}" is not expected here', at)
        self.at = match.end()
        return match[0]

    def _no_field(self, name: str, at: int) -> NoReturn:
        if name in getattr(self.fields, "untold", ()):
            self.fail(f'"{name}" is hidden from your role. Take it out of the filter', at)
        near = difflib.get_close_matches(name, self.fields, n=1, cutoff=0.7)
        way = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(self.fields)}"
        raise UsageError(f'There is no field "{name}" (character {at + 1}); {way}')

    def _joining(self) -> str:
        """The word "and" or "or" that comes next, else nothing."""
        match = re.compile(r"(and|or)(?=[\s()]|$)", re.IGNORECASE).match(self.text, self.at)
        return match[0].lower() if match else ""

    def _go_past(self, word: str) -> None:
        self.at += len(word)
        self._space()

    def _go_deeper(self, at: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"Parentheses can stand {DEEPEST} deep", at)

    def _space(self) -> None:
        self.at = cast("re.Match[str]", _SPACE.match(self.text, self.at)).end()

    def _ended(self) -> bool:
        return self.at >= len(self.text) or self.text[self.at] == ")"
