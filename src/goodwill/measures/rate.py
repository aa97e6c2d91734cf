from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """A share with what it was counted from. `value` = `counted` / `of`, or None with the reason.

    counted, of: customers, or money. what: who or what is counted, in words that end in the window and its dates.
    """

    name: str
    what: str
    counted: float | None
    of: float | None
    reason: str | None = None

    @property
    def value(self) -> float | None:
        if self.reason is not None or self.counted is None or not self.of:
            return None
        return self.counted / self.of

    @property
    def sentence(self) -> str:
        """What the rate is, and the numbers behind it or why there is none."""
        if self.value is None or self.counted is None or self.of is None:
            return f"{self.what}. {self.reason}"
        counted = f"{self.counted:,.0f}".replace("-", "−")
        return f"{self.what}: {counted} of {self.of:,.0f}."
