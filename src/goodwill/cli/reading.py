from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import goodwill as gw


def read_book(orders: Sequence[str], options: Mapping[str, Any], folder: Path | None) -> "gw.OrderBook":
    """The order book that `evidence_options` ask for; `folder` gets set-aside.csv where too much is unreadable."""
    return gw.read_orders(
        list(orders),
        columns=dict(options["columns"]),
        currency=options["currency"],
        fx=options["fx"],
        segment=options["segment"],
        max_set_aside=options["max_set_aside"],
        set_aside_to=None if folder is None else folder / "set-aside.csv",
    )
