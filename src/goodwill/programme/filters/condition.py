"""A filter as a condition of the database on parties."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, FloatField, IntegerField, OuterRef, Q, QuerySet, Transform, Value
from django.db.models.functions import Lower
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.filters.fields import OF_EVERYBODY, Field, Source, fields_for
from goodwill.programme.filters.grammar import parse
from goodwill.programme.filters.segments import untold_segments
from goodwill.programme.filters.tree import And, Node, Not, Or, Presence, Term
from goodwill.programme.filters.values import YES, Days, typed
from goodwill.records.models import (
    Affiliation,
    ContactPoint,
    Follow,
    Identifier,
    KeyAccount,
    Membership,
    OwnValue,
    Party,
    PartyTag,
    Relationship,
    Segment,
    Standing,
    Tag,
    User,
    Workspace,
)
from goodwill.terms import UsageError


@FloatField.register_lookup
@IntegerField.register_lookup
class InNoIndex(Transform):
    """A column whose index is there for its order only.

    Half of all rows are below some chance: to look them up one by one and sort them by worth takes longer than to go
    along the index of worth.
    """

    lookup_name = "in_no_index"
    function = ""
    template = "(%(expressions)s + 0)"
    output_field = FloatField()


_IN_NO_INDEX = {"p_active", "p_return", "occasions"}
_COMPARED = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}


def condition(user: User, text: str) -> Q:
    """The filter as a condition on parties whose `standing` is joined: that of the current run, or none.

    Every condition is true or false, never unknown: to be left out for a group is also to have none. Conditions on a
    relationship that stand side by side ask for one relationship that fits them all.

    Raises:
        UsageError: for what cannot be understood, or is not for this user.
    """
    fields = fields_for(user)
    tree = parse(text, fields)
    return _Maker(user, fields, Days.now()).made(tree) if tree.parts else Q()


@dataclass
class _Maker:
    user: User
    fields: dict[str, Field]
    days: Days

    def made(self, node: Node, *, left_out: bool = False) -> Q:
        match node:
            case And(parts):
                found = Q()
                related = [part for part in parts if self._of_relationship(part)]
                for part in parts:
                    if part not in related:
                        found &= self.made(part, left_out=left_out)
                if related:
                    held = [self._columns(part) for part in related if isinstance(part, Term)]
                    found &= _among(Relationship.objects.filter(*held))
                return found
            case Or(parts):
                return reduce(or_, (self.made(part, left_out=left_out) for part in parts))
            case Not(part):
                return ~self.made(part, left_out=True)
            case Term():
                return self._term(node, left_out=left_out)

    def _of_relationship(self, part: Node) -> bool:
        return isinstance(part, Term) and self.fields[part.field].source == "relationship"

    def _term(self, term: Term, *, left_out: bool) -> Q:
        field = self.fields[term.field]
        source = field.source
        if source == "relationship":
            return _among(Relationship.objects.filter(self._columns(term)))
        if source == "party":
            if "__" in field.column:
                return self._in_other(term, field.column.partition("__")[0])
            return self._columns(term)
        if source in OF_EVERYBODY:
            return self._of_everybody(term, source, left_out=left_out)
        if source == "standing" and not left_out:
            return self._columns(term, "standing__")
        kept = self._kept(field)
        return self._in_kept(term, lambda q: _among(kept.filter(q)), _among(kept))

    def _in_other(self, term: Term, at: str) -> Q:
        """A parent or payer that the person may not see is none: by key, so that this is a plain no, never an unknown.

        at: the column that leads there.
        """
        below = Party.objects.filter(**{f"{at}__isnull": False})
        if policy.reach(self.user, "see") != "all":
            below = below.filter(**{f"{at}__in": policy.parties(self.user).values("id")})
        held = Q(id__in=below.values("id"))
        return self._in_kept(term, lambda q: Q(id__in=below.filter(q).values("id")), held)

    def _of_everybody(self, term: Term, source: Source, *, left_out: bool) -> Q:
        """Whether it is a key account, or followed by whoever looks: known of everybody."""
        if source == "follow":
            rows: QuerySet[Any] = Follow.objects.filter(person=self.user)
            party = "party"
        else:
            rows, party = KeyAccount.objects.filter(until__isnull=True), "relationship__party"
        among, there = Q(id__in=rows.values(party)), Q(Exists(rows.filter(**{party: OuterRef("id")})))
        # The few are found by their keys. The many without them are gone through in the order of the list, and the
        # database sees that only where each is asked whether there is none of it.
        these, none = (there, among) if left_out else (among, there)
        nobody = Q(id__in=[])
        said = {True: these, False: ~none, Presence.KNOWN: ~nobody, Presence.EMPTY: nobody}
        return reduce(or_, (said[value.lower() in YES if isinstance(value, str) else value] for value in term.values))

    def _posts(self, field: Field) -> QuerySet[Affiliation]:
        """Where people work today, as far as the person may see what stands there."""
        found = Affiliation.objects.on(timezone.localdate())
        if policy.reach(self.user, "see") != "all":
            found = found.filter(organisation__in=policy.parties(self.user).values("id"))
        return found.exclude(role="") if field.name == "role" else found

    def _kept(self, field: Field) -> QuerySet[Any]:
        """The rows that hold the field, of which a party has none where it is empty."""
        if field.source == "standing":
            return Standing.objects.filter(_known(field, ""), run=Workspace.the().current_id)
        if field.source == "own":
            return OwnValue.objects.filter(field=field.own)
        if field.source == "segment":
            return Membership.objects.filter(until__isnull=True).exclude(segment__in=untold_segments(self.user))
        if field.source == "post":
            return self._posts(field)
        if field.source == "contact point":
            return ContactPoint.objects.filter(kind=field.name)
        return Identifier.objects.all() if field.source == "identifier" else PartyTag.objects.all()

    def _in_kept(self, term: Term, among: Callable[[Q], Q], held: Q) -> Q:
        found = []
        for value in term.values:
            if isinstance(value, Presence):
                found.append(~held if value == Presence.EMPTY else held)
            else:
                found.append(among(self._columns(Term(term.field, term.sign, (value,)))))
        return reduce(or_, found)

    def _demand_told(self, name: str) -> None:
        """Raises UsageError for a segment whose members the person is not told."""
        untold = untold_segments(self.user)
        if untold and Segment.objects.filter(id__in=untold, name__iexact=name).exists():
            raise UsageError(f"What the segment {name} asks for is hidden from your role. Take it out of the filter.")

    def _columns(self, term: Term, prefix: str = "") -> Q:
        """Any of the term's values, as a condition on the row that holds them."""
        field = self.fields[term.field]
        return reduce(or_, (self._column(field, term.sign, value, prefix) for value in term.values))

    def _column(self, field: Field, sign: str, value: str | Presence, prefix: str) -> Q:
        found = typed(field, value, self.days)
        if isinstance(found, Presence):
            return _empty(field, prefix) if found == Presence.EMPTY else _known(field, prefix)
        if field.name == "manager" and isinstance(found, str):
            return self._manager(found, sign)
        if field.source == "segment" and isinstance(found, str):
            self._demand_told(found)
        if isinstance(found, str) and field.source in ("segment", "tag"):
            return _named(field, sign, found)
        column = f"{prefix}{field.column}"
        if isinstance(found, str):
            return _worded(field, column, found, inside=sign == "~")
        if field.column in _IN_NO_INDEX:
            column = f"{column}__in_no_index"
        return Q(**{f"{column}__{_COMPARED.get(sign, 'exact')}": found})

    def _manager(self, name: str, sign: str) -> Q:
        if name.casefold() == "me" and sign == ":":
            return Q(manager=self.user)
        lookup = "icontains" if sign == "~" else "iexact"
        return _text("manager__name", name, lookup) | _text("manager__email", name, lookup)


