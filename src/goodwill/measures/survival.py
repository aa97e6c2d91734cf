from dataclasses import dataclass


@dataclass(frozen=True)
class SurvivalCurve:
    """Share of customers not yet fallen silent by the age (days since the first occasion), with its range.

    age_days: ages at which the curve steps, the first is 0. survival: Kaplan-Meier estimate just after that age.
    low, high: its range at `level` (Greenwood, log-log). at_risk: customers still observed just before that age.
    definition: what counts as gone, in a sentence.
    """

    age_days: tuple[int, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...]
    definition: str
    level: float
