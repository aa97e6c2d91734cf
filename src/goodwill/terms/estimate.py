import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A number about the future: its posterior predictive mean and the range that holds it with chance `level`."""

    mean: float
    low: float
    high: float
    level: float = 0.9

    def __post_init__(self) -> None:
        if not all(math.isfinite(v) for v in (self.mean, self.low, self.high)):
            raise ValueError(f"an Estimate needs finite numbers, not {self.mean}, {self.low}, {self.high}")
        if not 0 < self.level < 1:
            raise ValueError(f"the level of an Estimate lies between 0 and 1, not at {self.level}")
        if self.low > self.high:
            raise ValueError(f"the range of an Estimate runs upward, not from {self.low} to {self.high}")

    def scaled(self, factor: float) -> "Estimate":
        """The same estimate in another unit; `factor` may not be negative."""
        return Estimate(self.mean * factor, self.low * factor, self.high * factor, self.level)
