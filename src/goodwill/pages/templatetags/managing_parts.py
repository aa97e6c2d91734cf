"""Template parts of managers: load against what a manager can take."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def load_bar(used: float | str, most: float | str | None, unit: str) -> SafeString:
    """Used of what there is as a bar with its words; beyond stands out, without a limit there is no bar.

    unit: "account" or "hour".
    """
    # A template says "" of a profile that is not there.
    used = float(used or 0)
    if most is None or most == "":
        return format_html('<span class="load"><b>{}</b> {}, no limit</span>', _said(used), _counted(used, unit))
    most = float(most)
    words = format_html("<b>{}</b> of {} {}", _said(used), _said(most), _counted(most, unit))
    end = max(used, most) or 1.0
    over = max(used - most, 0.0)
    return format_html(
        '<span class="load{}">{}{}<svg class="load-bar" aria-hidden="true"><rect class="room" width="{}%" height="8">'
        '</rect><rect class="used" width="{}%" height="8"></rect>{}</svg></span>',
        " over" if over else "",
        words,
        format_html(", {} too many", _said(over)) if over else "",
        f"{100 * most / end:.1f}",
        f"{100 * min(used, most) / end:.1f}",
        format_html(
            '<rect class="beyond" x="{}%" width="{}%" height="8"></rect>',
            f"{100 * most / end:.1f}",
            f"{100 * over / end:.1f}",
        )
        if over
        else "",
    )


def _said(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _counted(number: float, unit: str) -> str:
    return unit if number == 1 else f"{unit}s"
