"""What the parts of a page need: icons, pills, interval marks, and numbers and days as sentences say them.

What is not known is None, and reads "not known"; it is never drawn as zero. A name that a template does not know
arrives as "", and means the same.
"""

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goodwill.pages.without_options import without_options
from goodwill.programme.filters import Term, written
from goodwill.terms.dates import written_day
from goodwill.terms.money import amount, short_amount

register = template.Library()

Number = float | int | Decimal

NOT_KNOWN = "not known"

PILLS: dict[str, tuple[str, str]] = {  # colour class, icon
    "true friend": ("true-friend", "true-friend"),
    "butterfly": ("butterfly", "butterfly"),
    "barnacle": ("barnacle", "barnacle"),
    "stranger": ("stranger", "stranger"),
    "kept": ("good", "check"),
    "active": ("good", "check"),
    "regained": ("good", "undo-2"),
    "cooling": ("care", "trending-down"),
    "quiet": ("care", "clock"),
    "set aside": ("care", "triangle-alert"),
    "doubtful": ("care", "triangle-alert"),
    "lost": ("alarm", "trending-down"),
    "lapsed": ("alarm", "trending-down"),
    "broken": ("alarm", "x"),
    "overdue": ("alarm", "flag"),
    "decide": ("alarm", "circle-question-mark"),
    "do not call": ("alarm", "ban"),
    "promise due": ("inform", "flag"),
    "promise due today": ("inform", "flag"),
    "promise": ("inform", "flag"),
    "contact": ("inform", "phone"),
    "initiator": ("inform", "zap"),
    "decider": ("inform", "scale"),
    "approver": ("inform", "stamp"),
    "buyer": ("inform", "shopping-cart"),
    "user": ("inform", "wrench"),
    "gatekeeper": ("inform", "shield-check"),
    "influencer": ("inform", "megaphone"),
    "planned": ("neutral", "clock"),
    "private": ("neutral", "lock"),
    "done": ("neutral", "check"),
}


@register.simple_tag
def icon(name: str, kind: str = "", label: str = "") -> SafeString:
    """An icon of the sprite. Without a label it is decoration, and a word stands beside it."""
    return _icon(name, kind, label) if label else _decoration(name, kind)


@lru_cache(maxsize=512)
def _decoration(name: str, kind: str) -> SafeString:
    """A day of seventy cards shows two hundred icons, of which few differ."""
    return _icon(name, kind, "")


def _icon(name: str, kind: str, label: str) -> SafeString:
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" {}><use href="{}#{}"></use></svg>', kind, spoken, static("goodwill/icons.svg"), name
    )


@register.inclusion_tag("goodwill/parts/pill.html")
def pill(name: str, word: str = "") -> dict[str, str]:
    """The pill of a group or meaning; a name without one of its own is a neutral pill."""
    key = name.lower().replace("-", " ").replace("_", " ").strip()
    singular = f"{key.removesuffix('ies')}y" if key.endswith("ies") else key.removesuffix("s")
    kind, sign = PILLS.get(key) or PILLS.get(singular, ("neutral", ""))
    return {"kind": kind, "icon": sign, "word": word or key.capitalize()}


@register.simple_tag
def interval(
    low: Number | None,
    mean: Number | None,
    high: Number | None,
    end: Number = 1,
    ring: Number | None = None,
    label: str = "",
    *,
    start: Number = 0,
    unit: str = "percent",
    ring_label: str = "",
    level: int = 90,
    upright: bool = False,
    reason: str = NOT_KNOWN,
) -> SafeString:
    """The interval mark: hairline from start to end, band from low to high, tick at the mean, ring at an earlier value.

    unit: "percent" for shares from 0 to 1, a currency such as "GBP", or a word such as "days".
    Without a range there is no mark: the reason stands instead.
    """
    numbers = [_number(value) for value in (low, mean, high)]
    begin, finish, earlier = _number(start) or 0.0, _number(end) or 1.0, _number(ring)
    if None in numbers or finish <= begin:
        return format_html('<span class="unknown">{}</span>', reason)
    least, middle, most = (value for value in numbers if value is not None)
    sentence = f"{label}: " if label else ""
    sentence += f"{_said(middle, unit)}, {level}% range {_said(least, unit)} to {_said(most, unit)}"
    if earlier is not None:
        sentence += f"; ring at {_said(earlier, unit)}" + (f", {ring_label}" if ring_label else "")
    sentence += f". Scale from {_said(begin, unit)} to {_said(finish, unit)}."

    def along(value: float) -> float:
        return 100 * min(max((value - begin) / (finish - begin), 0), 1)

    draw = _upright if upright else _lying
    return format_html(
        '<svg class="interval{}" role="img" aria-label="{}">{}</svg>',
        " upright" if upright else "",
        sentence,
        draw(along(least), along(middle), along(most), None if earlier is None else along(earlier)),
    )


def _lying(low: float, mean: float, high: float, ring: float | None) -> SafeString:
    return format_html(
        '<line class="scale" x1="0" x2="100%" y1="10" y2="10"></line>'
        '<rect class="band" x="{}%" width="{}%" y="6" height="8" rx="2"></rect>'
        '<rect class="mean" x="{}%" width="3" y="3" height="14" rx="1" transform="translate(-1.5 0)"></rect>{}',
        f"{low:.2f}",
        f"{high - low:.2f}",
        f"{mean:.2f}",
        _ring("cx", "cy", ring),
    )


