"""The markets of relationship marketing, in two lists of six. A new one is a file and a line on the shelf here."""

from importlib import import_module

from goodwill.terms.markets.market import CHRISTOPHER, KOTLER, Market

_SHELF = (
    "customer",
    "referral",
    "supplier",
    "internal",
    "competitor",
    "distributor",
    "influencer",
    "recruitment",
)
LISTS = {KOTLER: "Kotler", CHRISTOPHER: "Christopher, Payne and Ballantyne"}
"""Whose list of six markets it is."""
MARKETS: tuple[Market, ...] = tuple(import_module(f"{__name__}.{name}").MARKET for name in _SHELF)
_BY_CODE = {market.code: market for market in MARKETS}


def market(code: str) -> Market | None:
    return _BY_CODE.get(code)


def markets_of(whose: str) -> tuple[Market, ...]:
    """The markets of one list, in the order of the shelf."""
    return tuple(one for one in MARKETS if whose in one.lists)


def market_choices() -> list[tuple[str, str]]:
    """Read by the tables each time they are asked, so that a new market needs no migration."""
    return [(one.code, one.name) for one in MARKETS]


__all__ = ["CHRISTOPHER", "KOTLER", "LISTS", "MARKETS", "Market", "market", "market_choices", "markets_of"]
