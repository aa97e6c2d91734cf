"""Of all who are no key accounts: whom to bring up the ladder, and how many not and why."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.network.ladder_chain import most_to_pay
from goodwill.programme import key_accounts, policy
from goodwill.programme.climbing.choosing import Choice, Named, Terms, judge, shares_of
from goodwill.programme.climbing.kept_ladder import Ladder
from goodwill.programme.climbing.projection import Projection
from goodwill.programme.climbing.rungs import rung_of
from goodwill.programme.climbing.states import LAPSED, QUIET, STATES
from goodwill.programme.kept import files
from goodwill.records.models import Party, User

Where = NDArray[np.bool_]


@dataclass(frozen=True)
class Left:
    """A reason not to bring these up. state: the rung on which all of them stand, where it is one."""

    reason: str
    count: int
    state: str = ""


@dataclass(frozen=True)
class Beyond:
    """choices: some of those to bring up, the most to gain first. up: how many there are. rest: those who are not."""

    choices: list[Choice]
    up: int
    rest: list[Left]


def beyond(
    user: User, ladder: Ladder, projection: Projection, *, terms: Terms, currency: str | None, first: int, most: int
) -> Beyond:
    """Judged by the rung at the analysis; those that are shown by the one of today.

    first, most: how many to pass over, and how many to show.

    Raises:
        PermissionDenied: without a right to the programme.
    """
    policy.demand(user, "programme")
    table = files.read(ladder.run, ["party", "rung", "last_year"])
    if table is None:
        return Beyond([], 0, [])
    held = list(key_accounts.key_accounts(user).order_by().values_list("relationship__party_id", flat=True))
    table = table.filter(~np.isin(table["party"].to_numpy(), np.array(held, np.int64)))
    parties, brought = table["party"].to_numpy(), files.numbers(table, "last_year")
    on = {state: files.equal(table, "rung", state) for state in STATES}
    pays = _pays(on, brought, ladder, projection, terms)
    up = pays > terms.cost
    best = np.flatnonzero(up)[np.argsort(-pays[up], kind="stable")][first : first + most]
    shown = parties[best].tolist()
    names = dict(Party.objects.filter(id__in=shown).values_list("id", "name"))
    standing = rung_of(shown)
    steps = {step.start: step for step in projection.steps}
    shares = shares_of(shown, standing, ladder)
    choices = [
        judge(Named(key, names[key]), standing[key], steps, shares.get(key), terms, currency)
        for key in shown
        if key in names
    ]
    return Beyond([one for one in choices if one.up], int(up.sum()), _left(on, pays, terms.cost))


def _pays(
    on: dict[str, Where], brought: NDArray[np.float64], ladder: Ladder, projection: Projection, terms: Terms
) -> NDArray[np.float64]:
    """What a programme may cost for each at most, as `judge` says it of one; NaN where a step is not worth anything."""
    pays = np.full(len(brought), np.nan)
    for step in projection.steps:
        year = ladder.year[STATES.index(step.start)]
        if step.worth is not None and step.worth > 0:
            known = np.isfinite(brought) & (year is not None and year > 0)
            share = np.where(known, np.maximum(brought / (year or 1.0), 0.0), 1.0)
            pays = np.where(on[step.start], most_to_pay(terms.more, step.worth, terms.discount) * share, pays)
    return pays


def _left(on: dict[str, Where], pays: NDArray[np.float64], cost: float) -> list[Left]:
    climbing = ~(on[QUIET] | on[LAPSED])
    placed = np.any(list(on.values()), axis=0)
    found = (
        Left("Silent for longer than the window: first an order, then a step", int(on[QUIET].sum()), QUIET),
        Left("Lapsed: to win them back is another matter than a step up", int(on[LAPSED].sum()), LAPSED),
        Left("They brought nothing in the last year, so a step would bring nothing", int((pays == 0).sum())),
        Left("A step pays less than it costs", int(((pays > 0) & (pays <= cost)).sum())),
        Left(
            "What a step is worth is not known, or it is worth nothing",
            int((placed & climbing & np.isnan(pays)).sum()),
        ),
        Left("Not on the ladder: they have not ordered yet, or their rung could not be told", int((~placed).sum())),
    )
    return [one for one in found if one.count]
