def counted(number: int, noun: str, many: str | None = None) -> str:
    """The number with its noun: "1 row", "2,000 rows"; `many` for a noun, or a noun and its verb, without plain s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {many or f'{noun}s'}"
