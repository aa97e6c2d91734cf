"""Dates as sentences say them, the same in report, terminal and findings."""

from datetime import date


def written_day(of: date) -> str:
    """30 November 2010."""
    return f"{of.day} {of:%B} {of.year}"


def written_period(label: str) -> str:
    """Such as "2009-12" as "December 2009"; a quarter or a year as it is."""
    year, _, month = label.partition("-")
    return f"{date(int(year), int(month), 1):%B} {year}" if month.isdigit() and year.isdigit() else label
