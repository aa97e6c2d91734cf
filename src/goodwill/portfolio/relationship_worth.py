"""Where relationship marketing is worth it, and where selling transaction by transaction is enough."""

from dataclasses import dataclass
from typing import Literal

from goodwill.portfolio.analysis import Basis
from goodwill.portfolio.groups import TREATMENTS
from goodwill.terms.money import amount

Verdict = Literal["yes", "no", "open"]
TITLES: dict[Verdict | None, str] = {
    "yes": "Relationship marketing is worth it here",
    "no": "Relationship marketing is not worth it here",
    "open": "Whether relationship marketing is worth it here is open",
    None: "Whether relationship marketing is worth it here is not known",
}
FEW = 0.05
"""A difference between relational and transactional dealing below this is none."""

_SAID: dict[str, tuple[Verdict, str]] = {
    "stranger": (
        "no",
        "It is not likely to return, and brings little while it stays.",
    ),
    "butterfly": (
        "no",
        "It brings much while it stays, and is not likely to return.",
    ),
    "barnacle": (
        "open",
        "It is likely to return, and brings little so far.",
    ),
    "true friend": ("yes", "It is likely to return, and brings much while it stays."),
}
"""The groups after Reinartz and Kumar (2002): loyalty alone is no reason, nor is profit alone."""
_BROUGHT: dict[Basis, str] = {
    "margin": "before such costs it left",
    "assumed-margin": "before such costs it left, at the assumed margin,",
    "revenue": "its orders came to",
}


@dataclass(frozen=True)
class Advice:
    """verdict: whether a relationship pays; None where the customer's group is not known. why, treatment: sentences.

    practice: where the way we deal with it says otherwise; empty where it does not, or is not known.
    """

    verdict: Verdict | None
    why: str
    treatment: str
    practice: str

    @property
    def title(self) -> str:
        """The verdict as a sentence."""
        return TITLES[self.verdict]


def advise(
    group: str,
    *,
    cost: float = 0.0,
    brings: float | None = None,
    basis: Basis = "margin",
    relational: float | None = None,
    currency: str | None = None,
) -> Advice:
    """What one customer, or a group of them, calls for.

    cost: of what is made for it alone, in the year to come. brings: what it brought in the last year before that cost;
    None where no whole year is on record. basis: of what that is. relational: G of its practice profile.
    """
    if group not in _SAID:
        return Advice(None, "It has no group, for the analysis could not say.", "", "")
    verdict, why = _SAID[group]
    if brings is not None and brings < cost and cost > 0:
        verdict = "no"
        why = (
            f"What is made for it costs {amount(cost, currency)} in the year to come; {_BROUGHT[basis]} "
            f"{amount(brings, currency)} in the last twelve months."
        )
    return Advice(verdict, why, TREATMENTS[group], _practice(verdict, relational))  # type: ignore[index]


def _practice(verdict: Verdict, relational: float | None) -> str:
    if relational is None or abs(relational) < FEW:
        return ""
    if verdict == "no" and relational > 0:
        return f"We deal with it as a relationship all the same, by {relational:.2f} more than by transaction."
    if verdict == "yes" and relational < 0:
        return f"Yet we deal with it by transaction, by {-relational:.2f} more than as a relationship."
    return ""
