"""What plans are measured by, of several parties at once: orders, standings, contacts, promises, seats, ties."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

from goodwill.programme.deciding.coverage import Summary, coverage_of
from goodwill.programme.kept.files import standings_file
from goodwill.programme.past_standings import past_runs
from goodwill.programme.planning.bought import NOTHING, Bought, bought_by, whose
from goodwill.programme.planning.laddering import Past, Rows, rungs_on
from goodwill.programme.tying.inventory import level_of
from goodwill.programme.tying.scale import Level
from goodwill.records.models import Affiliation, AnalysisRun, Contact, Party, Task, Workspace
from goodwill.records.workspace import Level as Counted


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


class Evidence:
    """Of one party. Whatever is asked of it is read for all who were gathered with it, and only when it is asked."""

    def __init__(self, party: Party, among: "_Gathered") -> None:
        self._party, self._among = party, among
        self.today = timezone.localdate()
        run = among.run
        self.as_of = None if run is None else run.as_of
        """Up to when orders are analysed; None where nothing is."""

    @property
    def first(self) -> date | None:
        """From when on there are orders; None where nothing is analysed."""
        return self._among.first

    @property
    def bought(self) -> Bought:
        return self._among.bought.get(self._party.pk, NOTHING)

    @property
    def now(self) -> Stood | None:
        """At the analysis that is shown."""
        return self._among.standings.get(self._party.pk)

    @property
    def contacts(self) -> list[Met]:
        return self._among.worked[0].get(self._party.pk, [])

    @property
    def promises(self) -> list[Promised]:
        return self._among.worked[1].get(self._party.pk, [])

    @property
    def judged_apart(self) -> bool:
        """Its orders count for another party, too, so that it has no standing of its own."""
        above = {Counted.TOP: self._party.parent_id, Counted.BILL_TO: self._party.bill_to_id}
        return above.get(self._among.level) is not None

    @property
    def others(self) -> frozenset[int]:
        """Parties whose orders count among its own."""
        own = self._party.pk
        return frozenset(key for key, over in self._among.whose.items() if own in over and key != own)

    def stood(self, on: date) -> Stood | None:
        """At the last analysis up to and with that day."""
        if self.now is not None and self.now.as_of <= on:
            return self.now
        held = self._among.past(on)
        row = None if held is None else held[2].get(self._party.pk)
        return None if held is None or row is None else _stood(held[0], row)

    def reached(self, on: date) -> Summary | None:
        """How far who decides there is known and reached on a day; None where no decision has a seat."""
        return self._among.reached(on).get(self._party.pk)

    def bound(self, on: date) -> Level | None:
        """The highest level of ties in use on a day."""
        return self._among.bound(on).get(self._party.pk)

    def rung(self, on: date) -> str:
        """On the ladder on a day, which knows ties, answers and plans beside orders; empty where it is on none."""
        return self._among.rungs(self._party.pk)(on)


class _Gathered:
    """Of several parties each kind of evidence, in as many questions as for one."""

    def __init__(self, parties: Mapping[int, Party]) -> None:
        self.parties = parties
        self.run = Workspace.the().current
        self.level = Counted.ORDER if self.run is None else Counted(self.run.level)

    @cached_property
    def first(self) -> date | None:
        return None if self.run is None else _first(self.run)

    @cached_property
    def whose(self) -> Mapping[int, set[int]]:
        return whose(self.parties, self.level)

    @cached_property
    def bought(self) -> Mapping[int, Bought]:
        return bought_by(self.whose, self.run)

    @cached_property
    def standings(self) -> Mapping[int, Stood]:
        return _standings(self.run, self.parties)

    @cached_property
    def past(self) -> Past:
        return _past(tuple(self.parties), None if self.run is None else self.run.as_of)

    @cached_property
    def rungs(self) -> Callable[[int], Callable[[date], str]]:
        # Not self.past alone: that would read past standings whether or not a rung of such a day is asked for.
        return rungs_on(tuple(self.parties), self.run, lambda day: self.past(day))  # noqa: PLW0108

    @cached_property
    def reached(self) -> Callable[[date], Mapping[int, Summary]]:
        return cache(lambda day: coverage_of(self.parties.values(), day))

    @cached_property
    def bound(self) -> Callable[[date], Mapping[int, Level | None]]:
        return cache(lambda day: level_of(list(self.parties), day))

    @cached_property
    def worked(self) -> tuple[Mapping[int, list[Met]], Mapping[int, list[Promised]]]:
        return _worked(self.parties)


def gather(parties: Iterable[Party]) -> dict[int, Evidence]:
    """Of each party, by its key; asks the database as often for many as for one."""
    asked = {party.id: party for party in parties}
    among = _Gathered(asked)
    return {key: Evidence(party, among) for key, party in asked.items()}


def of_one(party: Party) -> Evidence:
    return gather([party])[party.id]


def _first(run: AnalysisRun) -> date | None:
    said = AnalysisRun.objects.filter(id=run.id).values_list("results__evidence__first", flat=True).first()
    return date.fromisoformat(said[:10]) if isinstance(said, str) and said else None


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


def _past(parties: tuple[int, ...], as_of: date | None) -> Past:
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
