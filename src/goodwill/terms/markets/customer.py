from goodwill.terms.markets.market import Market

MARKET = Market("customer", "Customer", ("buyer", "intermediary", "consumer"))
