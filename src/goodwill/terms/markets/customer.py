from goodwill.terms.markets.market import Market

MARKET = Market(
    "customer",
    "Customer",
    "Customers",
    ("buyer", "intermediary", "consumer"),
    states=("prospect", "in talks", "customer", "paused", "ended"),
    icon="shopping-cart",
)
