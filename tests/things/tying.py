"""Ties, customer organisations, and the ladder that rests on them."""

from datetime import date
from typing import Any

from goodwill.records.models import (
    Attitude,
    Club,
    ClubMember,
    Party,
    Referral,
    RungChange,
    Tie,
    TieKind,
    User,
)
from tests.things.there import More, Otherwise, There

DAY = date(2030, 1, 1)


def hang(there: There) -> dict[str, list[Any]]:
    party, owner, mark = there.party, there.owner, there.mark
    visits = TieKind.objects.create(level="social", name="Visits")
    tie = Tie.objects.create(party=party, kind=visits, state="active", note=f"{mark}by van", evidence=f"{mark}seen")
    answer = Attitude.objects.create(
        party=party, scale="satisfaction", answer=5, day="2011-08-30", source=f"{mark}Ruth", by=owner
    )
    praise = Referral.objects.create(party=party, kind="reference", day="2011-08-30", words=f"{mark}to us", by=owner)
    club = Club.objects.create(name="Circle of users")
    member = ClubMember.objects.create(club=club, party=party, role=f"{mark}chair", since="2011-01-01")
    return {
        **{key: [party.pk] for key in ("ties", "tie-add", "ladder", "ladder-attitude", "ladder-referral")},
        **{key: [tie.pk] for key in ("tie", "tie-remove")},
        **{key: [visits.pk] for key in [f"programme-ties-kind{to}" for to in ("", "-retire", "-back")]},
        "ladder-attitude-back": [answer.pk],
        "ladder-referral-back": [praise.pk],
        **{key: [club.pk] for key in ("club", "club-edit", "club-join")},
        "club-member": [member.pk],
    }


def add(more: More) -> None:
    kind, club = TieKind.objects.create(level="social", name=more.name), Club.objects.create(name=more.name)
    said = {"day": date(2011, 1, 1), "by": more.manager}
    for one in (more.party, more.other):
        Tie.objects.create(party=one, kind=kind, state="active", evidence=more.name, evidence_on=DAY)
        ClubMember.objects.create(club=club, party=one)
        Attitude.objects.create(party=one, scale="satisfaction", answer=4, **said)
        Referral.objects.create(party=one, kind="reference", **said)
        RungChange.objects.create(
            party=one, run=more.run, day=DAY, before="client", rung="supporter", why="tie", by=more.manager
        )


def arguments(party: Party, other: Party, jonas: User) -> dict[str, Any]:
    tie_kind, club = TieKind.objects.create(level="social", name="Visits"), Club.objects.create(name="Users")
    return {
        "tie_kind": tie_kind,
        "tie": Tie.objects.create(party=party, kind=tie_kind),
        "club": club,
        "member": ClubMember.objects.create(club=club, party=other),
        "attitude": Attitude.objects.create(party=party, scale="satisfaction", answer=4, day=DAY, by=jonas),
        "referral": Referral.objects.create(party=party, kind="reference", day=DAY, by=jonas),
        "scale": "satisfaction",
        "answer": 4,
        "gives": "",
        "purpose": "",
        "yearly_cost": None,
        "copied": 3,
        "above": "social",
        "level": "social",
        "kind": "club",
        "since": None,
        "until": None,
        "last_seen": None,
        "values": {"state": "offered"},
    }


OTHERWISE: Otherwise = {"answers.record_referral": lambda _: {"kind": "reference"}}