def _upright(low: float, mean: float, high: float, ring: float | None) -> SafeString:
    return format_html(
        '<line class="scale" y1="0" y2="100%" x1="10" x2="10"></line>'
        '<rect class="band" y="{}%" height="{}%" x="6" width="8" rx="2"></rect>'
        '<rect class="mean" y="{}%" height="3" x="3" width="14" rx="1" transform="translate(0 -1.5)"></rect>{}',
        f"{100 - high:.2f}",
        f"{high - low:.2f}",
        f"{100 - mean:.2f}",
        _ring("cy", "cx", None if ring is None else 100 - ring),
    )


def _ring(along: str, across: str, place: float | None) -> SafeString:
    if place is None:
        return SafeString("")
    return format_html('<circle class="ring" {}="{}%" {}="10" r="3.9"></circle>', along, f"{place:.2f}", across)


@register.simple_tag
def bars(values: Sequence[Number | None], label: str) -> SafeString:
    """Small bars from zero, one a month or week, the last in full colour. None leaves its place blank."""
    tallest = max((float(value) for value in values if value is not None), default=0) or 1
    width = 100 / max(len(values), 1)
    drawn = (
        (
            "now" if place == len(values) - 1 else "",
            f"{place * width:.2f}",
            f"{width * 0.8:.2f}",
            f"{23 * (1 - max(float(value), 0) / tallest):.1f}",
            f"{23 * max(float(value), 0) / tallest:.1f}",
        )
        for place, value in enumerate(values)
        if value is not None
    )
    return format_html(
        '<svg class="bars" role="img" aria-label="{}">{}<line x1="0" x2="100%" y1="23.5" y2="23.5"></line></svg>',
        label,
        format_html_join("", '<rect class="{}" x="{}%" width="{}%" y="{}" height="{}"></rect>', drawn),
    )


@register.simple_tag
def balance(accepted: int, aside: int) -> SafeString:
    """Rows accepted and set aside as one bar; a part that is not zero stays visible."""
    read = accepted + aside
    if read <= 0:
        return SafeString("")
    share = 100 * accepted / read
    if aside:
        share = min(share, 99.2)
    if accepted:
        share = max(share, 0.8)
    return format_html(
        '<svg class="balance" role="img" aria-label="{} rows accepted, {} set aside">'
        '<rect class="accepted" width="{}%" height="8"></rect>'
        '<rect class="aside" x="{}%" width="{}%" height="8"></rect></svg>',
        f"{accepted:,}",
        f"{aside:,}",
        f"{max(share - (0.2 if aside else 0), 0):.2f}",
        f"{share:.2f}",
        f"{100 - share:.2f}",
    )


register.filter("without_options", without_options)


@register.filter
def money(value: Number | None, currency: str | None = None) -> str:
    """In full: £45,577."""
    number = _number(value)
    return NOT_KNOWN if number is None else amount(number, currency or None)


@register.filter
def short_money(value: Number | None, currency: str | None = None) -> str:
    """As a headline: £4.2m."""
    number = _number(value)
    return NOT_KNOWN if number is None else short_amount(number, currency or None)


@register.filter
def percent(share: Number | None) -> str:
    """A share from 0 to 1 as whole percent; one that is neither 0 nor 1 is not rounded to either."""
    number = _number(share)
    if number is None:
        return NOT_KNOWN
    rounded = f"{100 * number:.0f}%".replace("-", "−")
    if rounded == "0%" and number > 0:
        return "under 1%"
    if rounded == "100%" and number < 1:
        return "over 99%"
    return "0%" if rounded == "−0%" else rounded


@register.filter
def day(value: date | None) -> str:
    """30 November 2010."""
    return written_day(value) if value else NOT_KNOWN


@register.filter
def short_day(value: date | None) -> str:
    """30 Nov, where the year stands nearby."""
    return f"{value.day} {value:%b}" if value else NOT_KNOWN


@register.filter
def plain(value: object) -> str:
    """A word, number, day or yes-no as a table shows it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return written_day(value)
    if isinstance(value, (int, float, Decimal)):
        return f"{value:,.12g}".replace("-", "−")
    return str(value)


@register.filter
def sentence(words: str) -> str:
    """What somebody wrote, with the full stop that another sentence after it asks for."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


@register.filter
def tag_filter(tag: str) -> str:
    """The filter that finds who carries the tag."""
    return written(Term("tag", ":", (tag,)))


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """Browser and system as a browser names itself: Firefox on Windows. The order matters, most claim to be others."""
    browser = next((word for sign, word in BROWSERS if sign in user_agent), "A browser")
    system = next((word for sign, word in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


def _number(value: Number | str | None) -> float | None:
    if value is None or value == "":
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def _said(value: float, unit: str) -> str:
    if unit in {"percent", ""}:
        return percent(value)
    if unit.isupper():
        return amount(value, unit)
    return f"{value:,.4g} {unit}".replace("-", "−")
