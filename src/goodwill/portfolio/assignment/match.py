"""How well one manager suits one account, term by term, and what stands in the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from goodwill.portfolio.assignment.desk import Account, Manager, Weights


@dataclass(frozen=True)
class Terms:
    """Each from 0 to 1 (preference from -1), before its weight."""

    skill: float
    industry: float
    continuity: float
    preference: float
    travel: float
    language: float

    def score(self, weights: Weights) -> float:
        """S = w1 skill + w2 industry + w3 continuity + w4 preference - w5 travel + w6 language."""
        signed = ((each.name, -1 if each.name == "travel" else 1) for each in fields(self))
        return float(sum(sign * getattr(weights, name) * getattr(self, name) for name, sign in signed))


Travel = Mapping[tuple[str, str], float]
"""From a manager's region to an account's: 0 (next door) to 1 (as far as it gets). Not named: 0 at home, else 1."""


def match(account: Account, manager: Manager, travel: Travel) -> Terms:
    """An account that asks for no skill, industry or language gets the same, 0, from everybody."""
    reached = [min(1.0, manager.skills.get(need.skill, 0) / need.level) for need in account.needs]
    return Terms(
        skill=sum(reached) / len(reached) if reached else 0.0,
        industry=float(account.industry is not None and account.industry in manager.industries),
        continuity=float(account.manager == manager.name),
        preference=account.prefers.get(manager.name, 0.0),
        travel=_travel(account, manager, travel),
        language=float(account.language is not None and account.language in manager.languages),
    )


def missing(account: Account, manager: Manager) -> Iterator[str]:
    """What keeps the manager from having the account, each to be read after its name: "speaks no German"."""
    for need in account.needs:
        level = manager.skills.get(need.skill, 0)
        if level < need.least:
            yield (
                f"does not know {need.skill}" if level == 0 else f"knows {need.skill} at {level}, {need.least} needed"
            )
    if account.language and account.language_required and account.language not in manager.languages:
        yield f"speaks no {account.language}"
    if account.industry and account.industry_required and account.industry not in manager.industries:
        yield f"has not worked in {account.industry}"


def sentence(account: Account, manager: Manager, terms: Terms, forced: str | None) -> str:
    """Why the manager suits the account, told term by term.

    As in "Maya: knows wholesale (4 of 5), speaks German, has looked after it since 2023."
    forced: the reason a person gave for deciding so, and None where nobody did.
    """
    said = [f"set by hand ({forced.strip().rstrip('.')})"] if forced else []
    for need in account.needs:
        level = manager.skills.get(need.skill, 0)
        if level:
            short = f", {need.level} wanted" if level < need.level else ""
            said.append(f"knows {need.skill} ({level} of 5{short})")
    if terms.language:
        said.append(f"speaks {account.language}")
    if terms.industry:
        said.append(f"knows {account.industry} as an industry")
    if terms.continuity:
        said.append("has looked after it" + (f" since {account.since}" if account.since else " until now"))
    if terms.preference:
        said.append("is asked for by the customer" if terms.preference > 0 else "is not the customer's wish")
    if account.region and manager.region:
        said.append(
            f"is in {account.region} too" if account.region == manager.region else f"comes from {manager.region}"
        )
    if forced and (lacks := list(missing(account, manager))):
        said.append(f"although {manager.name} {' and '.join(lacks)}")
    return f"{manager.name}: {', '.join(said) if said else 'has room for it, and nothing else tells managers apart'}."


def _travel(account: Account, manager: Manager, travel: Travel) -> float:
    if account.region is None or manager.region is None:
        return 0.0
    return travel.get((manager.region, account.region), float(account.region != manager.region))
