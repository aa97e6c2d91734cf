from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class CohortTable:
    """How many of each acquisition period's customers ordered again, period by period.

    labels: the acquisition periods, such as "2011-07", "2011-Q3" or "2011". sizes: customers whose first occasion
    fell in them. active[i][age]: those of cohort i with an occasion `age` periods later (age 0 is the whole cohort);
    None where that period was not fully observed on the as-of day.
    """

    period: Literal["month", "quarter", "year"]
    labels: tuple[str, ...]
    sizes: tuple[int, ...]
    active: tuple[tuple[int | None, ...], ...]
