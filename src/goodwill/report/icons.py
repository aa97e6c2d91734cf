"""The few line drawings that stand beside words, never without one."""

import json
from functools import cache
from importlib.resources import files


@cache
def _icons() -> dict[str, dict[str, str]]:
    text = (files("goodwill.report") / "assets" / "icons.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


def shelf() -> str:
    """All icons as symbols, once a page; `use` shows one."""
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="{icon["box"]}">{icon["body"]}</symbol>' for name, icon in _icons().items()
    )
    return f'<svg width="0" height="0" class="shelf" aria-hidden="true" focusable="false">{symbols}</svg>'


def use(name: str) -> str:
    return f'<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{name}"/></svg>'


def picture(name: str, colour: str) -> str:
    """One icon as an SVG of its own, for paper."""
    icon = _icons()[name]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{icon["box"]}" fill="none" stroke="{colour}" '
        f'stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">{icon["body"]}</svg>'
    )
