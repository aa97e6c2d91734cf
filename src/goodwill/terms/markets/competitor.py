from goodwill.terms.markets.market import Market

MARKET = Market("competitor", "Competitor", ("existing", "potential", "substitute"))
