from datetime import date

import pytest

from goodwill.terms import EvidenceError, UsageError

HEADER = "customer,date,amount,currency\n"
MIXED = HEADER + "1,2024-01-05,10,EUR\n2,2024-02-05,10,USD\n"


def test_the_one_currency_is_named(read):
    assert read(HEADER + "1,2024-01-05,10, eur \n").currency == "EUR"
    assert read("customer,date,amount\n1,2024-01-05,£10\n").currency == "GBP"
    assert read("customer,date,amount (CHF)\n1,2024-01-05,10\n").currency == "CHF"
    assert read("customer,date,amount\n1,2024-01-05,10\n", currency="sek").currency == "SEK"
    assert read("customer,date,amount\n1,2024-01-05,10\n").currency is None


def test_several_currencies_are_refused_with_their_counts(read):
    with pytest.raises(EvidenceError, match=r"EUR \(1 row\), USD \(1 row\).*--fx"):
        read(MIXED)
    with pytest.raises(EvidenceError, match=r"EUR.*USD"):
        read("customer,date,amount\n1,2024-01-05,€1\n", "customer,date,amount\n1,2024-01-05,$1\n")


def test_another_currency_than_the_one_named_is_refused(read):
    with pytest.raises(EvidenceError, match=r"in EUR, not in USD.*--fx"):
        read(HEADER + "1,2024-01-05,10,EUR\n", currency="USD")


def test_rates_turn_several_into_one(read):
    book = read(MIXED, currency="EUR", fx={"USD": 0.5})
    assert (book.currency, book.net) == ("EUR", 15.0)


def test_an_order_takes_the_latest_rate_up_to_its_day(read):
    rates = {("USD", date(2024, 1, 1)): 0.5, ("USD", date(2024, 2, 5)): 2.0, ("USD", date(2024, 2, 6)): 9.0}
    assert read(MIXED, currency="EUR", fx=rates).net == 30.0


def test_margins_are_converted_with_their_amounts(read, rows):
    text = "customer,date,amount,margin,currency\n1,2024-01-05,10,4,USD\n"
    assert rows(read(text, currency="EUR", fx={"USD": 0.5}), "amount", "margin") == [(5.0, 2.0)]


def test_rows_without_a_rate_or_a_currency_are_set_aside(read):
    text = MIXED + "3,2024-02-05,10,SEK\n4,2024-02-05,10,\n5,2024-02-05,10,??\n"
    book = read(text, currency="EUR", fx={"USD": 0.5})
    assert dict(book.set_aside_reasons) == {"no_currency": 1, "unknown_currency": 2}


def test_amounts_with_signs_are_converted_by_their_signs(read):
    text = "customer,date,amount\n1,2024-01-05,€10\n2,2024-01-05,$10\n"
    assert read(text, currency="EUR", fx={"USD": 0.5}).net == 15.0


@pytest.mark.parametrize(
    ("fx", "currency", "says"),
    [
        ({"USD": 0.5}, None, "--currency"),
        ({"USD": 0}, "EUR", '"0", the rate of USD'),
        ({"USD": float("nan")}, "EUR", "above 0"),
        ({"dollars": 1.0}, "EUR", "dollars"),
    ],
)
def test_rates_that_are_none_are_refused(read, fx, currency, says):
    with pytest.raises(UsageError, match=says):
        read(MIXED, currency=currency, fx=fx)


def test_a_file_of_rates_is_read_and_its_faults_are_placed(read, tmp_path):
    rates = tmp_path / "rates.csv"
    rates.write_text("Currency,Rate,Date\nusd,0.5,2024-01-01\n")
    assert read(MIXED, currency="EUR", fx=rates).net == 15.0
    rates.write_text("currency,rate\nUSD,0.5\nUSD,0.6\n")
    with pytest.raises(UsageError, match=r"USD twice: 0\.5 and 0\.6"):
        read(MIXED, currency="EUR", fx=rates)
    rates.write_text("currency,rate\nUSD,half\n")
    with pytest.raises(UsageError, match=r'"half".*line 2 of .*rates\.csv'):
        read(MIXED, currency="EUR", fx=rates)
    rates.write_text("currency,price\nUSD,1\n")
    with pytest.raises(UsageError, match="need a column called rate; its columns are currency, price"):
        read(MIXED, currency="EUR", fx=rates)


def test_only_rows_whose_order_names_no_currency_are_said(read):
    text = "order,customer,date,amount,currency\n1,1,2024-01-05,10,EUR\n1,1,2024-01-05,5,\n2,2,2024-01-06,7,\n"
    (sentence,) = [f.sentence for f in read(text).findings if f.code == "currency-assumed"]
    assert sentence.startswith("1 row of ")
    assert not [f for f in read(text.replace("2,2,", "1,1,")).findings if f.code == "currency-assumed"]
