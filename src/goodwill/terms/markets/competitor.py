from goodwill.terms.markets.market import KOTLER, Market

MARKET = Market(
    "competitor",
    "Competitor",
    "Competitors",
    ("existing", "potential", "substitute"),
    states=("watched", "not watched"),
    lists=(KOTLER,),
    icon="scale",
    closed=("not watched",),
)