def _worded(field: Field, column: str, text: str, *, inside: bool) -> Q:
    """The column says this, or has it somewhere inside."""
    if column.endswith("folded"):
        return Q(**{f"{column}__{'contains' if inside else 'exact'}": text.casefold()})
    if field.kind == "choice" or field.source == "identifier":
        # Kept as they are written: compared so, an index finds them.
        return Q(**{f"{column}__{'icontains' if inside else 'exact'}": text})
    if field.name == "name" and inside:
        # Kept in small letters besides: to make them anew of every name takes as long as all the rest.
        # The database's own small letters, for SQLite makes only those of English.
        return reduce(or_, (Q(folded__contains=Lower(Value(form))) for form in _forms(text)))
    return _text(column, text, "icontains" if inside else "iexact")


def _named(field: Field, sign: str, text: str) -> Q:
    """In a segment, or with a tag, of this name: by their keys, which tell the database how many rows to expect."""
    if field.source == "segment":
        some = Segment.objects.filter(_text("name", text, "icontains" if sign == "~" else "iexact"))
        return Q(segment__in=list(some.values_list("id", flat=True)))
    found = {"folded__contains" if sign == "~" else "folded": text.casefold()}
    return Q(tag__in=list(Tag.objects.filter(**found).values_list("id", flat=True)))


def _empty(field: Field, prefix: str) -> Q:
    column = f"{prefix}{field.column}"
    nothing = Q(**{f"{column}__isnull": True})
    return nothing | Q(**{column: ""}) if _may_be_blank(field) else nothing


def _known(field: Field, prefix: str) -> Q:
    column = f"{prefix}{field.column}"
    return Q(**{f"{column}__gt": ""}) if _may_be_blank(field) else Q(**{f"{column}__isnull": False})


def _may_be_blank(field: Field) -> bool:
    return field.kind in ("text", "choice") and field.name != "manager"


def _among(rows: QuerySet[Any]) -> Q:
    """By key, so that a party with several such rows is found once."""
    return Q(id__in=rows.order_by().values("person" if rows.model is Affiliation else "party"))


def _text(column: str, text: str, lookup: str) -> Q:
    """Without regard to small and capital letters, in SQLite too, which knows only those of English."""
    return reduce(or_, (Q(**{f"{column}__{lookup}": form}) for form in _forms(text)))


def _forms(text: str) -> list[str]:
    if text.isascii():
        return [text]
    return sorted({text, text.lower(), text.upper(), text.capitalize(), text.title()})


def related(user: User, text: str) -> Q:
    """What a filter asks of the relationships themselves, side by side: a condition on relationships."""
    fields = fields_for(user)
    maker, found = _Maker(user, fields, Days.now()), Q()
    for part in parse(text, fields).parts:
        if isinstance(part, Term) and fields[part.field].source == "relationship":
            found &= maker._columns(part)  # noqa: SLF001 - of this file
    return found
