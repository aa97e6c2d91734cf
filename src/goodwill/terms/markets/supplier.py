from goodwill.terms.markets.market import Market

MARKET = Market(
    "supplier",
    "Supplier",
    "Suppliers",
    states=("candidate", "in talks", "supplier", "paused", "ended"),
    icon="package",
)
