"""The key-account shortlist: who, how surely, why, and worth what."""

from goodwill.portfolio.analysis import KeyAccount
from goodwill.report.charts.frame import compact
from goodwill.report.parts import Cell, Column, Fig, Mark, Pill, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, few, in_words, plural, range_of, short_span, span, whole_percent

SURE = 0.9


def section(told: Telling) -> Section | None:
    accounts = told.analysis.key_accounts
    if not accounts:
        return None
    growing = sum(a.kind == "growth" for a in accounts)
    also = (
        f", and {few(growing, 'more', 'more')} because of {'its' if growing == 1 else 'their'} growth"
        if growing
        else ""
    )
    ahead = span(told.analysis.settings.horizon)
    passed = "a year has passed" if ahead == "a year" else f"{ahead} have passed"
    return Section(
        "key-accounts",
        _title(accounts),
        f"The {few(told.analysis.key_accounts_k, 'customer')} with the largest expected value{also}. Chance to belong: "
        f"how likely the customer is among the {in_words(told.analysis.key_accounts_k)} largest once {passed}.",
        tables=(_table(told, accounts),),
        note=(
            Fig(f"n = {plural(told.customers, 'customer')}", "belongs"),
            f". Band: range, upright: mean, on a scale from zero. {told.sources}.{told.currency_note}",
        ),
    )


def _title(accounts: tuple[KeyAccount, ...]) -> str:
    largest = [a for a in accounts if a.kind == "largest"]
    sure = sum(a.probability >= SURE for a in largest)
    who = capital(few(len(largest), "customer"))
    lead = f"{who} lead{'s' if len(largest) == 1 else ''} the list"
    if sure == len(largest):
        return f"{lead}, each with a chance of 90% or more to belong"
    if not sure:
        return f"{lead}; none has a chance of 90% or more to belong"
    return f"{lead}; {'one has' if sure == 1 else f'{in_words(sure)} have'} a chance of 90% or more to belong"


def _table(told: Telling, accounts: tuple[KeyAccount, ...]) -> Table:
    values = [a.value for a in accounts if a.value is not None]
    end = max((v.high for v in values), default=0.0)
    columns = [Column("Customer"), Column("Group", "", "pill"), Column("Belongs", "chance", "figures")]
    horizon = told.analysis.value.horizon if told.analysis.value is not None else told.analysis.settings.value_horizon
    if values:
        columns += [
            Column(f"Worth, {short_span(horizon)}", told.money.unit, "figures"),
            Column(f"0 to {compact(end, told.money.sign)}", range_of(values[0]), "mark"),
        ]
    columns.append(Column("Why"))
    return Table(
        "Key-account shortlist",
        tuple(columns),
        tuple(_row(told, account, end, valued=bool(values)) for account in accounts),
        leads=tuple(f"customer={account.customer_id}" for account in accounts),
    )


def _row(told: Telling, account: KeyAccount, end: float, *, valued: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = [account.customer_id, Pill(account.group), whole_percent(account.probability)]
    if valued:
        v = account.value
        if v is None:
            cells += ["not known", ""]
        else:
            words = f"{told.money.short(v.mean)}, {range_of(v)} {told.money.span(v)}"
            cells += [count(v.mean), Mark(v.mean, v.low, v.high, end, words)]
    return (*cells, account.reason)
