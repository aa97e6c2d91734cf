"""From whom a mail is and to whom it went, without the addresses where they are hidden from whoever looks."""

from collections.abc import Collection

from django import template

from goodwill.records.models import Mail

register = template.Library()


@register.filter
def sender(mail: Mail, hidden: Collection[str]) -> str:
    return mail.from_whom(addresses="email" not in hidden)


@register.filter
def recipients(mail: Mail, hidden: Collection[str]) -> str:
    return mail.to_whom(addresses="email" not in hidden)
