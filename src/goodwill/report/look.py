"""The colours, once: every chart and page names a token, and here a token becomes a colour.

Charts carry tokens as "@accent"; `themed` turns them into the colours of one theme, `marked` into stand-ins that
survive the drawing and that `as_variables` then turns into CSS variables, so that one picture serves both themes.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

TOKENS: dict[str, tuple[str, str]] = {  # light, dark
    "paper": ("#FAF7F1", "#171411"),
    "surface": ("#FFFEFB", "#1F1B17"),
    "sunk": ("#F3EEE4", "#120F0D"),
    "ink": ("#211D18", "#F1EADE"),
    "ink-2": ("#51493F", "#CABFAF"),
    "ink-3": ("#6B6257", "#A89D8E"),
    "rule": ("#E4DCCE", "#363029"),
    "rule-2": ("#C8BDA9", "#564D42"),
    "control": ("#8C8172", "#8D8273"),
    "head": ("#211D18", "#8D8273"),
    "accent": ("#0E5A5F", "#84C9C4"),
    "on-accent": ("#FFFEFB", "#0D2628"),
    "accent-tint": ("#E0ECEA", "#1C3635"),
    "band": ("#B9D3CF", "#2C5553"),
    "earlier": ("#8FBDB8", "#2A5D5D"),
    "tail": ("#E4DCCE", "#363029"),
    "density-0": ("#F1EEE4", "#24211C"),
    "density-1": ("#CFE0DB", "#1E3A3A"),
    "density-2": ("#8FBDB8", "#2A5D5D"),
    "density-3": ("#45898A", "#458C8A"),
    "density-4": ("#0E5A5F", "#7CC4BF"),
    "density-5": ("#083A40", "#C8EFEA"),
    "cell-3": ("#33797A", "#5BA5A2"),
    "care": ("#855600", "#E6B65E"),
    "care-tint": ("#F8EACC", "#392B12"),
    "alarm": ("#A1331E", "#F2957E"),
    "alarm-tint": ("#F8E2DB", "#45241C"),
    "neutral": ("#5C544A", "#C1B6A7"),
    "neutral-tint": ("#ECE6DA", "#2E2923"),
    "true-friend": ("#0A6A8C", "#6CC3E3"),
    "true-friend-tint": ("#DCEBF0", "#16323E"),
    "butterfly": ("#985500", "#EDB04C"),
    "butterfly-tint": ("#F9EACE", "#392B12"),
    "barnacle": ("#5B2468", "#B784DB"),
    "barnacle-tint": ("#EFE4F1", "#2C1E36"),
    "stranger": ("#6E675E", "#DCD6CC"),
    "stranger-tint": ("#F1ECE3", "#2E2923"),
}

LIGHT: dict[str, str] = {name: light for name, (light, _) in TOKENS.items()}
DARK: dict[str, str] = {name: dark for name, (_, dark) in TOKENS.items()}

SANS = "'Source Sans 3'"
SERIF = "'Source Serif 4'"
"""Quoted, as a style sheet wants a name that ends in a number."""

_COLOURED = {"color", "borderColor", "backgroundColor", "textBorderColor", "fill", "stroke"}
_MARKS = {name: f"#fe00{i:02x}" for i, name in enumerate(TOKENS)}
_NAMES = {mark: name for name, mark in _MARKS.items()}
_MARK = re.compile(r"#fe00[0-9a-f]{2}")


def themed(option: Mapping[str, Any], colours: Mapping[str, str]) -> dict[str, Any]:
    """The same option with every token replaced by its colour in `colours` (LIGHT or DARK)."""
    return {key: _painted(key, value, colours.__getitem__) for key, value in option.items()}


def marked(option: Mapping[str, Any]) -> dict[str, Any]:
    """The same option with every token replaced by its stand-in colour."""
    return themed(option, _MARKS)


def as_variables(drawing: str) -> str:
    """The SVG text of a `marked` option with each stand-in replaced by its CSS variable, such as var(--accent)."""
    return _MARK.sub(lambda found: f"var(--{_NAMES[found[0]]})", drawing)


def variables(colours: Mapping[str, str]) -> str:
    """The tokens as CSS declarations."""
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _painted(key: str, value: Any, colour: Callable[[str], str]) -> Any:
    # Only under keys that hold colours: a customer may well be called "@accent".
    if isinstance(value, str):
        return colour(value[1:]) if key in _COLOURED and value.startswith("@") else value
    if isinstance(value, Mapping):
        return {inner: _painted(inner, part, colour) for inner, part in value.items()}
    if isinstance(value, list | tuple):
        return [_painted(key, part, colour) for part in value]
    return value
