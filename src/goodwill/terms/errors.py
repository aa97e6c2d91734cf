class GoodwillError(Exception):
    """Something a person can mend: one sentence that names the place, the value and the way out."""

    exit_code = 1


class UsageError(GoodwillError):
    """The command or call was put together wrongly."""

    exit_code = 2


class EvidenceError(GoodwillError):
    """The evidence stops the run: it cannot be read, or too much of it cannot."""


def interrupted(error: BaseException) -> bool:
    """Whether it is a Ctrl-C: DuckDB makes an error of its own of one that comes during a query."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"
