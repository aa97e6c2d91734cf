import json

import pytest
from click.testing import CliRunner

from goodwill.cli import main
from goodwill.samples import path

CDNOW = str(path("cdnow/transactions.parquet"))


def test_cdnow_forecast_from_week_39_is_off_by_a_seventh():
    result = CliRunner().invoke(
        main, ["evaluate", CDNOW, "--fit-until", "1997-09-30", "--horizon", "39 weeks", "--json"]
    )
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    (chosen,) = found["behaviours"]
    assert chosen["name"] == found["chosen"] == "bg-nbd"
    assert -16 < chosen["error_percent"] < -12
    assert chosen["orders_forecast"]["low"] < chosen["orders_forecast"]["mean"] < chosen["orders_forecast"]["high"]
    assert chosen["mae"] == pytest.approx(0.82, abs=0.02)


def test_all_shows_the_naive_rules_beside_the_behaviour():
    result = CliRunner().invoke(
        main,
        ["evaluate", CDNOW, "--fit-until", "1997-09-30", "--horizon", "39 weeks", "--behaviour", "all", "--json"],
    )
    found = {b["name"]: b["orders_forecast"] for b in json.loads(result.stdout)["behaviours"]}
    assert next(iter(found)) == "bg-nbd"
    assert "same rate goes on" in found
    assert all(forecast["low"] < forecast["high"] for forecast in found.values())


def test_a_horizon_beyond_the_evidence_stops_the_run():
    result = CliRunner().invoke(main, ["evaluate", CDNOW, "--fit-until", "1998-06-01", "--horizon", "39 weeks"])
    assert result.exit_code == 1
    assert "The evidence ends on 1998-06-30" in result.stderr


def test_an_unknown_behaviour_is_wrong_use():
    result = CliRunner().invoke(
        main, ["evaluate", CDNOW, "--fit-until", "1997-09-30", "--horizon", "9 weeks", "--behaviour", "crystal-ball"]
    )
    assert result.exit_code == 2
    assert "bg-nbd" in result.stderr
