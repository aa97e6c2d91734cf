"""A plan on paper: the annual, the long-range, or both one after the other."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.planning import told
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.resources import Sum, is_done, sums
from goodwill.programme.planning.results import results
from goodwill.programme.planning.sentences import small
from goodwill.programme.planning.shelf import HEADINGS
from goodwill.programme.planning.situation import situation
from goodwill.records.models import Plan, PlanAction, PlanResource, User, Workspace
from goodwill.report.sheet import Sheet, SheetSection, SheetTable
from goodwill.terms.dates import written_day
from goodwill.terms.money import amount

NOTHING = "Nothing written yet."


def take(*, by: User, plans: Sequence[Plan]) -> Sheet:
    """The plans of one relationship, as far as the person is told; the history keeps that they left.

    Raises:
        PermissionDenied: where the person may not see the party.
    """
    party = plans[0].relationship.party
    policy.demand_sight(by, party)
    for plan in plans:
        remember(by=by, action="exported", row=plan, party=party, after={"format": "pdf"})
    return sheet(by, plans)


def sheet(user: User, plans: Sequence[Plan]) -> Sheet:
    """As far as the user is told; of several plans the first gives the head."""
    first, currency = plans[0], Workspace.the().currency or None
    party = first.relationship.party
    both = len(plans) > 1
    sections: list[SheetSection] = []
    for plan in plans:
        lead = f"{plan.years_said}: " if both else ""
        sections += _sections(user, plan, currency, lead)
    names = " and ".join(dict.fromkeys(str(plan) if not i else small(plan) for i, plan in enumerate(plans)))
    return Sheet(
        title=f"{names} for {party.name}" if not both else f"Plans for {party.name}",
        sub=_days(first) if not both else f"{names}; manager: {_manager(first)}",
        state=first.get_state_display() if not both else "",
        facts=[fact for plan in plans for fact in _facts(plan, currency, both=both)],
        sections=sections,
        foot=f"{party.name}: {names}" if both else f"{party.name}: {names}, edition {first.edition}",
        on=timezone.localdate(),
        signed=_signed(first),
    )


def _facts(plan: Plan, currency: str | None, *, both: bool) -> list[tuple[str, str]]:
    """both: two facts a plan, which stand on one line."""
    edition = f"{plan.get_state_display()}, edition {plan.edition}"
    money = "" if plan.budget_money is None else amount(plan.budget_money, currency)
    hours = "" if plan.budget_hours is None else f"{plan.budget_hours:,.4g}"
    if both:
        budget = " and ".join(part for part in (money, hours and f"{hours} hours") if part)
        return [(str(plan), f"{edition}, to {written_day(plan.ends)}"), ("Its budget", budget or "none")]
    found = [("State", edition), ("Manager", _manager(plan)), ("Budget", money), ("Budget of hours", hours)]
    return [(label, value) for label, value in found if value]


def _sections(user: User, plan: Plan, currency: str | None, lead: str) -> list[SheetSection]:
    gone, evidence = policy.hidden(user), of_one(plan.relationship.party)
    there = situation(plan, evidence, gone, user)
    aims = told.aims(plan, results(plan, evidence), currency, gone)
    texts = {one.section: one.text for one in plan.texts.all() if one.text}
    written = [
        SheetSection(f"{lead}{heading.label}", texts.get(heading.code, "").splitlines(), missing=NOTHING)
        for heading in HEADINGS[plan.span]
        if not heading.swot
    ]
    head = [_situation(plan, there, currency, lead)] if plan.span == Plan.Span.ANNUAL else []
    return [
        *head,
        *written,
        *_square(plan, texts, lead),
        _aims(aims, evidence.as_of, lead),
        SheetSection(f"{lead}Strategies", points=[one.words for one in plan.strategies.all()], missing=NOTHING),
        _actions(list(plan.actions.all()), currency, lead),
        _resources(list(plan.resources.all()), sums(plan), currency, lead),
        _risks(plan, lead),
        _reviews(plan, lead),
    ]


def _situation(plan: Plan, there: dict[str, object], currency: str | None, lead: str) -> SheetSection:
    facts = told.facts(there, currency)
    rows = [[one.label, one.value or "not known", one.note] for one in facts]
    beside = told.beside(there, currency)
    rows += [[one.label, one.value or "nothing written yet", one.note] for one in beside]
    rows.append(["Share of the customer", share(plan), plan.share_source])
    said = f"{told.as_of(there)}, looked at on {written_day(told.looked_at(there))}."
    table = SheetTable(["What", "Now", "Beside it"], rows, [5, 4, 7])
    return SheetSection(f"{lead}Where it stands", [said], table=table)


def share(plan: Plan) -> str:
    return "not known" if plan.share_of_customer is None else f"{100 * plan.share_of_customer:.0f}%"


def _square(plan: Plan, texts: Mapping[str, str], lead: str) -> list[SheetSection]:
    """Strengths, weaknesses, opportunities and threats in one table."""
    headings = [heading for heading in HEADINGS[plan.span] if heading.swot]
    rows = [[heading.label, texts.get(heading.code, NOTHING)] for heading in headings]
    title = f"{lead}Strengths, weaknesses, opportunities, threats"
    return [SheetSection(title, table=SheetTable(["Kind", "In words"], rows, [1, 4]))] if rows else []


def _aims(aims: Sequence[told.Aim], as_of: date | None, lead: str) -> SheetSection:
    def missing(aim: told.Aim) -> str:
        return "not known" if aim.objective.measure else "–"

    rows = [
        [
            aim.objective.words,
            f"{aim.target} ({aim.measure})",
            written_day(aim.objective.by),
            str(aim.objective.owner),
            aim.before or missing(aim),
            aim.now or missing(aim),
            aim.verdict,
        ]
        for aim in aims
    ]
    heads = ["Objective", "Target", "By", "Owner", "Before", "Now", "Result"]
    said = [f"{aim.objective.words}: {aim.why}" for aim in aims if aim.why]
    table = SheetTable(heads, rows, [5, 4, 3, 2.4, 2.4, 2.4, 2.4])
    orders = "" if as_of is None else f", with orders as of {written_day(as_of)}"
    when = f"As it stood on {written_day(timezone.localdate())}{orders}."
    return SheetSection(
        f"{lead}Objectives", [when] if rows else [], points=said, table=table if rows else None, missing=NOTHING
    )


def _actions(actions: Sequence[PlanAction], currency: str | None, lead: str) -> SheetSection:
    rows = [
        [
            one.what,
            str(one.owner if one.task is None else one.task.owner),
            written_day(one.due if one.task is None else one.task.due),
            amount(one.cost, currency) if one.cost else "–",
            f"{one.hours:,.4g}" if one.hours else "–",
            "done" if is_done(one) else "given up" if one.task and one.task.given_up else "open",
        ]
        for one in actions
    ]
    table = SheetTable(["Action", "Owner", "By", "Cost", "Hours", ""], rows, [7, 3, 3.4, 2, 1.6, 2], frozenset({3, 4}))
    return SheetSection(f"{lead}Actions", table=table if rows else None, missing=NOTHING)


def _resources(
    resources: Sequence[PlanResource], taken: Sequence[Sum], currency: str | None, lead: str
) -> SheetSection:
    kinds = {one.kind: one for one in taken}
    rows = [
        [
            one.what,
            one.get_kind_display(),
            kinds[one.kind].say(one.planned, currency),
            kinds[one.kind].say(one.used, currency),
        ]
        for one in resources
    ]
    for one in taken:
        if one.planned or one.used or one.budget is not None:
            budget = "" if one.budget is None else f", budget {one.say(one.budget, currency)}"
            name = f"All of it, with the actions{budget}"
            rows.append([name, one.kind.capitalize(), one.say(one.planned, currency), one.say(one.used, currency)])
    over = [said for said in (one.said_over(currency) for one in taken) if said]
    table = SheetTable(["Resource", "Kind", "Planned", "Used"], rows, [8, 2, 3, 3], frozenset({2, 3}))
    return SheetSection(f"{lead}Resources", over, table=table if rows else None, missing=NOTHING)


def _risks(plan: Plan, lead: str) -> SheetSection:
    rows = [[one.what, one.get_likelihood_display(), one.get_impact_display(), one.answer] for one in plan.risks.all()]
    table = SheetTable(["Risk", "Likelihood", "Impact", "Answer"], rows, [6, 2, 2, 6])
    return SheetSection(f"{lead}Risks", table=table if rows else None, missing=NOTHING)


def _reviews(plan: Plan, lead: str) -> SheetSection:
    rows = []
    waits = "not held" if plan.state == Plan.State.REVIEWED else "to come"
    for one in plan.reviews.all():
        held = waits if one.held is None else f"held on {written_day(one.held)} by {one.held_by}"
        rows.append([written_day(one.due), held, one.came, one.next])
    table = SheetTable(["Review", "", "What came", "What comes next"], rows, [3, 4, 5, 5])
    return SheetSection(f"{lead}Reviews", table=table if rows else None, missing=NOTHING)


def _signed(plan: Plan) -> list[tuple[str, str]]:
    manager = plan.submitted_by or plan.relationship.manager
    submitted = "" if plan.submitted is None else f"submitted on {written_day(timezone.localdate(plan.submitted))}"
    agreed = "" if plan.agreed is None else f"agreed on {written_day(timezone.localdate(plan.agreed))}"
    party = plan.relationship.party.name
    signed = "" if plan.signed_on is None else f", signed on {written_day(plan.signed_on)}"
    return [
        (str(manager or "Manager"), submitted),
        (str(plan.agreed_by or "Head of programme"), agreed),
        (plan.signed_for or party, f"for {party}{signed}"),
    ]


def _days(plan: Plan) -> str:
    return f"{written_day(plan.starts)} to {written_day(plan.ends)}"


def _manager(plan: Plan) -> str:
    return str(plan.relationship.manager or "nobody yet")
