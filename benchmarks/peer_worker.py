"""Runs inside the peers' environment: fits lifetimes' models on arrays it is pointed to, and tells the seconds.

One JSON request a line on standard input, one answer a line on standard output. The arrays are read once and kept.
"""

import json
import sys
import time
import warnings
from functools import cache

import numpy as np
from lifetimes import BetaGeoFitter, GammaGammaFitter

warnings.simplefilter("ignore")


@cache
def arrays(path):
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


def bg_nbd(data):
    return BetaGeoFitter(penalizer_coef=0.0).fit(
        data["repeat_purchases"], data["last_purchase_age"], data["observed_for"]
    )


def gamma_gamma(data):
    spent = data["repeat_purchases"] > 0
    return GammaGammaFitter(penalizer_coef=0.0).fit(data["repeat_purchases"][spent], data["mean_spend"][spent])


AT_LEAST = 0.1  # seconds of one turn, as in clock.spent
FITS = {"bg_nbd": bg_nbd, "gamma_gamma": gamma_gamma}

for line in sys.stdin:
    asked = json.loads(line)
    data = arrays(asked["data"])
    began, cpu, calls = time.perf_counter(), time.process_time(), 0
    while calls == 0 or time.perf_counter() - began < AT_LEAST:
        fitted = FITS[asked["fit"]](data)
        calls += 1
    spent = {"seconds": (time.perf_counter() - began) / calls, "cpu": (time.process_time() - cpu) / calls}
    print(json.dumps({**spent, "parameters": {k: float(v) for k, v in fitted.params_.items()}}), flush=True)
