"""What stands behind the figures that only the workspace shows: movement, and the record of past forecasts."""

from goodwill.report.parts import Definition

_BOTH = "from one analysed day to the other; where days lie between, step by step"
_EARLIER = "customers on record on the earlier day"

LIVE: dict[str, Definition] = {
    found.key.replace("-", "_"): found
    for found in (
        Definition(
            "moved-new",
            "New",
            "The value of customers who were not on record on the earlier day: all of it.",
            _BOTH,
            "customers who came in between",
        ),
        Definition(
            "moved-lost",
            "Lost",
            "What customers took with them who were in the base on the earlier day and are not on the later, or are no "
            "longer on record. In the base: ordered within the window of the later analysis. They may come back, so "
            "that some value stays.",
            _BOTH,
            _EARLIER,
        ),
        Definition(
            "moved-dearer",
            "Dearer",
            "Customers known on both days whose own orders, spend or returns since made them worth more, everything "
            "else held still.",
            _BOTH,
            _EARLIER,
        ),
        Definition(
            "moved-cheaper",
            "Cheaper",
            "Customers known on both days who are worth less by what they did or did not do since: silence alone "
            "makes cheaper. Who left the base counts as lost instead.",
            _BOTH,
            _EARLIER,
        ),
        Definition(
            "moved-re-estimated",
            "Re-estimated",
            "The same customers with the same orders, scored with what was learned later of everybody's behaviour and "
            "spend. Nobody did anything for it.",
            _BOTH,
            _EARLIER,
        ),
        Definition(
            "moved-method",
            "Method changed",
            "The same customers with the same orders and parameters under other settings: assumed margin, value "
            "horizon, discount rate, or a rule in place of the behaviour (and then what was learned with it).",
            _BOTH,
            _EARLIER,
        ),
        Definition(
            "movement",
            "From group to group",
            "Each customer's group on the earlier day and on the later, each day with its own cuts. As most cuts are "
            "medians, a customer may also change group because others did.",
            "two analysed days",
            "all customers on record on the later day",
        ),
        Definition(
            "record-forecast",
            "Forecast then",
            "What the analysis of that day expected of the customers it knew, put to the behaviour as it was in hand "
            "then. Where the horizon has not passed yet, for the days that have.",
            "from the day after the analysis to the day named",
            "customers known on that day",
        ),
        Definition(
            "record-held",
            "Own ranges held",
            "Share of customers whose own number of purchase days lay within the range forecast for them. A sound 90% "
            "range holds at least 90%; more, because days are whole numbers and most order rarely.",
            "the same days",
            "customers known on that day",
        ),
    )
}
