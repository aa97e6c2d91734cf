"""How the company deals, market by market and where it was asked relationship by relationship."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodwill.programme import markets, policy
from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.profiles import Round, rounds_told
from goodwill.records.models import PracticeRound, PracticeTarget, User

MOST = 50


@dataclass(frozen=True)
class Line:
    """A subject and its newest round; None where nobody was asked."""

    about: About
    round: Round | None


@dataclass(frozen=True)
class Overview:
    """general: the company, then its markets. relationships: those asked about last, newest first."""

    general: Sequence[Line]
    relationships: Sequence[Line]


def overview(user: User) -> Overview:
    """As far as the user may see it."""
    policy.demand(user, "see")
    general = PracticeRound.objects.filter(closed=None, party=None).prefetch_related("sheets")
    about_parties = policy.about(user, PracticeRound.objects.filter(closed=None, party__isnull=False))
    of_parties = about_parties.select_related("party").prefetch_related("sheets")[:MOST]
    aims = PracticeTarget.objects.filter(party=None) | PracticeTarget.objects.filter(
        party__in=[one.party_id for one in of_parties]
    )
    found = rounds_told(user, [*general, *of_parties], list(aims))
    subjects = (About(), *(About(one.code) for one in markets.shown()))
    return Overview(
        [Line(about, found.get((about.market, None))) for about in subjects],
        [Line(About(party=one.party), found[("", one.party_id)]) for one in of_parties],
    )
