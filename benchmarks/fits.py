"""Fitting BG/NBD and Gamma-Gamma against lifetimes, on CDNOW and on 1,000,000 customers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import hand_sql
from benchmarks.books import cdnow_histories, orders
from benchmarks.clock import Spent, in_turn, spent
from benchmarks.make_orders import Truth
from benchmarks.peer import BENCH, Peer
from benchmarks.table import Row, faster, seconds
from goodwill.behaviour import BgNbd, GammaGamma
from goodwill.terms import Histories

PEER = "lifetimes 0.11.3"


def rows(rounds: int) -> Iterator[Row]:
    with Peer() as peer:
        cdnow = cdnow_histories()
        data = _arrays(cdnow)
        _agree(BgNbd.fit(_histories(data), draws=0).parameters, peer.fit("bg_nbd", cdnow).parameters)
        yield faster(
            "BG/NBD fit, CDNOW (2,357 customers)",
            *_in_turn(lambda: BgNbd.fit(_histories(data), draws=0), peer, "bg_nbd", cdnow, rounds),
            wanted="25× as fast",
        )
        yield faster(
            "Gamma-Gamma fit, CDNOW (946 repeat buyers)",
            *_in_turn(lambda: GammaGamma.fit(_histories(data), draws=0), peer, "gamma_gamma", cdnow, rounds),
            wanted="10× as fast",
        )
        rng = np.random.default_rng(1)
        full = spent(lambda: BgNbd.fit(_histories(data), rng=rng)).seconds
        yield Row("BG/NBD posterior, CDNOW, 4,000 draws", seconds(full), "", "", "", "under 1 s")

        million = _million()
        many = _arrays(million)
        yield faster(
            "BG/NBD fit, 1,000,000 customers, days, preparation included",
            *_in_turn(lambda: BgNbd.fit(_histories(many), draws=0), peer, "bg_nbd", million, max(1, rounds // 3)),
            wanted="20× as fast",
        )


def _in_turn(fit: Callable[[], object], peer: Peer, name: str, data: Path, rounds: int) -> tuple[Spent, str, Spent]:
    ours, theirs = in_turn(lambda: spent(fit), lambda: peer.fit(name, data).spent, rounds)
    return ours, PEER, theirs


def _agree(ours: dict[str, float], theirs: dict[str, float]) -> None:
    """Both must give the same answer, or the comparison means nothing."""
    for name, value in theirs.items():
        if abs(ours[name] / value - 1) > 1e-3:
            raise RuntimeError(f"Goodwill finds {name} = {ours[name]:.5f} where {PEER} finds {value:.5f}.")


def _arrays(stored: Path) -> dict[str, NDArray[np.float64]]:
    with np.load(stored) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _histories(data: dict[str, NDArray[np.float64]]) -> Histories:
    return Histories(
        data["repeat_purchases"].astype(np.int64),
        data["last_purchase_age"],
        data["observed_for"],
        "week",
        data.get("mean_spend"),
    )


def _million() -> Path:
    """Histories of the 10M-line order book, in weeks, by hand-written SQL."""
    stored = BENCH / "million-histories.npz"
    if not stored.exists():
        summary = hand_sql.summary(orders("10M"))
        first, last = (summary[name].astype("datetime64[D]") for name in ("first_day", "last_day"))
        np.savez(
            stored,
            repeat_purchases=summary["occasions"].astype(np.int64) - 1,
            last_purchase_age=(last - first).astype(np.float64) / 7,
            observed_for=(np.datetime64(Truth().end, "D") - first).astype(np.float64) / 7,
        )
    return stored
