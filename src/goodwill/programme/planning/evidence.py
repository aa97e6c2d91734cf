"""What plans are measured by, gathered for several parties at once: orders, standings, contacts, promises."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

from goodwill.programme.evidence import store
from goodwill.programme.kept.files import standings_file
from goodwill.programme.past_standings import past_runs
from goodwill.programme.planning.laddering import Rows, rungs_on
from goodwill.records.models import Affiliation, AnalysisRun, Contact, Descent, Identifier, Party, Task, Workspace
from goodwill.records.workspace import Level

Bought = Sequence[float | None]
"""Of one key on one day: purchases, spend, returned."""


@dataclass(frozen=True)
class Ordered:
    """What came of one day. net: spent less returned, None where amounts are not known; bought: a purchase day."""

    on: date
    bought: bool
    net: float | None


@dataclass(frozen=True)
class Stood:
    """How a party stood at one analysis; its rung as far as orders tell it."""

    as_of: date
    group: str = ""
    rung: str = ""
    p_active: float | None = None
    p_return: float | None = None
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    expected_revenue: float | None = None


@dataclass(frozen=True)
class Met:
    """A contact; answered: of a complaint, the day."""

    kind: str
    on: date
    answered: date | None


@dataclass(frozen=True)
class Promised:
    """first_due: the day first set. over: the day it was kept or broken; None while it is open."""

    due: date
    first_due: date
    over: date | None
    broken: bool


@dataclass(frozen=True)
class Evidence:
    """Of one party. first, as_of: from when to when the analysed orders reach; None where nothing is analysed.

    judged_apart: its orders count for another party, too, so that it has no standing of its own.
    rung: on the ladder on a day, which knows ties, answers and plans beside orders; empty where it is on none.
    """

    first: date | None
    as_of: date | None
    today: date
    days: Sequence[Ordered]
    now: Stood | None
    before: Callable[[date], Stood | None]
    contacts: Sequence[Met]
    promises: Sequence[Promised]
    rung: Callable[[date], str] = lambda _: ""
    judged_apart: bool = False

    def stood(self, on: date) -> Stood | None:
        """At the last analysis up to and with that day."""
        if self.now is not None and self.now.as_of <= on:
            return self.now
        return self.before(on)


def gather(parties: Iterable[Party]) -> dict[int, Evidence]:
    """Of each party, by its key; asks the database as often for many as for one."""
    asked = {party.id: party for party in parties}
    run = Workspace.the().current
    as_of = None if run is None else run.as_of
    days, standings = _days(asked, run, as_of), _standings(run, asked)
    past = _past(tuple(asked), as_of)
    rung = rungs_on(tuple(asked), run, past)
    contacts, promises = _worked(asked)
    first = _first(run)
    level = Level.ORDER if run is None else run.level
    return {
        key: Evidence(
            first,
            as_of,
            timezone.localdate(),
            days.get(key, ()),
            standings.get(key),
            _before(past, key),
            contacts.get(key, ()),
            promises.get(key, ()),
            rung(key),
            judged_apart=(level == Level.TOP and party.parent_id is not None)
            or (level == Level.BILL_TO and party.bill_to_id is not None),
        )
        for key, party in asked.items()
    }


def of_one(party: Party) -> Evidence:
    return gather([party])[party.id]


def _first(run: AnalysisRun | None) -> date | None:
    if run is None:
        return None
    said = AnalysisRun.objects.filter(id=run.id).values_list("results__evidence__first", flat=True).first()
    return date.fromisoformat(said[:10]) if isinstance(said, str) and said else None


def _days(asked: Mapping[int, Party], run: AnalysisRun | None, as_of: date | None) -> dict[int, list[Ordered]]:
    """By day, oldest first; only what the current analysis has seen, for whom it counted the orders."""
    evidence = store()
    if as_of is None or run is None or evidence.days_version is None:
        return {}
    counted = _counted(asked, run.level)
    keys = dict(Identifier.objects.filter(party__in=counted).values_list("id", "party"))
    if not keys:
        return {}
    days = evidence.days_of(list(keys))
    # Column by column: a mapping for each row would take longer than all else.
    columns = (days[name].to_pylist() for name in ("key", "day", "purchases", "spend", "returned"))
    found: dict[int, dict[date, list[Bought]]] = defaultdict(lambda: defaultdict(list))
    for key, day, *bought in zip(*columns, strict=True):
        if day <= as_of:
            for over in counted[keys[key]]:
                found[over][day].append(bought)
    return {key: [_day(on, of[on]) for on in sorted(of)] for key, of in found.items()}


def _day(on: date, rows: Sequence[Bought]) -> Ordered:
    bought, net = False, 0.0
    known = True
    for purchases, spend, returned in rows:
        bought = bought or bool(purchases)
        known = known and spend is not None
        net += (spend or 0.0) + (returned or 0.0)
    return Ordered(on, bought, net if known else None)


def _counted(asked: Mapping[int, Party], level: str) -> dict[int, set[int]]:
    """Whose orders count for whom among the asked: everybody's for itself, and as the analysis counted them."""
    counted = {key: {key} for key in asked}
    pairs: Iterable[tuple[int, int]] = ()
    if level == Level.TOP:
        tops = [key for key, party in asked.items() if party.parent_id is None]
        pairs = Descent.objects.filter(ancestor__in=tops).values_list("descendant", "ancestor")
    elif level == Level.BILL_TO:
        billed = Party.objects.filter(bill_to__in=asked).values_list("id", "bill_to")
        pairs = [(child, payer) for child, payer in billed if payer is not None]
    for child, over in pairs:
        counted.setdefault(child, set()).add(over)
    return counted


