from goodwill.terms.markets.market import KOTLER, Market

MARKET = Market(
    "distributor",
    "Distributor",
    "Distributors",
    states=("candidate", "in talks", "distributor", "paused", "ended"),
    lists=(KOTLER,),
    icon="link",
)
