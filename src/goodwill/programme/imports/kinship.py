"""Who stands below whom and who pays for whom, as a file has it: within the file in any order, or in the workspace."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from goodwill.evidence.record_rows import RecordRow, SetAside
from goodwill.evidence.sources.quoting import listed
from goodwill.programme.imports.wish import Key, Wish
from goodwill.records.models import Party

Node = int | Key
"""A party that is there, by its id; one that is to be made, by its key."""
Wishes = dict[Node, Wish]


def settle(wishes: Wishes, parties: Mapping[Key, Party], lost: Mapping[Key, RecordRow]) -> list[SetAside]:
    """Take out the wishes whose parent or payer cannot be; again and again, because others may have named them.

    lost: rows that were set aside before, by the key they had.
    """
    kin = _Kin(wishes, parties, dict(lost))
    aside: list[SetAside] = []
    while True:
        refused = [(node, said) for node, wish in wishes.items() if (said := kin.refusal(node, wish)) is not None]
        refused = refused or list(_circles(kin))
        if not refused:
            return aside
        for node, (reason, sentence) in refused:
            wish = wishes.pop(node)
            kin.lost[wish.key] = wish.row
            aside.append(SetAside(wish.row, reason, sentence))


def node_of(key: Key, parties: Mapping[Key, Party]) -> Node:
    return parties[key].id if key in parties else key


class _Kin:
    """The wishes beside what is there: who is of which kind, and whose bills go where."""

    def __init__(self, wishes: Wishes, parties: Mapping[Key, Party], lost: dict[Key, RecordRow]) -> None:
        self.wishes, self.parties, self.lost = wishes, parties, lost
        self._there = {party.id: party for party in parties.values()}
        self.parents = dict(Party.objects.filter(parent__isnull=False).values_list("id", "parent"))
        self.payers = dict(Party.objects.filter(bill_to__isnull=False).values_list("id", "bill_to"))
        self._paid_for: dict[int, list[int]] = defaultdict(list)
        for party, payer in self.payers.items():
            if payer is not None:
                self._paid_for[payer].append(party)

    def refusal(self, node: Node, wish: Wish) -> tuple[str, str] | None:
        return self._of_parent(node, wish) or self._of_payer(node, wish)

    def _of_parent(self, node: Node, wish: Wish) -> tuple[str, str] | None:
        if wish.parent is None:
            return None
        parent, called = node_of(wish.parent, self.parties), wish.parent[1]
        if not self._is_known(parent) and wish.parent in self.lost:
            place = self.lost[wish.parent].place
            return "parent_set_aside", f'Its parent "{called}", on {place}, was set aside itself.'
        if not self._is_known(parent):
            return "unknown_parent", f'There is no party "{called}" to stand below, in the file or the workspace.'
        if Party.Kind.PERSON in (self._kind(node), self._kind(parent)):
            return "person_in_group", f'A person stands in no group of organisations, above or below ("{called}").'
        return None

    def _of_payer(self, node: Node, wish: Wish) -> tuple[str, str] | None:
        if wish.payer is None:
            return None
        payer, called = node_of(wish.payer, self.parties), wish.payer[1]
        if payer == node:
            return None
        if not self._is_known(payer):
            return (
                "unknown_bill_to",
                f'There is no party "{called}" to send the bills to, in the file or the workspace.',
            )
        if self._payer(payer) is not None:
            return "billed_elsewhere", f'The bills of "{called}" go to another party. Name that one.'
        if isinstance(node, int) and any(self._payer(other) == node for other in self._paid_for[node]):
            return "pays_for_others", "It pays the bills of others. Let these be billed elsewhere first."
        return None

    def _payer(self, node: Node) -> Node | None:
        """Where a party's bills go when all is done; None: to itself."""
        wish = self.wishes.get(node)
        if wish is None or wish.payer is None:
            return self.payers.get(node) if isinstance(node, int) else None
        payer = node_of(wish.payer, self.parties)
        return None if payer == node else payer

    def parent(self, node: Node) -> Node | None:
        wish = self.wishes.get(node)
        if wish is None or wish.parent is None:
            return self.parents.get(node) if isinstance(node, int) else None
        return node_of(wish.parent, self.parties)

    def _is_known(self, node: Node) -> bool:
        return isinstance(node, int) or node in self.wishes

    def _kind(self, node: Node) -> str:
        if isinstance(node, int):
            return self._there[node].kind
        return self.wishes[node].kind or Party.Kind.ORGANISATION


def _circles(kin: _Kin) -> Iterator[tuple[Node, tuple[str, str]]]:
    """Every row of the file that has a part in a circle of parents."""
    sound: set[Node] = set()
    told: set[Node] = set()
    for node, wish in kin.wishes.items():
        if wish.parent is None or node in told:
            continue
        way = [one for one in _way_up(node, kin.parent, sound) or () if one in kin.wishes and kin.wishes[one].parent]
        if told.isdisjoint(way):
            told.update(way)
            places = listed((kin.wishes[one].row.place for one in way), 10)
            for one in way:
                yield one, ("circle", f"It would come to stand below itself, by {places}.")


def _way_up(node: Node, parent: Callable[[Node], Node | None], sound: set[Node]) -> list[Node] | None:
    """The circle that the way up runs into; None where it ends, and then all of it is sound."""
    way: dict[Node, None] = {}
    at: Node | None = node
    while at is not None and at not in sound:
        if at in way:
            steps = list(way)
            return steps[steps.index(at) :]
        way[at] = None
        at = parent(at)
    sound.update(way)
    return None
