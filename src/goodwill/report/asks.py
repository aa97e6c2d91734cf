"""Three short columns for a director, each ending in a question."""

from goodwill.report.parts import Ask, Fig, Prose
from goodwill.report.telling import Telling
from goodwill.report.wording import count, percent, plural, span, whole_percent

EVEN, NEARLY_ALL = 0.5, 0.9
"""Below an even chance a customer is likely to go; where the cut lies above nine in ten, hardly anyone is."""


def questions(told: Telling) -> tuple[Ask, ...]:
    return tuple(ask for ask in (_likely_to_go(told), _leak(told), _concentration(told)) if ask is not None)


def _likely_to_go(told: Telling) -> Ask:
    title, cuts = "Likely to go", told.analysis.cuts
    butterflies = told.group("butterfly")
    if butterflies is None or cuts is None:
        return Ask(title, ("Who is likely to go cannot be told yet.",), "Ask: which customers would we miss first?")
    if not butterflies.customers:
        return Ask(
            title,
            ("No customer of high potential falls below the cut for returning.",),
            "Ask: what would be the first sign of one that does?",
        )
    holds: Prose = (".",)
    if butterflies.value is not None and told.analysis.value is not None:
        verb = "hold" if butterflies.customers != 1 else "holds"
        who = "They" if butterflies.customers != 1 else "It"
        amount = told.money.short(butterflies.value.mean)
        holds = (
            f". {who} {verb} ",
            Fig(amount, "value"),
            f" of {told.worth} over {span(told.analysis.value.horizon)}.",
        )
    bar = told.money.short(cuts.potential) if cuts.potential_is != "occasions" else f"{cuts.potential:.1f} days"
    chance = (
        f"{whole_percent(cuts.expected_to_return)} likely to order again within {span(told.analysis.settings.horizon)}"
    )
    if cuts.expected_to_return > NEARLY_ALL:
        return Ask(
            title, ("Nearly everyone is expected back; no group stands out.",), "Ask: what would be the first sign?"
        )
    are = "are" if butterflies.customers != 1 else "is"
    return Ask(
        title if cuts.expected_to_return <= EVEN else "Worth more, less sure",
        (
            Fig(plural(butterflies.customers, "customer"), "groups"),
            f" of more than {bar} of potential a year {are} less than {chance}",
            *holds,
        ),
        "Ask: which of them do we call ourselves?" if butterflies.customers > 1 else "Ask: who calls it?",
        "group=butterfly",
    )


def _leak(told: Telling) -> Ask:
    lost, back, new = (sum(getattr(p, part) for p in told.periods) for part in ("lost", "regained", "new"))
    if not lost:
        return Ask("The leak", ("Nobody has left the base so far.",), "Ask: how would we notice if somebody did?")
    start = told.periods[0].start
    net = new + back - lost
    in_all = "as many as before" if not net else f"{count(abs(net))} {'more' if net > 0 else 'fewer'} than before"
    return Ask(
        "The leak",
        (
            "Customers left the base ",
            Fig(f"{count(lost)} times", "flow"),
            f" since {start:%B %Y} and came back {count(back)} times; {count(new)} were new: {in_all}.",
        ),
        f"Ask: what brought the {count(back)} back?" if back > 1 else "Ask: why does nobody come back?",
        f"{'regained' if back > 1 else 'lost'}={told.periods[0].start}..{told.periods[-1].end}",
    )


def _concentration(told: Telling) -> Ask | None:
    whale = told.analysis.whale
    if whale is None or whale.top_tenth_percent is None:
        times = told.analysis.retention.repeat_rate
        return Ask(
            "Coming back",
            (Fig(percent(times), "customers"), " of all customers have ordered a second time."),
            "Ask: what makes the others stop at one?",
        )
    sentence: Prose = (
        "Of those who bought in the last year the best tenth brought ",
        Fig(f"{whale.top_tenth_percent:.0f}%", "concentration"),
        f" of the {told.worth}",
    )
    if whale.loss_makers and whale.last_cost > 0:
        took = (
            f"{plural(whale.loss_makers, 'customer')} took {told.money.short(whale.last_cost)} more than they brought"
        )
        return Ask(
            "Concentration", (*sentence, f"; {took}."), "Ask: was it returns, or what serving them costs?", "cost=1"
        )
    return Ask("Concentration", (*sentence, "."), "Ask: who besides us knows the ten largest?", "best=10")
