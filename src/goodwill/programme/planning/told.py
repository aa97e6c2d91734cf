"""What a plan says of the relationship and its objectives in words, the same on the page and on paper."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodwill.programme.planning.measures import SHELF, Reading
from goodwill.programme.planning.results import NOT_KNOWN, Result, pace
from goodwill.programme.planning.situation import Situation
from goodwill.records.models import Plan, PlanObjective, PlanReview
from goodwill.terms.dates import written_day
from goodwill.terms.money import amount

HIDDEN = "not shown to your role"


@dataclass(frozen=True)
class Fact:
    """value: empty where it is not known, and note says why. at: name of the party's page that it comes from."""

    label: str
    value: str
    note: str = ""
    at: str = ""


@dataclass(frozen=True)
class Aim:
    """An objective in words; each empty where there is nothing to say. pace, why: a sentence."""

    objective: PlanObjective
    measure: str
    target: str
    before: str
    now: str
    as_of: date | None
    verdict: str
    why: str = ""
    pace: str = ""
    frozen: bool = False


def aims(plan: Plan, found: Sequence[Result], currency: str | None, gone: Collection[str] = ()) -> list[Aim]:
    return [_aim(plan, one, currency, hidden=one.tells in gone) for one in found]


def _aim(plan: Plan, one: Result, currency: str | None, *, hidden: bool) -> Aim:
    objective, measure = one.objective, one.measure
    if measure is None:
        why = ""
        if objective.judged_on is not None:
            why = f"{objective.judged_by}, {written_day(objective.judged_on)}: {objective.judged_why}"
        target = objective.target_word or "as the words say"
        return Aim(objective, "judged by a person", target, "", "", None, one.verdict, why, frozen=one.frozen)
    if hidden:
        return Aim(objective, measure.name, HIDDEN, "", "", None, NOT_KNOWN, "")
    now = one.now or Reading()

    def said(reading: Reading) -> str:
        return measure.said(reading.value, reading.word, currency)

    target = measure.said(objective.target, objective.target_word, currency)
    return Aim(
        objective,
        measure.name,
        f"at most {target}" if measure.less else target,
        said(one.before),
        said(now),
        now.as_of if now.known else None,
        one.verdict,
        now.reason,
        "" if one.frozen else pace(one, plan, currency),
        one.frozen,
    )


def came(review: PlanReview, currency: str | None, gone: Collection[str] = ()) -> list[str]:
    """What had come of each objective on the day of the review, as it was kept."""
    return [_came(kept, currency, gone) for kept in review.results]


def _came(kept: Mapping[str, Any], currency: str | None, gone: Collection[str]) -> str:
    measure, now = SHELF.get(kept["measure"]), Reading.of(kept["now"])
    if measure is not None and measure.tells in gone:
        return f"{kept['words']}: {HIDDEN}"
    read = "" if measure is None else measure.said(now.value, now.word, currency)
    return f"{kept['words']}: {read and f'{read}, '}{kept['verdict']}"


def facts(found: Situation, currency: str | None) -> list[Fact]:
    """Of a situation, from which what is hidden was left out."""
    told: list[Fact] = []
    if "active" in found:
        told.append(_read("Still active", found["active"], _percent))
    if "return" in found:
        told.append(Fact("Likely to return within a year", _percent(found["return"]), ""))
    if "value" in found:
        told.append(_worth(found, currency))
    if "orders" in found:
        told += _orders(found["orders"], currency)
    if "group" in found:
        told.append(_read("Group", found["group"], str))
    if "rung" in found:
        told.append(_read("Rung", found["rung"], str))
    promises, complaints = found["promises"], found["complaints"]
    late = f"{promises['late']} of them late" if promises["late"] else ""
    told.append(Fact("Open promises", str(promises["open"]), late))
    told.append(Fact("Open complaints", str(complaints), ""))
    return told


def beside(found: Situation, currency: str | None) -> list[Fact]:
    """What stands around the orders; value: empty where nobody has written it down."""
    around = found.get("around")
    if around is None:
        return []
    return [_BESIDE[name](one, currency) for name, one in around.items() if name in _BESIDE]


