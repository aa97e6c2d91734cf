from dataclasses import dataclass


@dataclass(frozen=True)
class Market:
    """One of the markets in which a company keeps relationships. code: as tables and addresses have it."""

    code: str
    name: str
    kinds: tuple[str, ...] = ()
