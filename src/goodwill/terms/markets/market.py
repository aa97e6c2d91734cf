from dataclasses import dataclass

KOTLER, CHRISTOPHER = "kotler", "christopher"


@dataclass(frozen=True)
class Market:
    """One of the markets in which a company keeps relationships. code: as tables and addresses have it.

    states: the ways a relationship of this market can stand, in the order it passes them; the first is where one that
    people make begins, the last where one that has ended is left. lists: the lists of six markets that name it.
    """

    code: str
    name: str
    plural: str
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ("identified", "in contact", "established", "paused", "ended")
    lists: tuple[str, ...] = (KOTLER, CHRISTOPHER)
    icon: str = "handshake"
