"""What the pages of one party have in common."""

from django import template
from django.template import Context

from goodwill.pages.party_tabs import tabs_of
from goodwill.records.models import Party

register = template.Library()


@register.inclusion_tag("goodwill/party/tabs.html", takes_context=True)
def party_tabs(context: Context, party: Party) -> dict[str, object]:
    """The tabs of the party's pages, as far as the person may open them."""
    return {"party": party, "tabs": tabs_of(context["request"], party)}
