from goodwill.terms.markets.market import Market

MARKET = Market(
    "internal",
    "Internal",
    "Our people",
    states=("candidate", "joined", "left"),
    closed=("left",),
    icon="users-round",
)
