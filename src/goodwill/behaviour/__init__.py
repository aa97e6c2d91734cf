"""Probability models of buying and spending: arrays of histories in, frozen behaviours out. One file each."""

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.fit import Draws, Fit
from goodwill.behaviour.gamma_gamma import GammaGamma

BEHAVIOURS = {BgNbd.name: BgNbd}
SPENDINGS = {GammaGamma.name: GammaGamma}

__all__ = ["BEHAVIOURS", "SPENDINGS", "BgNbd", "Draws", "Fit", "GammaGamma"]
