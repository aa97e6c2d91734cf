from goodwill.terms.markets.market import CHRISTOPHER, Market

MARKET = Market(
    "recruitment",
    "Recruitment",
    "Recruitment",
    ("candidate", "school", "agency"),
    states=("identified", "in talks", "offered", "joined", "declined"),
    lists=(CHRISTOPHER,),
    icon="user-round-plus",
)
