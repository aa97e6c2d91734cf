"""Which key accounts to bring up the ladder, and which not, each with the reason; of all others see `beyond`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodwill.network.ladder import OnLadder
from goodwill.network.ladder_chain import most_to_pay, worth_paying
from goodwill.programme import key_accounts, policy
from goodwill.programme.climbing.kept_ladder import Ladder
from goodwill.programme.climbing.projection import Projection, Step
from goodwill.programme.climbing.rungs import rung_of
from goodwill.programme.climbing.states import STATES, state_of
from goodwill.programme.kept import files
from goodwill.records.models import User
from goodwill.terms.money import amount


@dataclass(frozen=True)
class Named:
    """A party by its key and name: a thousand whole ones would take a page longer than all else."""

    id: int
    name: str


@dataclass(frozen=True)
class Choice:
    """worth: of the step to this account, and what may be paid for it a month ahead; None where not known."""

    party: Named
    on: OnLadder
    up: bool
    reason: str
    to: str = ""
    worth: float | None = None
    may_cost: float | None = None


@dataclass(frozen=True)
class Chosen:
    """up: whom to bring up, most to gain first. rest: whom not."""

    up: list[Choice]
    rest: list[Choice]


@dataclass(frozen=True)
class Terms:
    """Of a programme. more: by how much it raises the chance of a step in a month, 0 to 1.

    cost: once, for each relationship. discount: a month, as `Projection` has it.
    """

    more: float
    cost: float
    discount: float


def choose(user: User, ladder: Ladder, projection: Projection, *, terms: Terms, currency: str | None) -> Chosen:
    """Of all key accounts: whether what a programme does for the next step is worth more than its cost.

    Raises:
        PermissionDenied: without a right to the programme.
    """
    policy.demand(user, "programme")
    held = key_accounts.key_accounts(user).values_list("relationship__party_id", "relationship__party__name")
    parties = {key: Named(key, name) for key, name in held}
    standing = rung_of(list(parties))
    shares = shares_of(list(parties), standing, ladder)
    steps = {step.start: step for step in projection.steps}
    choices = [judge(party, standing[key], steps, shares.get(key), terms, currency) for key, party in parties.items()]
    order = sorted(choices, key=lambda one: (-(one.may_cost or 0.0), one.party.name))
    return Chosen([one for one in order if one.up], [one for one in order if not one.up])


def judge(
    party: Named, on: OnLadder, steps: Mapping[str, Step], share: float | None, terms: Terms, currency: str | None
) -> Choice:
    """share: what it brought in the last year, as a multiple of the mean on its rung; None where not known."""
    state = state_of(on)
    if state not in steps:
        return Choice(party, on, False, _beside(state))
    step = steps[state]
    if step.worth is None or step.worth <= 0:
        judged = "cannot be judged" if step.worth is None else "is not worth its cost"
        return Choice(party, on, False, f"A step to {step.to} {judged}. {step.why_not}", step.to)
    worth = step.worth * (1.0 if share is None else share)
    most = most_to_pay(terms.more, worth, terms.discount)
    said = "as the rung does on average" if share is None else f"{share:.1f} times what its rung brings"
    told = f"The step to {step.to} is worth {amount(worth, currency)} here ({said}); at most {amount(most, currency)}"
    if worth <= 0:
        return Choice(party, on, False, "It brought nothing in the last year, so a step would bring nothing.", step.to)
    if not worth_paying(terms.more, worth, terms.discount, terms.cost):
        return Choice(
            party, on, False, f"{told} pays, and it costs {amount(terms.cost, currency)}.", step.to, worth, most
        )
    return Choice(party, on, True, f"{told} may be spent.", step.to, worth, most)


def _beside(state: str) -> str:
    return {
        "quiet": "Silent for longer than the window: first an order, then a step.",
        "lapsed": "Lapsed: to win it back is another matter than a step up.",
        "partner": "It stands on the highest rung.",
        "prospect": "What a first order is worth is not known from moves on the ladder.",
    }.get(state, "It is not on the ladder yet.")


def shares_of(parties: Sequence[int], standing: dict[int, OnLadder], ladder: Ladder) -> dict[int, float]:
    """Party -> what it brought in the last year, as a multiple of the mean on its rung."""
    found = {}
    for party, brought in files.of_parties(ladder.run, "last_year", parties).items():
        state = state_of(standing[party])
        mean = ladder.year[STATES.index(state)] if state in STATES else None
        # A rung that brings nothing on average is no measure for anybody.
        if mean is not None and mean > 0:
            found[party] = max(brought / mean, 0.0)
    return found
