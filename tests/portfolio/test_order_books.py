"""The order books that ship, analysed whole, with the verdicts they must get."""

import html
import json
from decimal import Decimal

import duckdb
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import goodwill as gw
from goodwill.cli import main
from goodwill.samples import path

RETAIL = [path("online_retail/orders_2010.parquet"), path("online_retail/orders_2011.parquet")]


def codes(analysis):
    return {finding.code for finding in analysis.findings}


@pytest.fixture(scope="module")
def retail():
    return gw.analyse(gw.read_orders(RETAIL, currency="GBP"), margin=0.3)


@pytest.fixture(scope="module")
def first_year():
    return gw.analyse(gw.read_orders(RETAIL[0]), margin=0.3)


@pytest.fixture(scope="module")
def cdnow_sample(tmp_path_factory):
    file = tmp_path_factory.mktemp("cdnow") / "sample.parquet"
    duckdb.sql(f"COPY (FROM '{path('cdnow/transactions.parquet')}' WHERE in_sample) TO '{file}'")
    return gw.analyse(gw.read_orders(file))


def test_the_first_year_of_online_retail_is_a_doubtful_fit(first_year):
    assert "fit-doubtful" in codes(first_year)
    assert first_year.behaviour.doubtful is not None
    assert first_year.behaviour.parameters["b"] > 100
    assert first_year.behaviour.naive_rule is not None
    (finding,) = [f for f in first_year.findings if f.code == "fit-doubtful"]
    assert "extrapolation" in finding.sentence


def test_a_doubtful_fit_still_gives_a_forecast_from_the_best_rule(first_year):
    orders = first_year.forecast.orders
    assert orders.low < orders.mean < orders.high
    # The rules lie far apart after one year; the range has to reach the lower of them.
    assert orders.low < 12_500
    assert first_year.backtest.widened_by > 0.15
    assert sum(g.customers for g in first_year.groups) == first_year.evidence.customers


def test_twenty_one_months_of_online_retail_forecast_weakly(retail):
    assert "forecast-weak" in codes(retail)
    assert "fit-doubtful" not in codes(retail)
    assert len(retail.backtest.origins) >= 3
    widest = max(abs(o.actual / o.forecast - 1) for o in retail.backtest.origins)
    assert retail.forecast.orders.low < retail.forecast.orders.mean * (1 - widest * 0.9)


def test_cdnow_is_neither_doubtful_nor_weak(cdnow_sample):
    assert not codes(cdnow_sample) & {"fit-doubtful", "forecast-weak"}


def test_all_of_cdnow_is_neither_doubtful_nor_weak():
    analysis = gw.analyse(gw.read_orders(path("cdnow/transactions.parquet")))
    assert not codes(analysis) & {"fit-doubtful", "forecast-weak"}
    assert all(-0.25 < o.forecast / o.actual - 1 < 0 for o in analysis.backtest.origins)


def test_returns_are_netted_to_the_cent(retail):
    cents = 0
    for file in RETAIL:
        for value in pq.read_table(file, columns=["amount"])["amount"].to_pylist():
            cents += int((Decimal(repr(value)) * 100).to_integral_value())
    assert Decimal(cents) / 100 == Decimal("12962692.94")
    assert retail.evidence.net_revenue == 12962692.94


def test_rows_add_up(retail):
    e = retail.evidence
    assert e.rows == e.accepted + e.set_aside == 36_524
    assert e.customers + e.customers_without_occasion == 5_314


def test_the_bucket_holds_water(retail):
    opening = 0
    for period in retail.bucket:
        assert period.opening == opening
        assert period.opening + period.new + period.regained - period.lost == period.closing
        opening = period.closing
    assert opening == retail.retention.customers_in_base


def test_group_values_add_up_to_the_value_of_the_base(retail):
    assert sum(g.value.mean for g in retail.groups) == pytest.approx(retail.value.estimate.mean, rel=1e-5)
    assert retail.value.basis == "assumed-margin"
    assert retail.value.title == "Customer equity"


def test_the_groups_are_of_the_sizes_the_medians_give(retail):
    sizes = {g.name: g.customers for g in retail.groups}
    assert sizes["true friend"] + sizes["butterfly"] == pytest.approx(5249 / 2, abs=1)
    assert 2100 < sizes["stranger"] < 2400


def test_every_customer_has_a_reason_in_one_sentence(retail):
    table = retail.customers
    assert table.num_rows == 5_249
    reasons = table["reason"].to_pylist()
    assert all(r.split(":")[0] in {"true friend", "butterfly", "barnacle", "stranger"} for r in reasons)
    assert "likely to buy again within a year (median " in reasons[0]
    assert "of assumed margin a year while it stays (median £" in reasons[0]


def test_without_a_margin_value_is_revenue_and_never_called_equity():
    analysis = gw.analyse(gw.read_orders(path("cdnow/transactions.parquet")), horizon="39 weeks")
    assert analysis.value.basis == "revenue"
    assert analysis.value.title == "Expected revenue"


@pytest.fixture(scope="module")
def complete_journey(tmp_path_factory):
    """As a person runs it: the results and the page that the command leaves behind."""
    out = tmp_path_factory.mktemp("journey")
    said = ["customer=household_id", "order=basket_id", "amount=sales_value"]
    columns = [word for one in said for word in ("--column", one)]
    orders = str(path("complete_journey/transactions_sample.parquet"))
    ended = CliRunner().invoke(main, ["analyse", orders, *columns, "--line-sample", "--out", str(out)])
    assert ended.exit_code == 0, ended.output
    return json.loads((out / "results.json").read_text()), (out / "report.html").read_text(), ended.output


def test_complete_journey_is_read_as_told_by_column(complete_journey):
    evidence = complete_journey[0]["evidence"]
    assert evidence["rows"] == 75_000
    assert evidence["orders"] == 47_243 - baskets_without_purchase()
    assert evidence["customers"] == 2_377 - households_without_purchase()


def test_complete_journey_forecasts_weakly_and_is_not_doubtful(complete_journey):
    found = {finding["code"] for finding in complete_journey[0]["findings"]}
    assert "forecast-weak" in found
    assert "fit-doubtful" not in found


def test_what_cannot_be_said_of_a_sample_of_lines_is_said_on_every_face(complete_journey):
    results, page, terminal = complete_journey
    (sentence,) = [finding["sentence"] for finding in results["findings"] if finding["code"] == "line-sample"]
    assert "every forecast and total are too low by an unknown factor" in sentence
    assert "read nothing but comparisons between customers, groups and months" in sentence
    assert sentence in html.unescape(page)
    assert sentence in " ".join(terminal.split())


def baskets_without_purchase():
    source = path("complete_journey/transactions_sample.parquet")
    return duckdb.sql(
        f"SELECT count(*) FROM (SELECT basket_id FROM '{source}' GROUP BY 1 HAVING max(sales_value) <= 0)"
    ).fetchall()[0][0]


def households_without_purchase():
    source = path("complete_journey/transactions_sample.parquet")
    return duckdb.sql(
        f"SELECT count(*) FROM (SELECT household_id FROM '{source}' GROUP BY 1 HAVING max(sales_value) <= 0)"
    ).fetchall()[0][0]


def test_the_same_evidence_settings_and_seed_give_the_same_bytes(retail):
    again = gw.analyse(gw.read_orders(RETAIL, currency="GBP"), margin=0.3)
    assert again.to_json() == retail.to_json()
    assert again.customers.equals(retail.customers)
