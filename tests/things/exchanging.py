"""The type of exchange: rounds of a questionnaire, answers, targets."""

from datetime import date
from typing import Any

from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.questions import kept, worded
from goodwill.records.models import Party, PracticeRound, PracticeSheet, PracticeTarget, User
from tests.things.there import More, Otherwise, There

DAY = date(2011, 1, 1)


def hang(there: There) -> dict[str, list[Any]]:
    party, owner = there.party, there.owner
    asked = PracticeRound.objects.create(party=party, asked=kept(worded(9)), begun="2011-09-01", begun_by=owner)
    general = PracticeRound.objects.create(asked=kept(worded(9)), begun="2011-09-01", begun_by=owner)
    for one in (asked, general):
        PracticeSheet.objects.create(round=one, by=owner, answers={"purpose": {"interaction": 5}}, on="2011-09-01")
    shares = dict.fromkeys(worded(9).types, 0.5)
    PracticeTarget.objects.create(party=party, shares=shares, reason=f"{there.mark}so")
    return {
        **{key: [party.pk] for key in ("party-exchange", "party-exchange-ask", "party-exchange-target")},
        **{key: ["company"] for key in ("exchange-about", "exchange-ask", "exchange-target")},
        "exchange-sheet": [asked.pk],
    }


def add(more: More) -> None:
    asked, by = kept(worded(9)), {"begun": DAY, "begun_by": more.ada}
    PracticeRound.objects.create(party=more.other, asked=asked, **by)
    past = PracticeRound.objects.create(party=more.party, asked=asked, closed=DAY, **by)
    for one in (*PracticeRound.objects.filter(closed=None), past):
        PracticeSheet.objects.create(round=one, by=more.manager, answers={"purpose": {"network": 3}}, on=DAY)


def arguments(party: Party, _other: Party, jonas: User) -> dict[str, Any]:
    return {
        "about": About(party=party),
        "asked": PracticeRound.objects.create(party=party, asked=kept(worded(9)), begun=DAY, begun_by=jonas),
        "answers": {"purpose": {"network": 3}},
        "size": 9,
        "shares": dict.fromkeys(worded(9).types, 0.5),
        "statements": {},
    }


OTHERWISE: Otherwise = {}
