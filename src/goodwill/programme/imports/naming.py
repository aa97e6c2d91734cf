"""Who is meant by a name alone: the one party that has it, where there is only one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from goodwill.evidence.record_rows import SetAside
from goodwill.programme.imports.known import Known, chunks
from goodwill.programme.imports.wish import BY_NAME, Key, RefusedError, Wish
from goodwill.records.models import ContactPoint, Identifier, Party

Named = Mapping[str, Sequence[Party]]


def parties_named(names: Iterable[str]) -> dict[str, list[Party]]:
    """Name -> the parties that have it, letter for letter."""
    found: dict[str, list[Party]] = defaultdict(list)
    for part in chunks(sorted(set(names))):
        for party in Party.objects.filter(name__in=part).order_by("id"):
            found[party.name].append(party)
    return found


def find_by_name(wishes: Sequence[Wish], known: Known) -> tuple[list[Wish], list[SetAside]]:
    """Find rows, parents, payers and organisations that no identifier tells by their names; the rest is set aside.

    A row whose identifier is new is the party of its name only where that has no identifier of the same source.
    """
    names = _Names(wishes, known)
    names.find_rows()
    found: list[Wish] = []
    aside: list[SetAside] = []
    for wish in wishes:
        try:
            names.demand_one(wish)
            found.append(names.with_others(wish))
        except RefusedError as refused:
            aside.append(SetAside(wish.row, refused.reason, refused.sentence))
    return found, aside


class _Names:
    def __init__(self, wishes: Sequence[Wish], known: Known) -> None:
        self.wishes, self.known = wishes, known
        self.keys = {wish.key for wish in wishes}
        sought = {wish.name for wish in wishes if wish.key not in known.parties and wish.name}
        for wish in wishes:
            others = (wish.parent, wish.payer, wish.organisation)
            sought |= {key[1] for key in others if key is not None and not self._is_told(key)}
        self.named = parties_named(sought)
        self.in_file: dict[str, dict[Key, Wish]] = defaultdict(dict)
        for wish in wishes:
            if wish.name:
                self.in_file[wish.name].setdefault(wish.key, wish)
        self.objects = {party.id: party for party in known.parties.values()}

    def _is_told(self, key: Key) -> bool:
        return key in self.known.parties or key in self.keys

    def find_rows(self) -> None:
        """Let the keys of rows stand for the party of their name, where it is the only one."""
        self._read_candidates()
        identified = set(self.objects)
        for wish in self.wishes:
            if wish.key in self.known.parties or len(self.in_file[wish.name]) != 1:
                continue
            fitting = [party for party in self.named.get(wish.name, ()) if self._fits(wish, party)]
            # Whom another row of the file means by its identifier, this one does not.
            if len(fitting) == 1 and (fitting[0].id not in identified or wish.key[0] == BY_NAME):
                self._stand(wish.key, fitting[0])

    def _read_candidates(self) -> None:
        self.sources: dict[int, set[str]] = defaultdict(set)
        self.addresses: dict[int, set[str]] = defaultdict(set)
        for part in chunks(sorted({party.id for parties in self.named.values() for party in parties})):
            for party, source in Identifier.objects.filter(party__in=part).values_list("party", "source"):
                self.sources[party].add(source)
            points = ContactPoint.objects.filter(party__in=part, kind=ContactPoint.Kind.EMAIL)
            for party, value in points.values_list("party", "value"):
                self.addresses[party].add(value)

    def _fits(self, wish: Wish, party: Party) -> bool:
        if wish.kind not in (None, party.kind) or wish.key[0] in self.sources[party.id]:
            return False
        theirs = {value for kind, value in wish.points if kind == ContactPoint.Kind.EMAIL}
        known = self.addresses[party.id]
        # Two people of one name and of different addresses are two.
        return party.kind != Party.Kind.PERSON or not theirs or not known or bool(theirs & known)

    def demand_one(self, wish: Wish) -> None:
        """Raises RefusedError where the name is all there is, and several have it."""
        if wish.key[0] != BY_NAME or wish.key in self.known.parties:
            return
        other = next((one for key, one in self.in_file[wish.name].items() if key != wish.key), None)
        if other is not None:
            raise RefusedError("repeated", f'"{wish.name}" stands on {other.row.place}, with its identifier.')
        several = [party for party in self.named.get(wish.name, ()) if wish.kind in (None, party.kind)]
        if several:
            raise RefusedError("ambiguous_name", f'{len(several)} parties are called "{wish.name}". Add an identifier.')

    def with_others(self, wish: Wish) -> Wish:
        """The wish with keys that tell whom it names. Raises RefusedError where a name could be several."""
        if wish.parent is wish.payer is wish.organisation is None:
            return wish
        return replace(
            wish,
            parent=self._told(wish.parent, "parent"),
            payer=self._told(wish.payer, "one to bill"),
            organisation=self._told(wish.organisation, "organisation"),
        )

    def _told(self, key: Key | None, word: str) -> Key | None:
        if key is None or self._is_told(key):
            return key
        meant: dict[object, Key] = {}
        for own in self.in_file.get(key[1], {}):
            party = self.known.parties.get(own)
            meant[own if party is None else party.id] = own
        there = {party.id: party for party in self.named.get(key[1], ()) if party.kind == Party.Kind.ORGANISATION}
        for one in there:
            meant.setdefault(one, (BY_NAME, key[1]))
        if len(meant) > 1:
            raise RefusedError("ambiguous_name", f'{len(meant)} parties are called "{key[1]}", the {word}.')
        for node, told in meant.items():
            if isinstance(node, int) and told not in self.known.parties:
                self._stand(told, there[node])
            return told
        return key

    def _stand(self, key: Key, party: Party) -> None:
        # One party is one object, however many name it.
        self.known.parties[key] = self.objects.setdefault(party.id, party)
