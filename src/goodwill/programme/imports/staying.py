"""Which of the parties that an import made have to stay when it is undone, and why."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from goodwill.programme.evidence import store
from goodwill.programme.imports.known import chunks
from goodwill.programme.imports.trace import OF_PARTY, TABLES, Values, read
from goodwill.records.models import (
    Affiliation,
    Change,
    Descent,
    Membership,
    Party,
    Relationship,
    RungChange,
    SearchDocument,
    Standing,
    StandingChange,
    Touched,
)

_FOLLOWS: frozenset[type[models.Model]] = frozenset(
    {Change, Descent, Membership, RungChange, SearchDocument, Standing, StandingChange, Touched}
)
"""Tables whose rows come of themselves with a party or an analysis: they keep nobody."""
Made = Mapping[str, Mapping[int, Values]]


def staying(made: Made) -> dict[int, str]:
    """Party -> why it stays: somebody changed it or wrote about it since, orders came in, or one that stays needs it.

    made: table -> row -> what the import left there.
    """
    parties = made.get("party", {})
    reasons: dict[int, str] = {}
    named = (*_named_elsewhere(made), *_planned(made))
    for party, why in (*_changed(made), *_with_orders(made), *named):
        if party in parties:
            reasons.setdefault(party, why)
    _add_needed(parties, reasons)
    return reasons


def _changed(made: Made) -> Iterator[tuple[int, str]]:
    """Those that are otherwise now than the import left them, they themselves or what came with them."""
    for word, table in TABLES.items():
        if word in ("tag", "task") or not made.get(word):
            continue
        left = made[word]
        column = "pk" if table is Party else f"{OF_PARTY[table]}_id"
        for part in chunks(sorted(left)):
            now = {row: values for (_, row), values in read(table, pk__in=part).items()}
            for row in part:
                party = row if table is Party else left[row][column]
                if row not in now:
                    yield party, "something of it was taken away since."
                elif now[row] != left[row]:
                    yield party, "it was changed since."


def _with_orders(made: Made) -> Iterator[tuple[int, str]]:
    for key in set(made.get("identifier", {})) & set(store().keys()):
        row = made["identifier"][key]
        yield row["party_id"], f"orders came in under {row['value']} since."


def _named_elsewhere(made: Made) -> Iterator[tuple[int, str]]:
    """Whatever table refers to a party keeps it, also one that is added later, unless the import made that row too."""
    for relation in Party._meta.related_objects:  # noqa: SLF001 - Django's public meta
        table: type[models.Model] = relation.field.model
        if table in _FOLLOWS:
            continue
        word = str(table._meta.model_name)  # noqa: SLF001
        name = relation.field.name
        own = set(made.get(word, {}))
        for part in chunks(sorted(made.get("party", {}))):
            rows: Any = table._default_manager.filter(**{f"{name}__in": part}).values_list("pk", name)  # noqa: SLF001
            for row, party in rows:
                if row not in own:
                    yield party, _saying(table, name)


def _planned(made: Made) -> Iterator[tuple[int, str]]:
    """Whatever refers to a relationship, such as a plan, keeps its party."""
    for relation in Relationship._meta.related_objects:  # noqa: SLF001 - Django's public meta
        table: type[models.Model] = relation.field.model
        party = f"{relation.field.name}__party"
        for part in chunks(sorted(made.get("party", {}))):
            rows: Any = table._default_manager.filter(**{f"{party}__in": part})  # noqa: SLF001
            for key in rows.values_list(party, flat=True):
                yield key, _saying(table, party)


def _saying(table: type[models.Model], name: str) -> str:
    if table is Party:
        return "another stands below it by now." if name == "parent" else "it pays the bills of another by now."
    return f"somebody added to it since ({table._meta.verbose_name})."  # noqa: SLF001


def _add_needed(parties: Mapping[int, Values], reasons: dict[int, str]) -> None:
    """What stands above one that stays, pays its bills, or employs it, stays with it."""
    waiting = list(reasons)
    while waiting:
        part, waiting = waiting[:500], waiting[500:]
        needed: list[tuple[int | None, str]] = [
            *Party.objects.filter(id__in=part).values_list("parent", "name"),
            *Party.objects.filter(id__in=part).values_list("bill_to", "name"),
            *Affiliation.objects.filter(person__in=part).values_list("organisation", "person__name"),
        ]
        for key, name in needed:
            if key is not None and key in parties and key not in reasons:
                reasons[key] = f"{name} stays and belongs to it."
                waiting.append(key)
