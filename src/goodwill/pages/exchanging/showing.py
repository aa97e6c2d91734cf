"""What the pages of the company, a market and a relationship have in common."""

from django.urls import reverse

from goodwill.measures.practice_questions import version
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.profiles import ENOUGH, told
from goodwill.programme.exchanging.questions import SIZES

TYPES = version().types
MEANINGS = {
    "transaction": "each sale for itself",
    "database": "selling, and knowing each buyer",
    "interaction": "person with person, over time",
    "network": "among several companies",
}


def address(name: str, about: About) -> str:
    """Of the subject's page ("about"), of asking ("ask") or of its target ("target")."""
    if about.party is not None:
        names = {"about": "party-exchange", "ask": "party-exchange-ask", "target": "party-exchange-target"}
        return reverse(names[name], args=[about.party.pk])
    return reverse(f"exchange-{name}", args=[about.code])


def shown(request: SignedIn, about: About) -> dict[str, object]:
    """The context of a subject's page."""
    found = told(request.user, about)
    open_round = found.now.asked if found.now and found.now.asked.closed is None else None
    return {
        "about": about,
        "told": found,
        "now": found.now,
        "earlier": found.rounds[1:],
        "open": open_round,
        "own_pairs": list(zip(found.types, found.own_shares, strict=False)),
        "may_ask": about.may_ask(request.user),
        "may_steer": policy.may(request.user, "steer"),
        "enough": ENOUGH,
        "lacking": ENOUGH - found.now.respondents if found.now else ENOUGH,
        "sizes": SIZES,
        "meanings": MEANINGS,
        "ask_url": address("ask", about),
        "target_url": address("target", about),
        "apart": abs(found.now.relational or 0.0) if found.now else 0.0,
        "relational": None if found.now is None else found.now.relational,
    }
