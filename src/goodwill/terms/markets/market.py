from dataclasses import dataclass

KOTLER, CHRISTOPHER = "kotler", "christopher"


@dataclass(frozen=True)
class Market:
    """One of the markets in which a company keeps relationships. code: as tables and addresses have it.

    states: the ways a relationship of this market can stand, in the order it passes them; the first is where one that
    people make begins, the last where one that has ended is left. closed: those in which nothing is expected of it; of
    the others the last is where it is to stay. lists: the lists of six markets that name it.
    """

    code: str
    name: str
    plural: str
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ("identified", "in contact", "established", "paused", "ended")
    closed: tuple[str, ...] = ("paused", "ended")
    lists: tuple[str, ...] = (KOTLER, CHRISTOPHER)
    icon: str = "handshake"

    @property
    def open(self) -> tuple[str, ...]:
        return tuple(state for state in self.states if state not in self.closed)

    @property
    def steady(self) -> str:
        """The state that the others lead to; to be long in it is no fault."""
        return self.open[-1]
