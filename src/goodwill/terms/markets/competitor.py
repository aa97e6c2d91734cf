from goodwill.terms.markets.market import Market

MARKET = Market(
    "competitor",
    "Competitor",
    "Competitors",
    ("existing", "potential", "substitute"),
    states=("watched", "not watched"),
    closed=("not watched",),
)
