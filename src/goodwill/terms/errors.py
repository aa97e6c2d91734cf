class GoodwillError(Exception):
    """Something a person can mend: one sentence that names the place, the value and the way out."""

    exit_code = 1


class UsageError(GoodwillError):
    """The command or call was put together wrongly."""

    exit_code = 2


class EvidenceError(GoodwillError):
    """The evidence stops the run: it cannot be read, or too much of it cannot."""
