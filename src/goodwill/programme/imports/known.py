"""What the workspace knows already of the parties that a file speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from goodwill.programme.imports.wish import BY_NAME, Key, Wish
from goodwill.records.models import ContactPoint, Identifier, OwnField, OwnValue, Party, PartyTag, Relationship

T = TypeVar("T")
CHUNK = 500


@dataclass
class Known:
    """parties: by what sources call them, or will. identified: those that a source calls so already.

    The others by the id of their party. nameless: parties whose name only says by what number orders knew them.
    """

    parties: dict[Key, Party] = field(default_factory=dict)
    identified: frozenset[Key] = frozenset()
    nameless: set[int] = field(default_factory=set)
    relationships: dict[int, dict[str, Relationship]] = field(default_factory=lambda: defaultdict(dict))
    points: dict[int, dict[tuple[str, str], ContactPoint]] = field(default_factory=lambda: defaultdict(dict))
    tags: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: dict[int, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))


def known_of(wishes: Sequence[Wish]) -> Known:
    """The parties that the wishes name by identifier or address."""
    keys = {
        key
        for wish in wishes
        for key in (wish.key, wish.parent, wish.payer, wish.organisation, *wish.also)
        if key is not None and key[0] != BY_NAME
    }
    called = parties_called(keys)
    found = Known(parties=called, identified=frozenset(called))
    _by_address(wishes, found)
    return found


def look_up(found: Known, own: Iterable[OwnField]) -> None:
    """All that is known of these parties, held against change until the transaction ends."""
    ids = sorted({party.id for party in found.parties.values()})
    fields = [one.pk for one in own]
    found.nameless = {party.id for key, party in found.parties.items() if party.name in (f"Customer {key[1]}", key[1])}
    for part in chunks(ids):
        list(Party.objects.select_for_update(no_key=True).filter(id__in=part).order_by("id").values_list("id"))
        for relationship in Relationship.objects.filter(party__in=part).select_related("manager"):
            found.relationships[relationship.party_id][relationship.market] = relationship
        for point in ContactPoint.objects.filter(party__in=part).order_by("id"):
            found.points[point.party_id][point.kind, point.value] = point
        for party, folded in PartyTag.objects.filter(party__in=part).values_list("party", "tag__folded"):
            found.tags[party].add(folded)
        for held in OwnValue.objects.filter(party__in=part, field__in=fields):
            found.own[held.party_id][held.field_id] = held.value


def parties_called(keys: Iterable[Key]) -> dict[Key, Party]:
    """The parties that have these identifiers; one party is one object, however many name it."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for source, value in sorted(set(keys)):
        by_source[source].append(value)
    pairs: dict[Key, int] = {}
    for source, values in by_source.items():
        for part in chunks(values):
            held = Identifier.objects.filter(source=source, value__in=part).values_list("value", "party")
            pairs |= {(source, value): party for value, party in held}
    parties = {party.id: party for part in chunks(sorted(set(pairs.values()))) for party in _parties(part)}
    return {key: parties[party] for key, party in pairs.items()}


def _parties(ids: Sequence[int]) -> Iterable[Party]:
    return Party.objects.filter(id__in=ids)


def _by_address(wishes: Sequence[Wish], found: Known) -> None:
    """A person whose e-mail address stands for it is the one person that is reached there already, if there is one."""
    wanted = {
        wish.key[1]: wish.key
        for wish in wishes
        if wish.kind == Party.Kind.PERSON
        and "id" not in wish.row.values
        and wish.key not in found.parties
        and wish.key[0] != BY_NAME
    }
    held: dict[str, set[int]] = defaultdict(set)
    for part in chunks(sorted(wanted)):
        there = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value__in=part, party__kind="person")
        for value, party in there.values_list("value", "party"):
            held[value].add(party)
    only = {value: next(iter(parties)) for value, parties in held.items() if len(parties) == 1}
    objects = {party.id: party for party in found.parties.values()}
    for ids in chunks(sorted(set(only.values()) - set(objects))):
        objects |= {party.id: party for party in _parties(ids)}
    for value, party in only.items():
        found.parties[wanted[value]] = objects[party]


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    return (values[start : start + size] for start in range(0, len(values), size))
