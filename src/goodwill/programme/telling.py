"""Lines of the history as people read them: who changed what, from what to what."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from goodwill.programme import policy
from goodwill.programme.climbing import sentences as climbing
from goodwill.programme.deciding import sentences as deciding
from goodwill.programme.exchanging import sentences as exchanging
from goodwill.programme.focal_point import sentences as focal_point
from goodwill.programme.mail import sentences as mail
from goodwill.programme.managing import sentences as managing
from goodwill.programme.needing import sentences as needing
from goodwill.programme.planning import sentences as planning
from goodwill.programme.selecting import sentences as selecting
from goodwill.programme.tying import sentences as tying
from goodwill.programme.wording import moves, said, word
from goodwill.records.models import Change, ContactPoint, OwnField, Party, User
from goodwill.terms.markets import market

ACCOUNTS = ("sign-in", "user")
"""Kinds of lines about a person's account: their row is that person."""
_LINES = {
    "added person": "Added {name}",
    "added file": "Added the file {name}",
    "deleted file": "Deleted the file {name}",
    "restored file": "Brought the file {name} back",
    "answered": "Answered a complaint",
    "asked for access": "Asked for access",
    "note": "Wrote a note",
    "call": "Logged a call",
    "visit": "Logged a visit",
    "letter": "Logged a letter",
    "complaint": "Took down a complaint",
    "mail": "A mail came in",
    "private note": "Wrote a private note",
    "private call": "Logged a call, private",
    "private visit": "Logged a visit, private",
    "private letter": "Logged a letter, private",
    "private complaint": "Took down a complaint, private",
    "private mail": "A mail came in, private",
    "private answered": "Answered a complaint, private",
    "shared contact": "Shared what was private",
    "private again": "Made something private",
    "corrected": "Changed what was written",
    "private corrected": "Changed what was written, private",
    "kept": "Kept a promise",
    "done": "Did a task",
    "broken": "Broke a promise",
    "given up": "Gave up a task",
    "reopened": "Opened a task again",
    "made task": "Made a task: {title}",
    "made promise": "Made a promise: {title}",
    "made": "Added to Goodwill",
    "ended": "Is no more",
    "brought back": "Goes on after all",
    "signed in": "Signed in",
    "signed out": "Signed out",
    "session ended": "Session ended",
    "codes on": "One-time codes turned on",
    "codes off": "One-time codes turned off",
    "changed password": "Password changed",
    "set password": "Password set with a one-time link",
    "made link": "One-time link made",
    "first account": "First account made",
    "made feed": "Private calendar address made",
    "ended feed": "Private calendar address taken back",
    **climbing.LINES,
    **exchanging.LINES,
    **focal_point.LINES,
    **mail.LINES,
    **managing.LINES,
    **needing.LINES,
    **selecting.LINES,
}
SHOWN = (
    *("edited", "assigned", "handed over", "changed", "put off", "reopened"),
    *("added person", "added file", "deleted file", "restored file", "made", "ended", "brought back"),
    *("placed", "freed", "billed", "affiliated", "began", "added", "removed", "tagged", "untagged"),
    *("moved", "moved back", "shared", "unshared"),
    *deciding.SHOWN,
    *focal_point.SHOWN,
    *needing.SHOWN,
    *planning.SHOWN,
)
"""What the timeline tells as a change; the rest stands there as contact, task or promise itself."""


def told_of(user: User, *, party: Party | None = None) -> Q:
    """The changes that the user is told of: none of what is private to others, or of a field that is hidden from it.

    party: on whose page they stand.
    """
    gone, told = policy.hidden(user), policy.told_lines(user, party=party)
    if gone.intersection(ContactPoint.Kind.values):
        # A change of one says what it was, and not of which kind.
        told &= ~Q(what="contactpoint")
    if "identifier" in gone:
        told &= ~Q(what="identifier")
    if "tag" in gone:
        told &= ~Q(what="partytag")
    return told


@dataclass(frozen=True)
class Names:
    """What changes may be told with: the people they speak of by key, what is hidden, and parties that are seen.

    hidden: words under which a change keeps what the reader is not told. parties: None where it may see all.
    """

    by_key: Mapping[int, str]
    hidden: frozenset[str] = frozenset()
    parties: frozenset[str] | None = None

    @classmethod
    def of(cls, changes: Collection[Change], user: User) -> "Names":
        """For one reader."""
        keys = {
            value
            for change in changes
            for side in (change.before, change.after)
            for name, value in side.items()
            if name in ("manager", "owner", "giver", "taker") and isinstance(value, int)
        } | {int(change.row) for change in changes if change.what in ACCOUNTS and change.row}
        people = {person.id: str(person) for person in User.objects.filter(id__in=keys)} if keys else {}
        return cls(people, _hidden_words(user), _seen(changes, user))

    def party(self, name: object, instead: str) -> str:
        """The name of a party, where the reader may see who is called so."""
        return str(name) if name and (self.parties is None or name in self.parties) else instead

    def __getitem__(self, key: object) -> str:
        return "nobody" if key is None else self.by_key.get(key, "somebody") if isinstance(key, int) else str(key)


_OTHERS = {
    "placed": ("parent",),
    "freed": ("parent",),
    "billed": ("bill_to",),
    "affiliated": ("person", "organisation"),
}
"""Of each action that speaks of other parties: under which words."""


def _hidden_words(user: User) -> frozenset[str]:
    """Own fields stand in the history under their labels."""
    gone = policy.hidden(user)
    if not gone:
        return gone
    return gone | frozenset(OwnField.objects.filter(name__in=gone).values_list("label", flat=True))