def _standings(run: AnalysisRun | None, asked: Mapping[int, Party]) -> dict[int, Stood]:
    if run is None or run.as_of is None:
        return {}
    return {
        one.party_id: Stood(
            run.as_of,
            one.group,
            one.rung,
            one.p_active,
            one.p_return,
            one.value,
            one.value_low,
            one.value_high,
            one.expected_revenue,
        )
        for one in run.standings.filter(party__in=asked)
    }


_KEPT = ("group", "rung", "p_active", "p_return", "lifetime_value", "lifetime_value_low", "lifetime_value_high")


def _past(parties: tuple[int, ...], as_of: date | None) -> Callable[[date], tuple[date, int, Rows] | None]:
    """The last analysis up to a day; reads a past analysis at most once, and only when it is asked for."""
    runs = past_runs(before=as_of) if as_of else []

    @cache
    def read(run: int) -> Rows:
        path = standings_file(run)
        if not path.exists():
            return {}
        known = set(pq.read_schema(path).names)
        columns = ["party", *(name for name in (*_KEPT, "repeat_purchases") if name in known)]
        within = pc.field("party").isin(pa.array(parties, pa.int64()))
        rows = pq.read_table(path, columns=columns, filters=within, use_threads=False).to_pylist()
        return {row["party"]: row for row in rows}

    def on(day: date) -> tuple[date, int, Rows] | None:
        held = next(((then, run) for then, run in runs if then <= day), None)
        return None if held is None else (*held, read(held[1]))

    return on


def _before(past: Callable[[date], tuple[date, int, Rows] | None], party: int) -> Callable[[date], Stood | None]:
    def on(day: date) -> Stood | None:
        held = past(day)
        row = None if held is None else held[2].get(party)
        return None if held is None or row is None else _stood(held[0], row)

    return on


def _stood(as_of: date, row: Mapping[str, object]) -> Stood:
    numbers = [row.get(name) for name in _KEPT[2:]]
    p_active, p_return, value, low, high = (one if isinstance(one, float) else None for one in numbers)
    return Stood(as_of, str(row.get("group") or ""), str(row.get("rung") or ""), p_active, p_return, value, low, high)


def _worked(asked: Mapping[int, Party]) -> tuple[dict[int, list[Met]], dict[int, list[Promised]]]:
    """Contacts with the parties and the people there, and promises given to them; of who has left, those of before."""
    there: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    for key in asked:
        there[key].append((key, None))
    for row in Affiliation.objects.filter(organisation__in=asked).only("person", "organisation", "ended"):
        there[row.person_id].append((row.organisation_id, row.ended))
    met: dict[int, list[Met]] = defaultdict(list)
    for party, kind, on, answered in Contact.objects.filter(party__in=there).values_list(
        "party", "kind", "on", "answered"
    ):
        one = Met(kind, on, None if answered is None else timezone.localdate(answered))
        for over in {over for over, ended in there[party] if ended is None or ended >= on}:
            met[over].append(one)
    promised: dict[int, list[Promised]] = defaultdict(list)
    for task in Task.objects.filter(party__in=there, kind=Task.Kind.PROMISE):
        ended_on = None if task.done is None else timezone.localdate(task.done)
        given = Promised(task.due, task.first_due or task.due, ended_on, task.given_up)
        for over in {over for over, ended in there[task.party_id or 0] if ended is None or ended >= task.due}:
            promised[over].append(given)
    return met, promised
