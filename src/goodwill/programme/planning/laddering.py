"""Where parties stand on the ladder on any day, for plans to be measured by."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.utils import timezone

from goodwill.network.ladder import rung_of as by_rules
from goodwill.programme.climbing.evidence import evidence_of, of_orders
from goodwill.programme.climbing.states import state_of
from goodwill.programme.tying.window import window_of
from goodwill.records.models import AnalysisRun

Rows = Mapping[int, Mapping[str, Any]]
Past = Callable[[date], tuple[date, int, Rows] | None]
"""Of the last past analysis up to a day its own day, the run, and what was kept of it."""


def rungs_on(parties: Sequence[int], run: AnalysisRun | None, past: Past) -> Callable[[int], Callable[[date], str]]:
    """Of a party its rung on a day, by the last analysis up to then and by what people had written down by then.

    Asks the database once a day asked for, whatever the number of parties; days to come are today.
    """

    @cache
    def read(until: date) -> dict[int, str]:
        if run is None or run.as_of is None:
            return {}
        if run.as_of <= until:
            known = evidence_of(parties, window_of(run.pk, until=until))
        elif (held := past(until)) is not None:
            known = of_orders(_orders(held[2]), window_of(held[1], until=until))
        else:
            return {}
        return {party: state_of(by_rules(one)) for party, one in known.items()}

    def of(party: int) -> Callable[[date], str]:
        return lambda day: read(min(day, timezone.localdate())).get(party, "")

    return of


def _orders(rows: Rows) -> dict[int, dict[str, Any]]:
    return {
        party: {
            "rung": row["rung"],
            "p_return": row.get("p_return"),
            "occasions": (row.get("repeat_purchases") or 0) + 1,
        }
        for party, row in rows.items()
        if row.get("rung")
    }
