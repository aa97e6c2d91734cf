"""What a practice profile is about: the company, a market, or one relationship."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from goodwill.programme import policy
from goodwill.records.models import Party, PracticeRound, PracticeTarget, User
from goodwill.terms.markets import market as market_of

Rows = TypeVar("Rows", PracticeRound, PracticeTarget)
COMPANY = "company"


@dataclass(frozen=True)
class About:
    """Without a market and a party: the company."""

    market: str = ""
    party: Party | None = None

    @property
    def code(self) -> str:
        """As addresses write the company or a market."""
        return self.market or COMPANY

    @property
    def name(self) -> str:
        known = market_of(self.market)
        if self.party is not None:
            return self.party.name
        return "our company" if known is None else known.plural.lower()

    def of(self, rows: QuerySet[Rows]) -> QuerySet[Rows]:
        """Of rounds or targets, those about this."""
        return rows.filter(Q(party=self.party) if self.party else Q(party=None, market=self.market))

    def demand_sight(self, user: User) -> None:
        """Raises PermissionDenied to who may not see it; company and markets everybody sees who works here."""
        if self.party is None:
            policy.demand(user, "see")
        else:
            policy.demand_sight(user, self.party)

    def demand_asking(self, user: User) -> None:
        """Raises PermissionDenied to who may not begin a round about it."""
        if self.party is None:
            policy.demand(user, "steer")
        else:
            policy.demand_edit(user, self.party)

    def may_ask(self, user: User) -> bool:
        return policy.may(user, "steer") if self.party is None else policy.may_edit(user, self.party)
