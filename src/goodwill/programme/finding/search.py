"""Finding: one question, and what a person may see that answers it, grouped and with what matched marked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from goodwill.programme import policy
from goodwill.programme.finding.in_private import in_private
from goodwill.programme.finding.own_words import OwnWords, folded
from goodwill.programme.finding.words import Asked, asked, excerpt, marked, words
from goodwill.programme.lists import standings_of
from goodwill.records.models import (
    Affiliation,
    ContactPoint,
    Identifier,
    Party,
    SearchDocument,
    Standing,
    Task,
    User,
    Workspace,
)

REACH = ("email", "telephone", "address", "web", "identifier")
"""What stands together in the index as where a party is reached: hidden one, none of it is looked through."""
MOST_READ = 2_000
"""So many that the index finds are read again where a part of it is hidden."""
MOST_RANKED = 300
"""So many parties are put in order; of more, a word more finds the right one sooner."""
GROUPS = (
    ("organisations", "Organisations"),
    ("people", "People"),
    ("notes", "In notes and contacts"),
    ("tasks", "In tasks and promises"),
)
Pieces = Sequence[tuple[str, bool]]
Told = Mapping[int, Sequence[tuple[str, str]]]
"""Of each party the labels and texts of own fields that the user is told."""


@dataclass(frozen=True)
class Found:
    """A party; name and said in pieces, (text, whether it was asked for). said: where else the words stand."""

    party: Party
    standing: Standing | None
    name: Pieces
    said: Pieces


@dataclass(frozen=True)
class Group:
    code: str
    label: str
    rows: Sequence[Found]
    more: bool


@dataclass(frozen=True)
class Results:
    """groups: those with something in them. more: there are others, beyond those that were put in order."""

    groups: Sequence[Group]
    more: bool = False


def searched(user: User) -> str:
    """What is looked through, as a list in words."""
    reach = () if policy.hidden(user).intersection(REACH) else ("e-mail addresses", "telephone numbers", "identifiers")
    return ", ".join(("names", "places", "roles", *reach, "notes and contacts", "tasks and promises", "own fields"))


@policy.asked_once()
def find(user: User, text: str, *, most: int = 20) -> Results:
    """What the user may see in which every word of the text begins a word; up to `most` of each group."""
    wanted = asked(text)
    if not wanted:
        return Results(())
    known, reach = OwnWords.of(user), not policy.hidden(user).intersection(REACH)
    ids = _matching(policy.parties(user), wanted, known=known, reach=reach)
    own = known.values(ids)
    if not (reach and known.all_told):
        ids = _as_told(ids, wanted, own, reach=reach)
    ids = _within_sight(user, ids, wanted, own, reach=reach)
    private = in_private(user, wanted)
    ids = list(dict.fromkeys([*ids, *private]))
    more, ids = len(ids) > MOST_RANKED, ids[:MOST_RANKED]
    documents = SearchDocument.objects.filter(party__in=policy.parties(user).filter(id__in=ids))
    run = Workspace.the().current
    ranked = run is not None and "value" not in policy.hidden(user)
    worth = (
        {} if run is None or not ranked else dict(run.standings.filter(party__in=ids).values_list("party_id", "value"))
    )
    places: dict[str, list[tuple[tuple[int, float, str], int]]] = defaultdict(list)
    for party, kind, name, names, reached, notes in documents.values_list(
        "party_id", "party__kind", "party__name", "names", "reach", "notes"
    ):
        told = f"{reached if reach else ''} {folded(own.get(party, ()))}"
        place, near = _place(wanted, kind, names, told, f"{notes} {private.get(party, '')}")
        places[place].append(((near, -(worth.get(party) or 0.0), name.casefold()), party))
    chosen = {code: sorted(places[code]) for code, _ in GROUPS if places[code]}
    shown = [party for rows in chosen.values() for _, party in rows[:most]]
    parties = policy.parties(user).in_bulk(shown)
    standings = standings_of(run, list(parties.values()), user=user)
    said = _said(user, wanted, parties, {code: [p for _, p in rows[:most]] for code, rows in chosen.items()}, own)
    return Results(
        [
            Group(
                code,
                label,
                [
                    Found(parties[p], standings.get(p), marked(parties[p].name, wanted), said.get(p, ()))
                    for _, p in chosen[code][:most]
                    if p in parties
                ],
                len(chosen[code]) > most,
            )
            for code, label in GROUPS
            if code in chosen
        ],
        more,
    )


def _matching(allowed: QuerySet[Party], wanted: Asked, *, known: OwnWords, reach: bool) -> list[int]:
    """Parties in which it stands, whosoever is told it; first those in which it stands without any own field.

    reach: whether the user is told how a party is reached; if not, more are found, since some of them go again.
    """
    most = (MOST_RANKED if reach else MOST_READ) + 1
    sure = _indexed(allowed, wanted, own=known.all_told, most=most)
    if known.all_told:
        return sure
    return list(dict.fromkeys([*sure, *_indexed(allowed, wanted, own=True, most=most)]))


def _indexed(allowed: QuerySet[Party], wanted: Asked, *, own: bool = True, most: int = MOST_RANKED + 1) -> list[int]:
    """Parties that the index finds. own: also by what stands in own fields."""
    if allowed.query.is_empty():
        return []
    if connection.vendor == "postgresql":
        table, key, has, query = (
            "records_searchdocument",
            "party_id",
            "vector @@ %s::tsquery",
            _tsquery(wanted, "" if own else "A"),
        )
    else:
        table, key, has, query = "records_search", "rowid", "records_search MATCH %s", _fts5(wanted, own=own)
    sql, params = f"SELECT {key} FROM {table} WHERE {has}", [query]
    if allowed.query.where:
        # Whose book is small is asked within it; whoever sees everything needs no second look.
        inside, more = allowed.order_by().values("id").query.sql_with_params()
        # The sign keeps SQLite from asking the index for each party of the book anew.
        sign = "" if connection.vendor == "postgresql" else "+"
        sql, params = f"{sql} AND {sign}{key} IN ({inside})", [*params, *more]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {most}", params)
        return [row[0] for row in cursor.fetchall()]


def _as_told(ids: list[int], wanted: Asked, own: Told, *, reach: bool) -> list[int]:
    """Those that fit also without the words that the user is not told: one index holds all. own: what it is told."""
    rows = SearchDocument.objects.filter(party__in=ids).values_list("party_id", "reach", "names", "notes", "tasks")
    fit = set()
    for party, reached, *written in rows:
        if wanted.all_in(" ".join((reached if reach else "", *written, folded(own.get(party, ()))))):
            fit.add(party)
    return [party for party in ids if party in fit][: MOST_RANKED + 1]


def _within_sight(user: User, ids: list[int], wanted: Asked, own: Told, *, reach: bool) -> list[int]:
    """Without the people who were found by an organisation that the user may not see."""
    if policy.reach(user, "see") == "all" or not ids:
        return ids
    posts = Affiliation.objects.filter(person__in=ids, ended__isnull=True)
    unseen = posts.exclude(organisation__in=policy.parties(user).values("id"))
    people = set(unseen.values_list("person", flat=True))
    if not people:
        return ids
    roles: dict[int, list[str]] = defaultdict(list)
    seen = posts.filter(person__in=people, organisation__in=policy.parties(user).values("id"))
    for person, role, there in seen.values_list("person", "role", "organisation__name"):
        roles[person] += [role, there]
    for person, role in unseen.values_list("person", "role"):
        roles[person].append(role)
    fit = set()
    rows = SearchDocument.objects.filter(party__in=people).values_list(
        "party_id", "party__name", "party__place", "reach", "notes", "tasks"
    )
    for person, name, place, reached, *written in rows:
        names = " ".join(words(" ".join((name, place, *roles[person]))))
        theirs = folded(own.get(person, ()))
        if wanted.all_in(" ".join((names, reached if reach else "", *written, theirs))):
            fit.add(person)
    return [key for key in ids if key not in people or key in fit]


def _fts5(wanted: Asked, *, own: bool) -> str:
    """Words hold letters and digits only, so that nothing in them can be read as a sign of the language."""
    all_of = " AND ".join("(" + " OR ".join(f'"{said}" *' for said in any_of) + ")" for any_of in wanted.words)
    all_of = f'({all_of}) OR "{wanted.number}" *' if wanted.number else all_of
    return all_of if own else f"{{names reach notes tasks}} : ({all_of})"


def _tsquery(wanted: Asked, weight: str) -> str:
    """weight: "A" for all but own words, empty for all."""
    all_of = " & ".join("(" + " | ".join(f"'{said}':*{weight}" for said in any_of) + ")" for any_of in wanted.words)
    return f"({all_of}) | '{wanted.number}':*{weight}" if wanted.number else all_of


def _place(wanted: Asked, kind: str, names: str, reach: str, notes: str) -> tuple[str, int]:
    """The group in which the party is shown, and how near it is: 0 where the name begins so."""
    own = "people" if kind == Party.Kind.PERSON else "organisations"
    if wanted.all_in(names):
        return own, 0 if any(names.startswith(spelling) for spelling in wanted.words[0]) else 1
    if wanted.all_in(f"{names} {reach}"):
        return own, 2
    return ("notes" if wanted.any_in(notes) else "tasks"), 3


def _said(
    user: User,
    wanted: Asked,
    parties: dict[int, Party],
    shown: dict[str, list[int]],
    told: Told,
) -> dict[int, Pieces]:
    """Where else than in the name it stands. told: labels and texts of own fields."""
    said: dict[int, Pieces] = {}
    own = [p for code in ("organisations", "people") for p in shown.get(code, ())]
    known: dict[int, list[str]] = defaultdict(list)
    gone = policy.hidden(user)
    named = () if "identifier" in gone else own
    for party, value in Identifier.objects.filter(party__in=named).order_by("id").values_list("party", "value"):
        known[party].append(value)
    points = ContactPoint.objects.filter(party__in=own).exclude(kind__in=gone).order_by("-preferred", "id")
    for party, value in points.values_list("party", "value"):
        known[party].append(value)
    held = Affiliation.objects.filter(person__in=own, ended__isnull=True).order_by("-id")
    if policy.reach(user, "see") != "all":
        held = held.filter(organisation__in=policy.parties(user).values("id"))
    posts = {
        person: f"{role}, {there}" if role else there
        for person, role, there in held.values_list("person", "role", "organisation__name")
    }
    for key in own:
        if key in parties:
            said[key] = _beside(wanted, parties[key], posts.get(key, ""), known[key], told.get(key, ()))
    contacts = policy.contacts(user).filter(party__in=shown.get("notes", ())).order_by("-on", "-id")
    for c in contacts.only("party_id", "kind", "text", "on")[:2000]:
        if c.party_id not in said and any(hit for _, hit in marked(c.text, wanted)):
            label = f"{c.get_kind_display()} of {c.on.day} {c.on:%B %Y}: "
            said[c.party_id] = [(label, False), *marked(excerpt(c.text, wanted), wanted)]
    for task in (
        Task.objects.filter(party__in=shown.get("tasks", ()))
        .order_by("-id")
        .only("party_id", "kind", "title", "due")[:2000]
    ):
        if (
            task.party_id is not None
            and task.party_id not in said
            and any(hit for _, hit in marked(task.title, wanted))
        ):
            said[task.party_id] = [
                (f"{task.get_kind_display()}: ", False),
                *marked(excerpt(task.title, wanted), wanted),
            ]
    return said


def _beside(wanted: Asked, party: Party, post: str, known: Iterable[str], told: Iterable[tuple[str, str]]) -> Pieces:
    """What a person or an organisation says under its name: always its place or post, and what else was asked for."""
    always = [text for text in (post, party.place) if text]
    # Customer 14646 is 14646 in the orders: that need not be said twice.
    others = [value for value in known if value not in party.name]
    hits = [text for text in others if _hit(text, wanted)]
    pieces: list[tuple[str, bool]] = []
    for text in [*always, *hits]:
        whole = text in hits and not any(hit for _, hit in marked(text, wanted))
        pieces += [(" · ", False)] if pieces else []
        pieces += [(text, True)] if whole else marked(text, wanted)
    for label, text in told:
        if _hit(text, wanted):
            pieces += [(f"{' · ' if pieces else ''}{label}: ", False), *marked(text, wanted)]
    return pieces


def _hit(text: str, wanted: Asked) -> bool:
    if any(hit for _, hit in marked(text, wanted)):
        return True
    joined = "".join(letter for letter in text.casefold() if letter.isalnum())
    return any(spelling in joined for any_of in wanted.words for spelling in any_of) or (
        bool(wanted.number) and wanted.number in joined
    )
