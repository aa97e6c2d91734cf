from dataclasses import dataclass


@dataclass(frozen=True)
class Market:
    """One of the markets in which a company keeps relationships. code: as tables and addresses have it.

    states: the ways a relationship of this market can stand, in the order it passes them; the first is where one that
    people make begins.
    """

    code: str
    name: str
    plural: str
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ("identified", "in contact", "established", "paused", "ended")
