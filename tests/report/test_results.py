import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from goodwill.portfolio.analysis import Analysis
from goodwill.portfolio.results import results, to_json
from goodwill.terms import Period


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    text = (files("goodwill.report") / "schema" / "results.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_schema_is_one(schema: dict[str, Any]):
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_circumstance_fits_the_published_schema(variant: Analysis, schema: dict[str, Any]):
    jsonschema.validate(json.loads(to_json(variant)), schema, cls=jsonschema.Draft202012Validator)


def test_the_keys_that_others_rely_on_are_there(analysis: Analysis):
    said = results(analysis)

    assert {
        "goodwill",
        "schema",
        "evidence",
        "settings",
        "behaviour",
        "spending",
        "forecast",
        "holdout",
        "value",
    } <= said.keys()
    assert {"groups", "cuts", "retention", "bucket", "key_accounts", "findings"} <= said.keys()
    assert {
        "rows",
        "accepted",
        "set_aside",
        "set_aside_reasons",
        "outside_window",
        "returns",
        "orders",
        "occasions",
    } <= said["evidence"].keys()
    assert said["settings"]["horizon"] == {"length": 52, "unit": "week"}
    assert said["value"].keys() >= {"mean", "low", "high", "level", "basis", "currency", "convention", "horizon"}
    assert said["holdout"].keys() >= {
        "from",
        "to",
        "orders_actual",
        "orders_forecast",
        "error_percent",
        "mae",
        "rmse",
        "log_score",
        "coverage",
    }
    assert said["cuts"].keys() >= {"potential", "return"}
    assert said["retention"].keys() >= {
        "rate",
        "repeat_rate",
        "half_life",
        "point_worth",
        "five_points_percent",
        "segments",
    }
    assert said["key_accounts"][0].keys() >= {"customer_id", "probability", "reason", "lifetime_value"}


def test_a_renamed_key_would_be_noticed(analysis: Analysis, schema: dict[str, Any]):
    said = json.loads(to_json(analysis))
    said["evidence"]["total_rows"] = said["evidence"].pop("rows")

    with pytest.raises(jsonschema.ValidationError, match="'rows' is a required property"):
        jsonschema.validate(said, schema)


def test_an_estimate_is_four_numbers(analysis: Analysis):
    assert results(analysis)["forecast"]["active_customers"].keys() == {"mean", "low", "high", "level"}


def test_what_is_null_has_its_reason(variant: Analysis):
    said = json.loads(to_json(variant))

    for key in ("forecast", "cuts", "spending", "value", "whale", "holdout", "tracking"):
        assert (said[key] is None) == (key in said["not_known"]), key
        assert said["not_known"].get(key, "A sentence.").endswith(".")


def test_an_endless_horizon_has_no_length(analysis: Analysis, schema: dict[str, Any]):
    endless = replace(analysis, settings=replace(analysis.settings, value_horizon=Period(float("inf"), "year")))

    said = json.loads(to_json(endless))

    assert said["settings"]["value_horizon"] == {"length": None, "unit": "year"}
    jsonschema.validate(said, schema)


def test_a_number_that_is_none_becomes_null(analysis: Analysis):
    odd = replace(analysis, behaviour=replace(analysis.behaviour, k_hat=float("nan")))

    assert json.loads(to_json(odd))["behaviour"]["k_hat"] is None


def test_rows_add_up_and_the_bucket_balances(analysis: Analysis):
    said = results(analysis)

    assert said["evidence"]["rows"] == said["evidence"]["accepted"] + said["evidence"]["set_aside"]
    for p in said["bucket"]:
        assert p["opening"] + p["new"] + p["regained"] - p["lost"] == p["closing"]


def test_the_same_analysis_gives_the_same_text(analysis: Analysis):
    assert to_json(analysis) == to_json(analysis)
    assert to_json(analysis).endswith("}\n")
