"""Which organisation stands below which: parents and subsidiaries to any depth, kept as pairs beside the parents."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put_once
from goodwill.programme.lists import standings_of
from goodwill.records.models import Descent, Party, Standing, User, Workspace
from goodwill.records.workspace import Level
from goodwill.terms import UsageError

MOST_SHOWN = 100
CHUNK = 5_000


@transaction.atomic
def place(*, by: User, party: Party, parent: Party | None) -> None:
    """Put an organisation, with all below it, under a parent; None frees it.

    Raises:
        PermissionDenied: unless both are the user's to change, and the parent it leaves.
        UsageError: for a person, or where it would come to stand below itself.
    """
    policy.demand_edit(by, party)
    # One at a time: two moves that are right each for themselves can close a circle together.
    Workspace.objects.select_for_update().get_or_create(id=1)
    held = Party.objects.select_related("parent").get(id=party.id)
    before = held.parent
    for other in (parent, before):
        if other is not None and other.id != held.id:
            policy.demand_edit(by, other)
    if parent == before:
        return
    _demand_sense(held, parent)
    inside = [held.id, *Descent.objects.filter(ancestor=held).values_list("descendant", flat=True)]
    # Only pairs that lead from inside to outside change: nothing within what is moved.
    above = list(Descent.objects.filter(descendant=held).values_list("ancestor", flat=True))
    Descent.objects.filter(ancestor__in=above, descendant__in=inside).delete()
    Party.objects.filter(id=held.id).update(parent=parent)
    party.parent = parent
    if parent is not None:
        _join(held, parent)
    remember(
        by=by,
        action="placed" if parent else "freed",
        row=held,
        party=held,
        before={"parent": None if before is None else before.name},
        after={"parent": None if parent is None else parent.name, "moved": len(inside)},
    )
    if Workspace.the().level == Level.TOP:
        put_once("analyse")


def _demand_sense(party: Party, parent: Party | None) -> None:
    if party.kind == Party.Kind.PERSON or (parent is not None and parent.kind == Party.Kind.PERSON):
        raise UsageError(
            "A person stands in no group of organisations. Add it to an organisation as one of its people."
        )
    if parent is None:
        return
    if parent.id == party.id:
        raise UsageError(f"{party.name} cannot stand below itself.")
    if Descent.objects.filter(ancestor=party, descendant=parent).exists():
        raise UsageError(f"{parent.name} stands below {party.name} already. Move or free {parent.name} first.")


def _join(party: Party, parent: Party) -> None:
    """Every party at or above the parent now stands above every party at or below the one placed."""
    higher = [(parent.id, 0), *Descent.objects.filter(descendant=parent).values_list("ancestor", "distance")]
    lower = [(party.id, 0), *Descent.objects.filter(ancestor=party).values_list("descendant", "distance")]
    Descent.objects.bulk_create(
        (
            Descent(ancestor_id=ancestor, descendant_id=descendant, distance=up + 1 + down)
            for ancestor, up in higher
            for descendant, down in lower
        ),
        batch_size=CHUNK,
    )


def replant(moved: Sequence[int]) -> None:
    """Write the pairs of many parties anew after their parents were changed at once, and of all below them."""
    parents: dict[int, int] = {
        child: above
        for child, above in Party.objects.filter(parent__isnull=False).values_list("id", "parent")
        if above is not None
    }
    children: dict[int, list[int]] = {}
    for child, above in parents.items():
        children.setdefault(above, []).append(child)
    touched: set[int] = set()
    waiting = list(moved)
    while waiting:
        at = waiting.pop()
        if at not in touched:
            touched.add(at)
            waiting += children.get(at, ())
    pairs: list[Descent] = []
    for child in sorted(touched):
        higher, distance = parents.get(child), 1
        while higher is not None:
            pairs.append(Descent(ancestor_id=higher, descendant_id=child, distance=distance))
            higher, distance = parents.get(higher), distance + 1
    every = sorted(touched)
    for start in range(0, len(every), CHUNK):
        Descent.objects.filter(descendant__in=every[start : start + CHUNK]).delete()
    Descent.objects.bulk_create(pairs, batch_size=CHUNK)


@dataclass(frozen=True)
class Branch:
    """A party of a group: how deep it stands, and its standing where it has one of its own."""

    party: Party
    depth: int
    standing: Standing | None
    here: bool


@dataclass(frozen=True)
class Tree:
    """The group of a party as a user may see it, from the top down. more: it has others that are not shown."""

    branches: list[Branch]
    more: bool
    hidden_above: bool

    @property
    def below(self) -> bool:
        """Whether anything stands below the party that was asked about."""
        at = next((i for i, branch in enumerate(self.branches) if branch.here), None)
        if at is None or at + 1 >= len(self.branches):
            return False
        return self.branches[at + 1].depth > self.branches[at].depth


def tree(user: User, party: Party) -> Tree:
    """The whole group that the party stands in, as far as the user may see it and MOST_SHOWN parties of it."""
    if party.parent_id is None and not Descent.objects.filter(ancestor=party).exists():
        return Tree([], more=False, hidden_above=False)
    above = list(policy.parties(user).filter(below__descendant=party).order_by("-below__distance"))
    every = Descent.objects.filter(descendant=party).count() if party.parent_id else 0
    top = above[0] if above else party
    found = policy.parties(user).filter(above__ancestor=top).annotate(depth=F("above__distance"))
    some = list(found.order_by("depth", "name", "id")[: MOST_SHOWN + 1])
    shown = [top, *some[:MOST_SHOWN]]
    # Where a large group is cut, the party itself and the way up to it stay in sight.
    shown += [one for one in (*above, party) if one not in shown]
    if len(shown) == 1:
        return Tree([], more=False, hidden_above=every > 0)
    run = Workspace.the().current
    standings = standings_of(run, shown, user=user)
    children: dict[int | None, list[Party]] = {}
    known = {one.id for one in shown}
    for one in shown:
        children.setdefault(one.parent_id if one.parent_id in known and one != top else None, []).append(one)
    branches: list[Branch] = []
    waiting = [(one, 0) for one in reversed(children.pop(None, []))]
    while waiting:
        one, depth = waiting.pop()
        branches.append(Branch(one, depth, standings.get(one.id), here=one == party))
        waiting += [(child, depth + 1) for child in reversed(children.pop(one.id, []))]
    return Tree(branches, more=len(some) > MOST_SHOWN, hidden_above=every > len(above))
