from goodwill.terms.markets.market import Market

MARKET = Market("internal", "Internal")
