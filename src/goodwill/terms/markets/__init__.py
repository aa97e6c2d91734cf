"""The six markets of relationship marketing (after Kotler). A new one is a file and a line here."""

from goodwill.terms.markets import competitor, customer, distributor, influencer, internal, supplier
from goodwill.terms.markets.market import Market

MARKETS: tuple[Market, ...] = (
    customer.MARKET,
    supplier.MARKET,
    internal.MARKET,
    competitor.MARKET,
    distributor.MARKET,
    influencer.MARKET,
)

__all__ = ["MARKETS", "Market"]
