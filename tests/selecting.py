"""A selection round for tests: customers with standings, and their scores in one line."""

from goodwill.programme.selecting import criteria, rounds, scoring
from goodwill.records.models import AnalysisRun, Party, SelectionCandidate, SelectionRound, User
from tests import people

RESULTS = {
    "evidence": {"first": "2009-12-01", "last": "2011-08-31"},
    "settings": {"horizon": {"length": 52.0, "unit": "week"}, "basis": "margin"},
    "value": {"mean": 1},
    "key_accounts_k": 5,
    "key_accounts": [],
}


def analysed(**results: object) -> AnalysisRun:
    """A current analysis that says at least what a round asks it."""
    run = people.run()
    run.results = RESULTS | results
    run.save()
    return run


def customer(name: str, run: AnalysisRun, expected: float, chance: float | None = 0.5, manager=None) -> Party:
    made = people.party(name, manager)
    people.standing(
        made,
        run,
        expected_revenue=expected,
        margin_rate=0.5,
        key_account_probability=chance,
        value=expected,
        value_low=expected / 2,
        value_high=expected * 2,
    )
    return made


def opened(by: User, **values: object) -> SelectionRound:
    return rounds.open_round(by=by, **{"name": "Key accounts 2012", "places": 2, "kept_for_strategy": 0} | values)


def candidate(held: SelectionRound, name: str) -> SelectionCandidate:
    return held.candidates.get(relationship__party__name=name)


def score(by: User, one: SelectionCandidate, attractive: float, ours: float = 6, rival: float = 5) -> None:
    """The same score on every criterion of a side."""
    one.refresh_from_db()
    given = {c.id: (attractive, None) if c.side == "ours" else (ours, rival) for c in criteria.company()}
    scoring.score(by=by, candidate=one, version=one.version, scores=given)
    one.refresh_from_db()
