from goodwill.terms.markets.market import Market

MARKET = Market("distributor", "Distributor")
