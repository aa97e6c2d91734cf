"""Who may speak about what with an account: by the account's own rule, else by the company's, else anybody."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import AccountMember, Party, SpeakingRule, Topic, User
from goodwill.records.speaking_rule import Speaker
from goodwill.terms import UsageError


@dataclass(frozen=True)
class Rule:
    """roles and people: who may; none of either where anybody may. own: the account's, not the company's."""

    topic: Topic
    roles: tuple[str, ...] = ()
    people: tuple[User, ...] = ()
    own: bool = False

    @property
    def open(self) -> bool:
        return not self.roles and not self.people

    @property
    def said(self) -> str:
        """Who may, in words."""
        labels = dict(Speaker.choices)
        return ", ".join([*(labels[role] for role in self.roles), *map(str, self.people)]) or "Anybody"


def rules_of(party: Party | None = None) -> list[Rule]:
    """For every topic in use; without a party the company's."""
    which = Q(party__isnull=True) if party is None else Q(party__isnull=True) | Q(party=party)
    kept: dict[tuple[int, bool], list[SpeakingRule]] = defaultdict(list)
    for row in SpeakingRule.objects.filter(which).select_related("person"):
        kept[row.topic_id, row.party_id is not None].append(row)
    found = []
    for topic in Topic.offered():
        own = kept[topic.id, True]
        rows = own or kept[topic.id, False]
        people = tuple(row.person for row in rows if row.person is not None)
        found.append(Rule(topic, tuple(row.role for row in rows if row.role), people, bool(own)))
    return found


def may_speak(user: User, party: Party, topic: Topic) -> bool:
    return allows(rule_of(party, topic), parts_of(user, party), user)


def allows(rule: Rule, parts: frozenset[str], user: User) -> bool:
    """parts: what the user is to the account, as `parts_of` gives it."""
    return rule.open or user in rule.people or bool(parts.intersection(rule.roles))


def rule_of(party: Party, topic: Topic) -> Rule:
    return next((rule for rule in rules_of(party) if rule.topic == topic), Rule(topic))


@dataclass(frozen=True)
class Beside:
    """A topic beside the field for what was said: whether it is the user's, and who may speak about it."""

    topic: Topic
    yours: bool
    who: str


def beside(user: User, party: Party) -> list[Beside]:
    rules = rules_of(party)
    if all(rule.open for rule in rules):
        return [Beside(rule.topic, True, "") for rule in rules]
    parts, held = parts_of(user, party), holders(party)
    return [Beside(r.topic, allows(r, parts, user), "" if r.open else who_may(r, party, held)) for r in rules]


def parts_of(user: User, party: Party) -> frozenset[str]:
    """What the user is to the account: its manager, and its roles in the customer team there or above."""
    roles = set(_team(party).filter(person=user).values_list("role", flat=True))
    # Whoever covers the manager speaks for it.
    if policy.managers_of(party).filter(id__in=policy.answers_for(user)).exists():
        roles.add(Speaker.MANAGER.value)
    return frozenset(roles)


def who_may(rule: Rule, party: Party, known: Mapping[str, list[str]] | None = None) -> str:
    """Who may speak, with names where somebody has the part. known: as `holders` gives it."""
    labels, said = dict(Speaker.choices), [str(person) for person in rule.people]
    held = holders(party) if known is None else known
    for role in rule.roles:
        people = held.get(role, [])
        said.append(
            f"{', '.join(people)} ({labels[role].lower()})" if people else f"{labels[role].lower()}, nobody yet"
        )
    return " or ".join(said) or "anybody"


@transaction.atomic
def settle(*, by: User, chosen: Mapping[int, Sequence[str]], party: Party | None = None) -> None:
    """Who may speak about each topic: with the account, or where none is named by default.

    chosen: topic -> roles, and people as "person:" and their key; nobody chosen lifts the rule.

    Raises:
        PermissionDenied: where the user may not change the account, or for the default not steer the programme.
        UsageError: for a topic, role or person that there is not.
    """
    _demand(by, party)
    topics = {topic.id: topic for topic in Topic.objects.all()}
    before = {rule.topic.name: rule.said for rule in rules_of(party)}
    for key, speakers in chosen.items():
        if key not in topics:
            raise UsageError("There is no such topic any more. Load the page again.")
        SpeakingRule.objects.filter(topic=key, party=party).delete()
        for speaker in dict.fromkeys(speakers):
            SpeakingRule.objects.create(topic=topics[key], party=party, **_speaker(speaker))
    after = {rule.topic.name: rule.said for rule in rules_of(party)}
    changed = {name for name in after if before.get(name) != after[name]}
    if changed:
        sides = ({n: before.get(n, "Anybody") for n in changed}, {n: after[n] for n in changed})
        remember(by=by, action="changed", what="speakingrule", party=party, before=sides[0], after=sides[1])


@transaction.atomic
def add_topic(*, by: User, name: str) -> Topic:
    """Raises UsageError where there is one of that name; a retired one comes back."""
    policy.demand(by, "steer")
    name = " ".join(name.split())
    if not name:
        raise UsageError("Write what the topic is called.")
    list(Topic.offered())
    known = Topic.objects.filter(name__iexact=name).first()
    if known is not None and not known.retired:
        raise UsageError(f"{known.name} is there already.")
    if known is not None:
        Topic.objects.filter(id=known.id).update(retired=False)
    made = known or Topic.objects.create(name=name)
    remember(by=by, action="added", row=made, after={"kind": "topic", "value": made.name})
    return made


@transaction.atomic
def retire_topic(*, by: User, topic: Topic) -> None:
    """It is offered no more; contacts that were about it keep it."""
    policy.demand(by, "steer")
    if Topic.objects.filter(id=topic.id, retired=False).update(retired=True):
        remember(by=by, action="removed", row=topic, before={"kind": "topic", "value": topic.name})


def _demand(by: User, party: Party | None) -> None:
    if party is None:
        policy.demand(by, "steer")
    else:
        policy.demand_edit(by, party)
        if not policy.reads_private(by, party):
            raise PermissionDenied("Who may speak with this account is for its manager to say.")


def _speaker(speaker: str) -> dict[str, object]:
    if speaker in Speaker.values:
        return {"role": speaker}
    kind, _, key = speaker.partition(":")
    person = User.objects.filter(id=key, is_active=True).first() if kind == "person" and key.isdecimal() else None
    if person is None:
        raise UsageError("There is no such role or person. Choose again.")
    return {"person": person}


def holders(party: Party) -> dict[str, list[str]]:
    """The names of those who have each part in the account."""
    held: dict[str, list[str]] = defaultdict(list)
    held[Speaker.MANAGER.value] = [str(person) for person in policy.managers_of(party)]
    for row in _team(party).select_related("person"):
        # In the team here and in the one above, it is named once.
        if str(row.person) not in held[row.role]:
            held[row.role].append(str(row.person))
    return held


def _team(party: Party) -> QuerySet[AccountMember]:
    """Of today, of the party and whatever stands over it: who is in a team there speaks for it below, too."""
    today = timezone.localdate()
    there = AccountMember.objects.filter(policy.over(party), since__lte=today)
    return there.filter(Q(until__isnull=True) | Q(until__gt=today))
