"""From whom a mail is and to whom it went, without the addresses where they are hidden from whoever looks."""

from collections.abc import Collection

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goodwill.records.models import Mail

register = template.Library()


@register.filter
def sender(mail: Mail, hidden: Collection[str]) -> str:
    return mail.from_whom(addresses="email" not in hidden)


@register.filter
def in_two(address: str) -> SafeString:
    """An address that breaks before its @, if it must."""
    name, _, host = address.partition("@")
    return format_html("<span>{}</span><wbr><span>@{}</span>", name, host)


@register.filter
def recipients(mail: Mail, hidden: Collection[str]) -> str:
    return mail.to_whom(addresses="email" not in hidden)
