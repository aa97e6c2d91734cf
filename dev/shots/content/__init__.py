"""What people would have written down: illustrative words around the customers of the shipped order book."""

from datetime import UTC, date, datetime, timedelta


def in_days(number: int) -> date:
    return datetime.now(tz=UTC).date() + timedelta(days=number)
