"""Bars of a share from 0 to 1, with a mark at a target where there is one; always beside the figure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goodwill.pages.templatetags.goodwill_parts import NOT_KNOWN, percent

register = template.Library()


@register.simple_tag
def share_bar(share: float | None, label: str, target: float | None = None) -> SafeString:
    """A bar as long as the share of its track; the tick is the target. Not known: the track alone, and the word."""
    said = NOT_KNOWN if share is None else percent(share)
    aimed = "" if target is None else f", target {percent(target)}"
    bar = "" if share is None else format_html('<rect class="fill" width="{}%" height="10" rx="2"></rect>', _at(share))
    tick = (
        ""
        if target is None
        else format_html(
            '<rect class="aim" x="{}%" y="-4" width="3" height="18" transform="translate(-1.5 0)"></rect>', _at(target)
        )
    )
    return format_html(
        '<svg class="share-bar" role="img" aria-label="{}: {}{}">'
        '<rect class="track" width="100%" height="10" rx="2"></rect>{}{}</svg>',
        label,
        said,
        aimed,
        bar,
        tick,
    )


@register.filter
def hundredths(value: float | None) -> str:
    """Two decimals, with a true minus: 0.71."""
    return NOT_KNOWN if value is None else f"{value:.2f}".replace("-", "−")


@register.filter
def of(values: Mapping[object, object] | Sequence[object], key: Any) -> object:
    """What stands under a key or at a place; nothing where nothing does."""
    try:
        return values[key]
    except (LookupError, TypeError):
        return None


def _at(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.2f}"
