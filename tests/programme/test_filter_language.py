"""The filter language as a whole: its text and its tree, and the database against a plain reading in Python."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodwill.programme.filters import FIELDS, And, Not, Or, Presence, Term, parse, written
from goodwill.programme.filters.tree import all_of, any_of, without
from goodwill.programme.lists import relationships
from goodwill.records.models import (
    ContactPoint,
    Follow,
    Identifier,
    KeyAccount,
    OwnField,
    OwnValue,
    Party,
    PartyTag,
    Relationship,
    Standing,
    Tag,
    User,
)
from goodwill.terms import UsageError
from tests import people

TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=0, max_size=8)
CHOICES = {f.name: f.choices for f in FIELDS.values() if f.kind == "choice"}
NAMES = ("Ann", "ann b", "Bea", "O'Hara (x)", 'Q"t')
PLACES = ("", "York", "yORK mills", "Leeds")
OWN = {"size": "number", "industry": "choice", "since": "date", "listed": "yes-no", "motto": "text"}
DAYS = (date(2010, 1, 1), date(2011, 5, 3), date(2011, 8, 31))
TAGS = ("Gold", "no calls")


def terms(values_of):
    presence = st.sampled_from(Presence)

    def of(name):
        kind = {f.name: f.kind for f in FIELDS.values()}.get(name, OWN.get(name))
        value = values_of(name)
        several = st.lists(value | presence, min_size=1, max_size=3).map(tuple)
        made = st.builds(Term, st.just(name), st.just(":"), several)
        if kind in ("number", "money", "percent", "date"):
            one = st.tuples(value)
            made |= st.builds(Term, st.just(name), st.sampled_from(("<", "<=", ">", ">=")), one)
        elif kind == "text":
            made |= st.builds(Term, st.just(name), st.just("~"), st.tuples(value))
        return made

    return of


def trees(leaves):
    some = lambda inner: st.lists(inner, min_size=2, max_size=3)  # noqa: E731
    return st.recursive(
        leaves,
        lambda inner: some(inner).map(all_of) | some(inner).map(any_of) | inner.map(without),
        max_leaves=7,
    ).map(lambda tree: tree if isinstance(tree, And) else And((tree,)))


def any_value(name):
    kind = FIELDS[name].kind
    if kind == "choice":
        return st.sampled_from(CHOICES[name])
    if kind in ("number", "money", "percent"):
        return st.floats(allow_nan=False, allow_infinity=False).map(repr)
    if kind == "yes-no":
        return st.sampled_from(("yes", "no"))
    if kind == "date":
        return st.dates().map(date.isoformat) | st.sampled_from(("-90d", "+2w", "-3m", "-1y", "today"))
    return TEXT


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(trees(st.sampled_from(sorted(FIELDS)).flatmap(terms(any_value))))
def test_the_text_of_a_tree_reads_as_the_same_tree(tree):
    assert parse(written(tree)) == tree


@settings(max_examples=300)
@given(st.text(st.sampled_from('ab:<>~-()", \\or=!') | st.characters(), max_size=30))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        tree = parse(text)
    except UsageError:
        return
    assert parse(written(tree)) == tree


# A party as plain values, and a filter as plain Python upon it.


@dataclass
class Plain:
    name: str
    place: str
    tags: set = field(default_factory=set)
    identifiers: set = field(default_factory=set)
    relationships: list = field(default_factory=list)  # market, state, manager's name or None
    standing: dict | None = None
    own: dict = field(default_factory=dict)
    parent: str | None = None
    bill_to: str | None = None
    web: str | None = None
    party_ended: date | None = None
    followed: bool = False
    key: bool = False


VALUES = {
    "name": st.sampled_from((*NAMES, "a", "B")),
    "place": st.sampled_from(("York", "york", "mills", "e")),
    "parent": st.sampled_from(("Ann", "bea", "n")),
    "bill_to": st.sampled_from(("Ann", "bea", "n")),
    "web": st.sampled_from(("acme.example", "example")),
    "party_ended": st.sampled_from(("2011-05-03", "2010-01-01")),
    "followed": st.sampled_from(("yes", "no")),
    "key": st.sampled_from(("yes", "no")),
    "tag": st.sampled_from(("gold", "No Calls", "o", "none")),
    "identifier": st.sampled_from(("17", "18", "7")),
    "market": st.sampled_from(("customer", "supplier")),
    "state": st.sampled_from(("customer", "paused", "supplier")),
    "manager": st.sampled_from(("Maya", "maya", "me", "a", "jonas")),
    "group": st.sampled_from(("butterfly", "True Friend")),
    "active": st.sampled_from(("50%", "50", "20")),
    "value": st.sampled_from(("100", "-5.5", "1e3")),
    "orders": st.sampled_from(("2", "2.5", "3")),
    "last_order": st.sampled_from(("2011-05-03", "2010-01-01", "-120d", "today")),
    "size": st.sampled_from(("1", "2.5")),
    "industry": st.sampled_from(("Retail", "steel works")),
    "since": st.sampled_from(("2011-05-03", "2010-01-01")),
    "listed": st.sampled_from(("yes", "no")),
    "motto": st.sampled_from(("grüß gott", "STRASSE", "g")),
}
STANDING = {"group": "group", "active": "p_active", "value": "value", "orders": "occasions", "last_order": "last_order"}


def maybe(values):
    return st.none() | st.sampled_from(values)


PARTIES = st.lists(
    st.builds(
        Plain,
        name=st.sampled_from(NAMES),
        place=st.sampled_from(PLACES),
        tags=st.sets(st.sampled_from(TAGS)),
        identifiers=st.sets(st.sampled_from(("17", "18"))),
        relationships=st.lists(
            st.tuples(
                st.sampled_from(("customer", "supplier")),
                st.sampled_from(("customer", "paused", "supplier")),
                maybe(("Maya", "Jonas", "Hal")),
            ),
            unique_by=lambda r: r[0],
            min_size=1,
            max_size=2,
        ),
        standing=st.none()
        | st.fixed_dictionaries(
            {
                "group": st.sampled_from(("", "butterfly", "true friend", "stranger")),
                "p_active": maybe((0.2, 0.5, 0.9)),
                "value": maybe((-5.5, 100.0, 1000.0)),
                "occasions": st.sampled_from((0, 2, 3)),
                "last_order": maybe(DAYS),
            }
        ),
        own=st.fixed_dictionaries(
            {},
            optional={
                "size": st.sampled_from((1.0, 2.5, 7.0)),
                "industry": st.sampled_from(("Retail", "Steel works")),
                "since": st.sampled_from(DAYS),
                "listed": st.booleans(),
                "motto": st.sampled_from(("Grüß Gott", "Straße", "g")),
            },
        ),
        parent=maybe(("Ann", "Bea")),
        bill_to=maybe(("Ann", "Bea")),
        web=maybe(("acme.example", "bell.example")),
        party_ended=maybe(DAYS),
        followed=st.booleans(),
        key=st.booleans(),
    ),
    min_size=4,
    max_size=7,
)
SIGNS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    ":": lambda a, b: a == b,
}


def holds(node, of):
    match node:
        case And(parts):
            about = [p for p in parts if isinstance(p, Term) and p.field in ("market", "state", "manager")]
            rest = all(holds(p, of) for p in parts if p not in about)
            return rest and (not about or any(all(related(p, r) for p in about) for r in of.relationships))
        case Or(parts):
            return any(holds(p, of) for p in parts)
        case Not(part):
            return not holds(part, of)
        case Term(name) if name in ("market", "state", "manager"):
            return any(related(node, r) for r in of.relationships)
        case Term(name, sign, values):
            held = values_in(of, name)
            return any(any_of_them(name, sign, value, held) for value in values)


def values_in(of, name):
    if name in STANDING:
        held = [] if of.standing is None else [of.standing[STANDING[name]]]
    elif name in OWN:
        held = [of.own.get(name)]
    else:
        held = {"tag": of.tags, "identifier": of.identifiers, "parent": [of.parent]}.get(name) or [
            getattr(of, name, None)
        ]
    if name in ("followed", "key"):
        return [getattr(of, name)]
    return [value for value in held if value not in (None, "") and not (isinstance(value, set) and not value)]


def related(term, relationship):
    held = dict(zip(("market", "state", "manager"), relationship, strict=True))[term.field]
    return any(any_of_them(term.field, term.sign, v, [] if held is None else [held]) for v in term.values)


def any_of_them(name, sign, value, held):
    if isinstance(value, Presence):
        return bool(held) is (value == Presence.KNOWN)
    return any(compares(name, sign, value, one) for one in held)


def compares(name, sign, value, held):  # noqa: PLR0911
    if name == "manager":
        if value == "me" and sign == ":":
            return held == "Hal"
        words = (held.casefold(), f"{held.lower()}@example.com")
        return any(value.casefold() in w if sign == "~" else value.casefold() == w for w in words)
    if isinstance(held, bool):
        return held is (value == "yes")
    if isinstance(held, date):
        wanted = {"-120d": date(2011, 5, 3), "today": date(2011, 8, 31)}.get(value) or date.fromisoformat(value)
        return SIGNS[sign](held, wanted)
    if isinstance(held, (int, float)):
        return SIGNS[sign](held, float(value.strip("%")) / (100 if name == "active" else 1))
    if name == "identifier" and sign == ":":
        return held == value
    return value.casefold() in held.casefold() if sign == "~" else held.casefold() == value.casefold()


def kept(world, users):
    """The world as rows; names of parties are made unique by their place in it."""
    run = people.run()
    fields = {
        name: OwnField.objects.create(
            name=name, label=name, kind=kind, choices=["Retail", "Steel works"] if kind == "choice" else []
        )
        for name, kind in OWN.items()
    }
    tags = {name: Tag.objects.create(name=name, folded=name.casefold()) for name in TAGS}
    parents = {name: Party.objects.create(name=name) for name in ("Ann", "Bea")}
    made = []
    for number, of in enumerate(world):
        party = Party.objects.create(name=of.name, place=of.place, ended=of.party_ended)
        Party.objects.filter(id=party.id).update(parent=parents.get(of.parent), bill_to=parents.get(of.bill_to))
        if of.web:
            ContactPoint.objects.create(party=party, kind="web", value=of.web)
        if of.followed:
            Follow.objects.create(person=users["Hal"], party=party)
        made.append(party.pk)
        for market, state, manager in of.relationships:
            held = Relationship.objects.create(party=party, market=market, state=state, manager=users.get(manager))
        # Who was one, and was let go, is none.
        until, words = None if of.key else DAYS[1], {"ground": "value", "reason": "Large"}
        KeyAccount.objects.create(relationship=held, since=DAYS[0], until=until, chosen_by=users["Hal"], **words)
        for tag in of.tags:
            PartyTag.objects.create(party=party, tag=tags[tag])
        for value in of.identifiers:
            Identifier.objects.create(source=f"source {number}", value=value, party=party)
        if of.standing is not None:
            Standing.objects.create(run=run, party=party, **of.standing)
        for name, value in of.own.items():
            column = {"number": "number", "date": "date", "yes-no": "yes"}.get(OWN[name])
            columns = {column: value} if column else {"text": value, "folded": value.casefold()}
            OwnValue.objects.create(party=party, field=fields[name], **columns)
    return made


LEAVES = st.sampled_from(sorted(VALUES)).flatmap(terms(VALUES.__getitem__))


class EnoughError(Exception):
    pass


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=set(Phase) - {Phase.explain})
@given(PARTIES, st.lists(trees(LEAVES), min_size=15, max_size=15))
def test_the_database_finds_what_plain_python_finds(world, filters):
    try:
        with transaction.atomic():
            users = {"Hal": people.hal(), "Maya": people.maya(), "Jonas": people.jonas()}
            made = kept(world, users)
            for tree in filters:
                wanted = {made[i] for i, of in enumerate(world) if holds(tree, of)}
                found = relationships(users["Hal"], written(tree)).values_list("id", flat=True)
                assert (written(tree), set(found)) == (written(tree), wanted)
            raise EnoughError  # noqa: TRY301 - so that nothing of the world stays
    except EnoughError:
        assert not User.objects.exists()