def _seen(changes: Collection[Change], user: User) -> frozenset[str] | None:
    if policy.reach(user, "see") == "all":
        return None
    said = {
        side[word]
        for change in changes
        for side in (change.before, change.after)
        for word in _OTHERS.get(change.action, ())
        if side.get(word)
    }
    return frozenset(policy.parties(user).filter(name__in=said).values_list("name", flat=True) if said else ())


def told(change: Change, names: Names) -> str:
    """One line, such as: Telephone: 0170 to 0171."""
    before, after = (_without(side, names.hidden) for side in (change.before, change.after))
    if change.action in _HANDS:
        return _in_other_hands(change.action, before, after, names)
    if change.what == "segment" and change.action in _SEGMENTS:
        return f"{_SEGMENTS[change.action]} {(after or before).get('name', '')}"
    if change.action in ("changed", "put off") and change.what == "task":
        return f"{_due(after)}: {moves(before, after)}"
    if change.action in _OTHERS or change.action in _SENTENCES or change.action in _LINES:
        return _sentence(change.action, before, after, names)
    named = {"manager": names}
    moved = moves(
        {name: named[name][value] if name in named else value for name, value in before.items()},
        {name: named[name][value] if name in named else value for name, value in after.items()},
    )
    return moved or change.action.capitalize()


def _sentence(action: str, before: Mapping[str, object], after: Mapping[str, object], names: Names) -> str:
    if action in _OTHERS:
        return _of_others(action, before, after, names)
    if action in _SENTENCES:
        return _SENTENCES[action](before, after)
    return _LINES[action].format(name=after.get("name", "one"), title=after.get("title", "one"))


_SEGMENTS = {"kept": "Kept the segment", "dropped": "No longer keeps the segment"}
"""A promise is kept, too."""
_HANDS = frozenset(("assigned", "handed over", "handed over book", "took back book"))
"""Actions after which somebody else answers."""


def _in_other_hands(action: str, before: Mapping[str, object], after: Mapping[str, object], names: Names) -> str:
    if action == "assigned":
        return f"Manager: {names[before.get('manager')]} → {names[after.get('manager')]}"
    if action == "handed over":
        return f"{_due(after)}: {names[before.get('owner')]} → {names[after.get('owner')]}"
    giver, taker = names[after.get("giver")], names[after.get("taker")]
    return f"Book: {giver} → {taker}" if action == "handed over book" else f"Book taken back: {taker} → {giver}"


def _due(after: Mapping[str, object]) -> str:
    """What is to be done, as a task or a promise with its title; or a part of a plan."""
    title = f" “{after['title']}”" if after.get("title") else ""
    if after.get("kind") == "part of a plan":
        return f"Part of a plan{title}"
    return f"{'Promise' if after.get('kind') == 'promise' else 'Task'}{title}"


def _without(side: Mapping[str, object], hidden: frozenset[str]) -> Mapping[str, object]:
    return {word: value for word, value in side.items() if word not in hidden} if hidden else side


def _of_others(action: str, before: Mapping[str, object], after: Mapping[str, object], names: Names) -> str:
    """What speaks of another party names it only to who may see it."""
    if action == "placed":
        return f"Placed under {names.party(after.get('parent'), 'a parent')}"
    if action == "freed":
        return f"No longer below {names.party(before.get('parent'), 'a parent')}"
    if action == "billed":
        payer = names.party(after["bill_to"], "another party") if after.get("bill_to") else "itself"
        return f"Bills go to {payer}"
    role = f", {after['role']}" if after.get("role") else ""
    person = names.party(after.get("person"), "A person")
    return f"{person} is at {names.party(after.get('organisation'), 'an organisation')}{role}"


def _refused(after: Mapping[str, object]) -> str:
    tried = f", as {after['tried']}" if after.get("tried") else ""
    return f"Sign-in refused: {after.get('why') or 'no reason kept'}{tried}"


def _market(after: Mapping[str, object]) -> str:
    known = market(str(after.get("market", "")))
    return "parties" if known is None else known.plural.lower()


def _shared(after: Mapping[str, object]) -> str:
    until = f" until {said(after['until'])}" if after.get("until") else ""
    return f"Shared with {after.get('partner', 'a partner')}{until}"


def _a_point(row: Mapping[str, object]) -> str:
    called = word(str(row.get("kind") or row.get("source") or ""))
    return f"{called[:1].upper()}{called[1:]} {row.get('value', '')}".strip()


_SENTENCES: Mapping[str, Callable[[Mapping[str, object], Mapping[str, object]], str]] = {
    "began": lambda _before, after: f"Became one of the {_market(after)}: {after.get('state', '')}",
    "moved": lambda before, after: f"Moved from {before.get('state')} to {after.get('state')}",
    "moved back": lambda before, after: f"Moved back from {before.get('state')} to {after.get('state')}",
    "shared": lambda _before, after: _shared(after),
    "unshared": lambda before, _after: f"No longer shared with {before.get('partner', 'a partner')}",
    "changed e-mail": lambda before, after: f"E-mail address: {before.get('email')} → {after.get('email')}",
    "sign-in refused": lambda _before, after: _refused(after),
    "tagged": lambda _before, after: f"Tag {after.get('tag')} added",
    "added": lambda _before, after: f"{_a_point(after)} added",
    "removed": lambda before, _after: f"{_a_point(before)} removed",
    "untagged": lambda before, _after: f"Tag {before.get('tag')} removed",
    "withdrawn": lambda before, _after: f"Withdrawn again: {before.get('title', 'a task')}",
    **deciding.SENTENCES,
    **planning.SENTENCES,
    **selecting.SENTENCES,
    **tying.SENTENCES,
}
