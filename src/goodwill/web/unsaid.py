"""Addresses that are secrets: whoever reads the log learns of them only that they were asked for."""

import logging
import re
from typing import Any

_SECRET = re.compile(r"/(invitation|first-account|calendar/feed)/[^/\s?]+")


class Unsaid(logging.Filter):
    """Writes dots where a private address has its token."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without, record.args))
        elif isinstance(record.args, dict):
            record.args = {name: _without(value) for name, value in record.args.items()}
        return True


def _without(value: Any) -> Any:
    return _SECRET.sub(r"/\1/…", value) if isinstance(value, str) else value
