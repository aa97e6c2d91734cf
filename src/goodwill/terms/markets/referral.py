from goodwill.terms.markets.market import CHRISTOPHER, Market

MARKET = Market(
    "referral", "Referral", "Referrers", ("customer", "professional", "other"), lists=(CHRISTOPHER,), icon="megaphone"
)