def _unit(one: Mapping[str, Any] | None, _currency: str | None) -> Fact:
    if one is None:
        return Fact("Who decides", "", "", "decisions")
    unknown = f"{one['unknown']} seat{'' if one['unknown'] == 1 else 's'} of which nobody knows who holds them"
    return Fact(
        "Who decides", f"{one['covered']} of {one['roles']} roles reached", unknown if one["unknown"] else "",
        "decisions",
    )  # fmt: skip


def _ties(one: Mapping[str, Any] | None, currency: str | None) -> Fact:
    if one is None:
        return Fact("Ties", "", "", "ties")
    leaving = "What leaving would cost it is not known"
    if one["leaving"] is not None:
        leaving = f"Leaving would cost it {amount(one['leaving'], currency)}, as far as known"
    return Fact("Ties", f"Level {one['rank']}, {one['level']}", leaving, "ties")


def _stands(one: Mapping[str, Any], _currency: str | None) -> Fact:
    return Fact("On the ladder", one["words"], one["because"], "ladder")


def _needs(one: Mapping[str, Any] | None, _currency: str | None) -> Fact:
    if one is None:
        return Fact("Needs", "", "", "party-needs")
    short = len(one["short"])
    return Fact("Needs", f"{short or 'None'} of {one['number']} unmet", ", ".join(one["short"]), "party-needs")


def _made(one: Mapping[str, Any] | None, currency: str | None) -> Fact:
    if one is None:
        return Fact("Made for it alone", "", "", "party-entitlements")
    rates = f"{one['rates']} more without a sum a year" if one["rates"] else ""
    return Fact("Made for it alone", f"{amount(one['a_year'], currency)} a year", rates, "party-entitlements")


def _left(one: Mapping[str, Any] | None, currency: str | None) -> Fact:
    label = "Profit of twelve months"
    if one is None:
        return Fact(label, "", "No order of it is analysed.", "party-entitlements")
    if not one["is_profit"]:
        label = "Revenue of twelve months, less what is made for it"
    cost = f"{amount(one['cost'], currency)} of entitlements taken off; {one['period']}"
    return Fact(label, amount(one["left"], currency), cost, "party-entitlements")


_BESIDE = {"unit": _unit, "ties": _ties, "stands": _stands, "needs": _needs, "made": _made, "left": _left}


def as_of(found: Situation) -> str:
    """As of when the orders were analysed, and when it was looked at."""
    if not found["as_of"]:
        return "No orders are analysed yet."
    return f"Orders as of {written_day(date.fromisoformat(found['as_of']))}"


def looked_at(found: Situation) -> date:
    return date.fromisoformat(found["on"])


def _worth(found: Situation, currency: str | None) -> Fact:
    told = _read("Worth over the value horizon", found["value"], lambda value: amount(value, currency))
    if not told.value or not found.get("value_range"):
        return told
    low, high = found["value_range"]
    return Fact(told.label, told.value, f"90% range {amount(low, currency)} to {amount(high, currency)}")


def _orders(orders: Mapping[str, Any], currency: str | None) -> list[Fact]:
    told = []
    for label, name, say in (
        ("Net revenue, last 12 months", "net", lambda value: amount(value, currency)),
        ("Purchase days, last 12 months", "days", lambda value: f"{value:,.0f}"),
    ):
        now, before = _read(label, orders["last"][name], say), _read(label, orders["before"][name], say)
        note = f"{before.value} in the 12 months before"
        if not before.value:
            note = f"The 12 months before are not known. {before.note}"
        told.append(Fact(label, now.value, note if now.value else now.note))
    return told


def _read(label: str, kept: Mapping[str, Any], say: Any) -> Fact:
    reading = Reading.of(dict(kept))
    if not reading.known:
        return Fact(label, "", reading.reason)
    return Fact(label, say(reading.word or reading.value))


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f}%"
