"""Three short columns for a director, each ending in a question."""

from goodwill.report.parts import Ask, Fig, Prose
from goodwill.report.telling import Telling
from goodwill.report.wording import count, percent, plural, span, whole_percent


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
    return Ask(
        title,
        (
            Fig(plural(butterflies.customers, "valuable customer"), "groups"),
            (
                f" {'are' if butterflies.customers != 1 else 'is'} less than "
                f"{whole_percent(cuts.expected_to_return)} likely to "
                f"order again within {span(told.analysis.settings.horizon)}"
            ),
            *holds,
        ),
        "Ask: which of them do we call ourselves?" if butterflies.customers > 1 else "Ask: who calls it?",
    )


def _leak(told: Telling) -> Ask:
    lost, back, new = (sum(getattr(p, part) for p in told.periods) for part in ("lost", "regained", "new"))
    if not lost:
        return Ask("The leak", ("Nobody has left the base so far.",), "Ask: how would we notice if somebody did?")
    start = told.periods[0].start
    fills = "New ones more than fill the gap." if new + back > lost else "New ones do not fill the gap."
    return Ask(
        "The leak",
        (
            "Customers left the base ",
            Fig(f"{count(lost)} times", "flow"),
            f" since {start:%B %Y} and came back {count(back)} times. {fills}",
        ),
        f"Ask: what brought the {count(back)} back?" if back > 1 else "Ask: why does nobody come back?",
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
        "The best tenth of customers bring ",
        Fig(f"{whale.top_tenth_percent:.0f}%", "concentration"),
        f" of the {told.profit}",
    )
    if whale.loss_makers and whale.last_cost > 0:
        last = f"the last {count(whale.loss_makers)} cost" if whale.loss_makers > 1 else "one customer costs"
        return Ask(
            "Concentration",
            (*sentence, f"; {last} {told.money.short(whale.last_cost)}."),
            "Ask: at what price would we serve them?",
        )
    return Ask("Concentration", (*sentence, "."), "Ask: who besides us knows the ten largest?")
