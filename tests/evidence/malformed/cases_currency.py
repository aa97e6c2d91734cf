"""Several currencies: refused without rates, and rates that are no rates."""

from .case import Case, Content
from .faulty_files import text

HEADER = "customer,date,amount,currency"
EURO = "{customer},{date},10.00,EUR"
DOLLAR = "c01,2024-02-01,11.00,USD"
MIXED = text(DOLLAR, header=HEADER, row=EURO)
TABLE = "currency,rate\nEUR,1\nUSD,0.5\n"


def rates(fault: str, table: Content, *, orders: str = MIXED, **expected: object) -> Case:
    """Orders in euros and dollars with this table of rates, into euros."""
    return Case(
        fault,
        "csv",
        files={"orders.csv": orders, "rates.csv": table},
        arguments=("{folder}/orders.csv",),
        options=("--currency", "EUR", "--fx", "{folder}/rates.csv"),
        **expected,
    )


CASES = (
    Case("one currency", "csv", text(header=HEADER, row=EURO), rows=40, currency="EUR", net=400),
    Case("two currencies, no rates", "csv", MIXED, ends=1, says="(?s)EUR.*USD.*--fx"),
    Case(
        "two currencies across files",
        "csv",
        files={"a.csv": text(header=HEADER, row=EURO), "b.csv": text(header=HEADER, row="x{customer},{date},1.00,USD")},
        ends=1,
        says="(?s)EUR.*USD.*--fx",
    ),
    Case(
        "currency missing in one row",
        "csv",
        text("c01,2024-01-20,10.00,", header=HEADER, row=EURO),
        rows=41,
        currency="EUR",
        net=410,
        # Expected to be set aside at first; then one row that names EUR drove out 5,000 silent ones.
        says="1 row of .* named no currency",
    ),
    Case(
        "currency named in one row alone",
        "csv",
        text("c01,2024-01-20,10.00,EUR", header=HEADER, row="{customer},{date},10.00,"),
        rows=41,
        currency="EUR",
        net=410,
        says="40 rows of .* named no currency",
    ),
    rates(
        "currency missing in one row, others named",
        TABLE,
        orders=text(DOLLAR, "c01,2024-02-01,10.00,", header=HEADER, row=EURO),
        rows=42,
        aside={"no_currency": 1},
        lines=(43,),
        currency="EUR",
        net=405.5,
    ),
    Case(
        "currency written in small letters with blanks",
        "csv",
        text("c01,2024-02-01,10.00, eur ", header=HEADER, row=EURO),
        rows=41,
        currency="EUR",
        net=410,
    ),
    Case(
        "currency that is none",
        "csv",
        text("c01,2024-02-01,10.00,??", header=HEADER, row=EURO),
        rows=41,
        aside={"unknown_currency": 1},
        lines=(42,),
        currency="EUR",
        net=400,
    ),
    Case(
        "currency named that the file does not have",
        "csv",
        text(header=HEADER, row=EURO),
        options=("--currency", "USD"),
        ends=1,
        says="(?s)EUR.*--fx|--fx.*EUR",
    ),
    Case(
        "sign beside an amount against the column",
        "csv",
        text("c01,2024-01-20,$10.00,EUR", header=HEADER, row=EURO),
        rows=41,
        currency="EUR",
        net=410,
        says='"\\$" stands beside 1 amount',
    ),
    Case(
        "dollar sign beside Canadian dollars",
        "csv",
        text(header=HEADER, row="{customer},{date},$10.00,CAD"),
        rows=40,
        currency="CAD",
        net=400,
    ),
    rates("two currencies with rates", TABLE, rows=41, currency="EUR", net=405.5),
    rates(
        "rate missing for one currency",
        "currency,rate\nEUR,1\nGBP,1.2\n",
        rows=41,
        aside={"unknown_currency": 1},
        lines=(42,),
        currency="EUR",
        net=400,
    ),
    rates(
        "rate missing for most rows",
        TABLE,
        orders=text(DOLLAR, header=HEADER, row="{customer},{date},10.00,SEK"),
        rows=41,
        aside={"unknown_currency": 40},
        currency="EUR",
        net=5.5,
    ),
    rates(
        "rate missing for every row",
        TABLE,
        orders=text(header=HEADER, row="{customer},{date},10.00,SEK"),
        ends=1,
        says="SEK|currenc",
    ),
    rates("rate of the goal left out", "currency,rate\nUSD,0.5\n", rows=41, currency="EUR", net=405.5),
    rates("rates in small letters with blanks", " Currency , Rate \n usd , 0.5 \n", rows=41, currency="EUR", net=405.5),
    rates("rates with a byte-order mark", TABLE.encode("utf-8-sig"), rows=41, currency="EUR", net=405.5),
    rates(
        "rates by day",
        "currency,rate,date\nUSD,0.5,2024-01-01\nUSD,2,2024-02-01\nUSD,9,2024-02-02\n",
        rows=41,
        currency="EUR",
        net=422,
    ),
    rates(
        "rates that begin after the order",
        "currency,rate,date\nUSD,2,2024-03-01\n",
        rows=41,
        aside={"unknown_currency": 1},
        lines=(42,),
        net=400,
    ),
    rates("rate zero", TABLE.replace("0.5", "0"), ends=2, says="rate"),
    rates("rate negative", TABLE.replace("0.5", "-0.5"), ends=2, says="rate"),
    rates("rate a word", TABLE.replace("0.5", "half"), ends=2, says="half"),
    rates("rate infinite", TABLE.replace("0.5", "inf"), ends=2, says="inf"),
    rates("rate missing in its row", TABLE.replace("0.5", ""), ends=2, says="rate"),
    rates("two rates for one currency", TABLE + "USD,0.6\n", ends=2, says="USD"),
    rates("day of a rate impossible", "currency,rate,date\nUSD,2,2024-02-30\n", ends=2, says="2024-02-30"),
    rates("rates without a column for them", "currency,price\nUSD,0.5\n", ends=2, says="rate"),
    rates("rates empty", "", ends=2, says="rates.csv"),
    rates("rates that are a picture", b"\x89PNG\r\n\x1a\n\x00\xff", ends=2, says="rates.csv"),
    Case(
        "rates missing",
        "csv",
        MIXED,
        options=("--currency", "EUR", "--fx", "{folder}/gone.csv"),
        ends=2,
        says="gone.csv",
    ),
    Case(
        "rates without a goal",
        "csv",
        files={"orders.csv": MIXED, "rates.csv": TABLE},
        arguments=("{folder}/orders.csv",),
        options=("--fx", "{folder}/rates.csv"),
        ends=2,
        says="--currency",
    ),
    Case("goal that is no currency", "csv", text(), options=("--currency", "Euro"), ends=2, says="(?i)Euro"),
)
