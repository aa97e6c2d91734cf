from goodwill.terms.markets.market import Market

MARKET = Market("influencer", "Influencer", "Influencers", icon="message-square")
