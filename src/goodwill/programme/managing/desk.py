"""Key accounts and profiles of today, as the assignment takes them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from goodwill.portfolio.assignment import Account, Manager, Need
from goodwill.programme import key_accounts
from goodwill.programme.managing.care import USUAL_HOURS
from goodwill.programme.managing.profiles import managing
from goodwill.records.models import CareNeed, Change, ManagerProfile, Relationship, User


@dataclass(frozen=True)
class Desk:
    """accounts and managers in the order of relationships and people; each name stands for one of them.

    basis: what the assignment rests on, to be compared later: of each account its manager and the version of what it
    needs, of each manager the version of its profile.
    """

    relationships: Sequence[Relationship]
    people: Sequence[User]
    accounts: Sequence[Account]
    managers: Sequence[Manager]
    needs: Mapping[int, CareNeed]
    profiles: Mapping[int, ManagerProfile]

    @property
    def basis(self) -> dict[str, dict[str, list[int | None]]]:
        needs, profiles = self.needs, self.profiles
        return {
            "accounts": {
                str(r.pk): [r.manager_id, needs[r.pk].version if r.pk in needs else 0] for r in self.relationships
            },
            "managers": {str(p.pk): [profiles[p.pk].version] for p in self.people},
        }


def desk(user: User, *, manager: User | None = None) -> Desk:
    """What there is today, as the user may see it: every key account, and everybody with a profile who may have one.

    manager: whose key accounts alone.
    """
    chosen = key_accounts.key_accounts(user).values("relationship")
    found = Relationship.objects.filter(id__in=chosen).select_related("party").order_by("party__name", "id")
    if manager is not None:
        found = found.filter(manager=manager)
    # Each manager once, not once an account.
    return laid_out(list(found.prefetch_related("manager")))


def laid_out(relationships: Sequence[Relationship]) -> Desk:
    """The same of these relationships, key accounts or not."""
    profiles = {p.person_id: p for p in ManagerProfile.objects.select_related("person")}
    people = [person for person in managing() if person.pk in profiles]
    found = CareNeed.objects.filter(relationship__in=relationships).select_related("person")
    needs = {need.relationship_id: need for need in found}
    holders = [r.manager for r in relationships if r.manager]
    wanted = [need.person for need in needs.values() if need.person]
    called = _called({person.pk: str(person) for person in (*people, *holders, *wanted)})
    named = _called({r.pk: r.party.name for r in relationships})
    words = _Words()
    since = _since(relationships)
    return Desk(
        relationships,
        people,
        [_account(r, needs.get(r.pk), named[r.pk], called, since.get(r.pk), words) for r in relationships],
        [_manager(profiles[person.pk], called[person.pk], words) for person in people],
        needs,
        profiles,
    )


class _Words:
    """Two ways of writing a word are one: the first that was met."""

    def __init__(self) -> None:
        self.met: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        return self.met.setdefault(word.strip().casefold(), word.strip())


def need_of(skill: Mapping[str, Any], name: str) -> Need:
    """A required skill is required at its level; another only counts."""
    return Need(name, skill["level"], skill["level"] if skill["required"] else 0)


def _account(
    row: Relationship,
    need: CareNeed | None,
    name: str,
    called: Mapping[int, str],
    since: int | None,
    words: _Words,
) -> Account:
    today = called[row.manager_id] if row.manager_id else None
    if need is None:
        return Account(name, hours=USUAL_HOURS, manager=today, since=since)
    liked = 1.0 if need.liking == CareNeed.Liking.ASKED_FOR else -1.0
    return Account(
        name,
        hours=need.hours,
        needs=tuple(need_of(skill, words(skill["name"])) for skill in need.skills),
        industry=words(need.industry) or None,
        industry_required=need.industry_required,
        language=words(need.language) or None,
        language_required=need.language_required,
        region=words(need.region) or None,
        manager=today,
        since=since,
        prefers={called[need.person_id]: liked} if need.person_id else {},
    )


def _manager(profile: ManagerProfile, name: str, words: _Words) -> Manager:
    return Manager(
        name,
        skills={words(skill["name"]): skill["level"] for skill in profile.skills},
        industries=frozenset(words(one) for one in profile.industries),
        languages=frozenset(words(one) for one in profile.languages),
        region=words(profile.region) or None,
        accounts=profile.accounts,
        hours=profile.hours,
        few=profile.few,
    )


def _called(names: Mapping[int, str]) -> dict[int, str]:
    """Names that stand for one each: where two share one, with their number."""
    often = Counter(names.values())
    return {key: name if often[name] == 1 else f"{name} (no. {key})" for key, name in names.items()}


def _since(relationships: Iterable[Relationship]) -> dict[int, int]:
    """The year in which each got the manager of today, where the history tells."""
    held = [row for row in relationships if row.manager_id]
    # By their parties, too: the history finds those at once, and its rows only by reading all of them.
    told = Change.objects.filter(party__in=[row.party_id for row in held], what="relationship", action="assigned")
    told = told.filter(row__in=[str(row.pk) for row in held]).order_by("id")
    return {int(row): timezone.localtime(at).year for row, at in told.values_list("row", "at")}
