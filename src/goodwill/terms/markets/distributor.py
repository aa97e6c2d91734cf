from goodwill.terms.markets.market import Market

MARKET = Market(
    "distributor", "Distributor", "Distributors", states=("candidate", "in talks", "distributor", "paused", "ended")
)
