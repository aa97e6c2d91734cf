"""Job descriptions: generated, kept version by version, offered, and agreed to by manager and head."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.managing.job_template import PARTS, Lines, check_weights, template
from goodwill.programme.managing.profiles import demand_all, profile_of
from goodwill.records.models import JobDescription, KeyAccount, ManagerProfile, User
from goodwill.records.user import Role
from goodwill.terms import UsageError

State = JobDescription.State


@dataclass(frozen=True)
class Words:
    """What a description is written from: the last version, or the template; {name} and its like not filled in yet."""

    texts: Mapping[str, str]
    objectives: Lines
    criteria: Lines
    reports_to: User | None
    review: date | None
    version: int


@dataclass(frozen=True)
class Moved:
    """Names of accounts that came to the manager and left it since a version was written."""

    came: Sequence[str]
    left: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.came or self.left)


def descriptions(user: User) -> QuerySet[JobDescription]:
    """All versions that the user may read: its own once they were offered, or everybody's where it steers."""
    found = JobDescription.objects.select_related("person", "reports_to", "agreed_by", "made_by")
    if policy.may(user, "steer") and policy.reach(user, "see") == "all":
        return found
    return found.filter(person=user).exclude(state=State.DRAFT) if policy.may(user, "see") else found.none()


def last_of(user: User, person: User) -> JobDescription | None:
    return descriptions(user).filter(person=person).order_by("-version").first()


def words(by: User, owner: User, *, anew: bool = False) -> Words:
    """What the next version begins with: the last version's words, else the template's.

    anew: with the template's in any case, as it is today.
    """
    demand_all(by)
    last = JobDescription.objects.filter(person=owner).order_by("-version").select_related("reports_to").first()
    held = template()
    if last is None:
        return Words(held.texts, held.objectives, held.criteria, _head(owner), _next_year(), 0)
    if anew:
        return Words(held.texts, held.objectives, held.criteria, last.reports_to, _next_year(), last.version)
    texts = {part.name: last.source.get(part.name, "") for part in PARTS}
    return Words(texts, last.objectives, last.criteria, last.reports_to, last.review, last.version)


def accounts_of(person: User) -> list[tuple[int, str]]:
    """Key and name of each party that the person manages as a key account."""
    chosen = KeyAccount.objects.filter(until__isnull=True, relationship__manager=person)
    names = chosen.order_by("relationship__party__name", "relationship__party")
    return list(names.values_list("relationship__party", "relationship__party__name"))


def moved_since(user: User, description: JobDescription) -> Moved:
    """What the description does not say yet, as far as the user sees the accounts."""
    now = key_accounts(user).filter(relationship__manager=description.person_id)
    names = {row.relationship.party_id: row.relationship.party.name for row in now}
    then = dict(description.accounts)
    return Moved(
        sorted(name for key, name in names.items() if key not in then),
        sorted(name for key, name in then.items() if key not in names),
    )


@transaction.atomic
def write(
    *,
    by: User,
    owner: User,
    version: int,
    texts: Mapping[str, str],
    objectives: Lines,
    criteria: Lines,
    lead: User | None,
    review: date | None,
) -> JobDescription:
    """The next version, a draft, with the accounts and the profile of today. version: the last that the person saw.

    {name}, {head} and {accounts} are filled in as they are today.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        EditedMeanwhileError: where there is a later version.
        UsageError: where weights do not add up to 100, or somebody would report to itself.
    """
    demand_all(by)
    check_weights(objectives, criteria)
    if lead == owner:
        raise UsageError(f"{owner} cannot report to itself. Choose somebody else, or nobody.")
    # Locked, so that of two who write the next version the second is told.
    User.objects.select_for_update().get(id=owner.pk)
    last = JobDescription.objects.filter(person=owner).order_by("-version").first()
    if (last.version if last else 0) != version:
        raise EditedMeanwhileError(last)
    source = {part.name: texts[part.name].strip() for part in PARTS if part.name in texts}
    held = accounts_of(owner)
    made = JobDescription.objects.create(
        person=owner,
        version=version + 1,
        source=source,
        texts={name: _filled(text, owner, lead, held) for name, text in source.items()},
        objectives=list(objectives),
        criteria=list(criteria),
        accounts=[list(one) for one in held],
        profile=profile_lines(profile_of(owner)),
        reports_to=lead,
        review=review,
        made_by=by,
    )
    remember(by=by, action="wrote job", row=made, after={"person": owner.pk, "version": made.version})
    return made


