"""How it was worked out: settings, behaviour, parameters."""

import math

from goodwill.report.parts import Cell, Column, Prose, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, plural, short_day

NAMES = {"bg-nbd": "BG/NBD (Fader, Hardie and Lee 2005)", "gamma-gamma": "Gamma-Gamma (Fader and Hardie 2013)"}


def section(told: Telling) -> Section:
    return Section(
        "method",
        "How this was worked out",
        "Settings, assumptions and the behaviour in use; the same evidence, settings and seed give the same report",
        paragraphs=_told(told),
        tables=tuple(t for t in (_settings(told), _parameters(told)) if t is not None),
        note=(f"As of {short_day(told.as_of)}, worked out on {short_day(told.analysis.settings.run_on)}.",),
    )


def _told(told: Telling) -> tuple[Prose, ...]:
    b = told.analysis.behaviour
    name = NAMES.get(b.name, b.name)
    said: list[Prose] = [
        (f"Behaviour: {name}. Customers order at a steady personal rate until they stop for good. {b.chosen_because}",)
    ]
    if b.doubtful:
        said.append((f"Why the fit was not believed: {b.doubtful}",))
    # Where the fit was not believed no range rests on its draws, and without a forecast there is no range.
    drawn = told.analysis.forecast is not None and b.doubtful is None
    if drawn and b.k_hat is not None and b.draws is not None and b.effective_draws is not None:
        said.append(
            (
                (
                    f"Ranges come from {count(b.draws)} weighted draws of the parameters, as good as "
                    f"{count(b.effective_draws)} "
                    f"independent ones; k-hat {_decimal(b.k_hat)} (below 0.7 the weights can be trusted)."
                ),
            )
        )
    return tuple(said)


def _settings(told: Telling) -> Table:
    a = told.analysis
    s = a.settings
    basis = {
        "margin": "from the orders",
        "assumed-margin": f"{100 * (s.margin or 0):g}% of net revenue, assumed",
        "revenue": "not known: value is revenue, never profit",
    }[s.basis]
    rows: list[tuple[Cell, ...]] = [
        ("As of", short_day(s.as_of)),
        ("Purchase occasion", "all orders of a customer on one day" if s.occasion == "day" else f"one {s.occasion}"),
        ("Unit of time", s.unit),
        ("Horizon of forecasts", str(s.horizon)),
        ("Horizon of value", str(s.value_horizon)),
        ("Discount", f"{100 * s.discount_rate_per_year:g}% a year"),
        ("Timing of value", capital(a.value.convention) if a.value else "no value"),
        ("Margin", basis),
        ("Level of ranges", f"{100 * s.level:g}%"),
        ("In the base", f"ordered within {told.window} days ({a.bucket_window_is})"),
        ("Behaviour asked for", s.behaviour),
        ("Seed", str(s.seed)),
    ]
    if a.backtest.widened_by > 0:
        rows.append(("Ranges widened by past errors of up to", f"{100 * math.expm1(a.backtest.widened_by):.0f}%"))
    return Table("Settings and assumptions", (Column("Setting"), Column("Used here")), tuple(rows), dense=True)


def _parameters(told: Telling) -> Table | None:
    b, spend = told.analysis.behaviour, told.analysis.spending
    rows: list[tuple[Cell, ...]] = [
        (f"{b.name}: {name}", _number(value), _number(b.standard_errors.get(name)))
        for name, value in b.parameters.items()
    ]
    if rows and b.log_likelihood is not None:
        rows.append((f"{b.name}: log-likelihood, {plural(b.customers, 'customer')}", f"{_minus(b.log_likelihood)}", ""))
    if spend is not None:
        rows += [
            (f"{spend.name}: {name}", _number(value), _number(spend.standard_errors.get(name)))
            for name, value in spend.parameters.items()
        ]
        rows.append(
            (f"{spend.name}: log-likelihood, {plural(spend.customers, 'customer')}", _minus(spend.log_likelihood), "")
        )
    if not rows:
        return None
    columns = (Column("Parameter"), Column("Estimate", "", "figures"), Column("Standard error", "", "figures"))
    return Table(f"Parameters, time in {told.analysis.settings.unit}s", columns, tuple(rows), dense=True)


def _number(value: float | None) -> str:
    return "not known" if value is None else f"{value:,.4g}".replace("-", "−")


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _minus(value: float) -> str:
    return f"{value:,.1f}".replace("-", "−")