@transaction.atomic
def offer(*, by: User, description: JobDescription) -> None:
    """The manager sees it from now on and can agree.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        UsageError: where it is no draft any more, or there is a later version.
    """
    demand_all(by)
    _demand_last(description, State.values)
    held = JobDescription.objects.filter(id=description.pk, state=State.DRAFT)
    if not held.update(state=State.OFFERED, offered=timezone.now()):
        raise UsageError("It was offered already.")
    remember(by=by, action="offered job", row=description)


@transaction.atomic
def agree(*, by: User, description: JobDescription) -> JobDescription:
    """The manager's word, or the head's. With both it holds, and is never changed again.

    Raises:
        PermissionDenied: for who is neither the manager nor steers the programme.
        UsageError: where it was not offered, a later version was, or this side has agreed before.
    """
    policy.demand(by, "see")
    own = by.pk == description.person_id
    if not own:
        demand_all(by)
    elif not policy.may(by, "edit"):
        raise PermissionDenied("Your role looks after no relationships any more. Ask an administrator.")
    held = JobDescription.objects.select_for_update(of=("self",)).get(id=description.pk)
    # A draft that only its writer sees takes nothing back of what was offered.
    _demand_last(held, (State.OFFERED, State.AGREED))
    if held.state == State.DRAFT:
        raise UsageError("It was not offered yet.")
    if (held.manager_agreed if own else held.head_agreed) is not None:
        raise UsageError("This side has agreed already.")
    if own:
        held.manager_agreed = timezone.now()
    else:
        held.head_agreed, held.agreed_by = timezone.now(), by
    if held.manager_agreed and held.head_agreed:
        held.state = State.AGREED
    held.save(update_fields=["manager_agreed", "head_agreed", "agreed_by", "state"])
    remember(by=by, action="agreed job", row=held, after={"as": "manager" if own else "head"})
    return held


def profile_lines(profile: ManagerProfile | None) -> list[list[str]]:
    """What the profile says, as label and words."""
    if profile is None:
        return []
    skills = ", ".join(f"{skill['name']} {skill['level']} of 5" for skill in profile.skills)
    accounts = _counted(profile.accounts, "account") if profile.accounts is not None else ""
    hours = f"{_counted(profile.hours, 'hour')} a month" if profile.hours is not None else ""
    lines = (
        ("Skills", skills),
        ("Industries", ", ".join(profile.industries)),
        ("Languages", ", ".join(profile.languages)),
        ("Region", profile.region),
        ("Room", " and ".join(one for one in (accounts, hours) if one)),
    )
    return [[label, said] for label, said in lines if said]


def _demand_last(description: JobDescription, states: Collection[str]) -> None:
    later = JobDescription.objects.filter(person=description.person_id, version__gt=description.version)
    if later.filter(state__in=states).exists():
        raise UsageError("There is a later version. Look at that one.")


def _head(owner: User) -> User | None:
    people = User.objects.filter(is_active=True, role=Role.HEAD).exclude(id=owner.pk)
    return people.order_by("id").first()


def _filled(text: str, owner: User, head: User | None, accounts: Sequence[tuple[int, str]]) -> str:
    names = [name for _, name in accounts]
    told = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else (names or ["its accounts"])[0]
    words = {"name": str(owner), "head": str(head or "the head of the programme"), "accounts": told}
    for word, said in words.items():
        text = text.replace(f"{{{word}}}", said)
    return text


def _counted(number: float, what: str) -> str:
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def _next_year() -> date:
    today = timezone.localdate()
    return today.replace(year=today.year + 1, day=min(today.day, 28))
