"""Wrong use: columns that are not there, days that are none, shares above one."""

from .case import Case
from .faulty_files import HEADER, parquet, sqlite, text


def wrong(fault: str, says: str, *options: str, command: str = "check", file_format: str = "csv") -> Case:
    """Options that are refused with exit 2, whatever the orders hold."""
    content = {"csv": text(), "parquet": parquet(), "sqlite": sqlite()}[file_format]
    return Case(
        fault,
        file_format if command == "check" else f"{command}.{file_format}",
        content,
        options=options,
        ends=2,
        says=says,
        command=command,
    )


CASES = (
    wrong("option that does not exist", "--colum", "--colum", "customer=customer"),
    wrong("column that does not exist", "(?s)Custmer.*customer", "--column", "customer=Custmer"),
    wrong("column that does not exist", "(?s)Custmer.*customer", "--column", "customer=Custmer", file_format="parquet"),
    wrong("column that does not exist", "(?s)Custmer.*customer", "--column", "customer=Custmer", file_format="sqlite"),
    wrong("role that does not exist", "buyer", "--column", "buyer=customer"),
    wrong("column without its role", "customer", "--column", "customer"),
    wrong("role without its column", "customer", "--column", "customer="),
    wrong("one role twice", "both customer and amount", "--column", "customer=customer", "--column", "customer=amount"),
    wrong("one column for two roles", "amount", "--column", "customer=amount", "--column", "amount=amount"),
    wrong("day as a word", "yesterday", "--as-of", "yesterday"),
    wrong("day that is none", "2024-02-30", "--as-of", "2024-02-30"),
    wrong("day with its month first", "01/31/2024", "--as-of", "01/31/2024"),
    wrong("share above one", "5", "--max-set-aside", "5"),
    wrong("share below nothing", "-0.1", "--max-set-aside", "-0.1"),
    wrong("share as a word", "few", "--max-set-aside", "few"),
    wrong("share that is no number", "(?i)nan", "--max-set-aside", "nan"),
    wrong("segment that does not exist", "region", "--segment", "region"),
    wrong("occasion that does not exist", "fortnight", "--occasion", "fortnight"),
    wrong("horizon as a word", "soon", "--horizon", "soon", command="analyse"),
    wrong("horizon without its unit", "52", "--horizon", "52", command="analyse"),
    wrong("horizon of nothing", "0", "--horizon", "0 weeks", command="analyse"),
    wrong("horizon backwards", "-3", "--horizon", "-3 weeks", command="analyse"),
    wrong("margin as a percentage", "30", "--margin", "30", command="analyse"),
    wrong("margin below minus one", "-2", "--margin", "-2", command="analyse"),
    wrong("margin that is no number", "(?i)nan", "--margin", "nan", command="analyse"),
    wrong("discount below minus one", "-1.5", "--discount", "-1.5", command="analyse"),
    wrong("level of one", "1", "--level", "1", command="analyse"),
    wrong("level as a percentage", "90", "--level", "90", command="analyse"),
    wrong("unit that does not exist", "fortnight", "--unit", "fortnight", command="analyse"),
    wrong("behaviour that does not exist", "bg-xyz", "--behaviour", "bg-xyz", command="analyse"),
    wrong("seed as a word", "lucky", "--seed", "lucky", command="analyse"),
    wrong("holdout as a word", "later", "--holdout", "later", command="analyse"),
    wrong("fit until no day", "never", "--fit-until", "never", "--horizon", "39 weeks", command="evaluate"),
    wrong("command that does not exist", "chek", command="chek"),
    Case("no files", "csv", arguments=(), ends=2, says="(?i)orders"),
    Case("file that does not exist", "csv", arguments=("{folder}/gone.csv",), ends=2, says="gone.csv"),
    Case(
        "file that does not exist, beside one that does",
        "csv",
        text(),
        arguments=("{folder}/orders.csv", "{folder}/gone.csv"),
        ends=2,
        says="gone.csv",
    ),
    Case("pattern that finds nothing", "csv", arguments=("{folder}/*.csv",), ends=2, says=r"\*\.csv"),
    Case("empty name", "csv", arguments=("",), ends=2, says="."),
    Case("name with a NUL", "csv", arguments=("{folder}/or\x00ders.csv",), ends=2, says="."),
    Case("name of five thousand letters", "csv", arguments=("{folder}/" + "x" * 5000,), ends=2, says="."),
    Case("address on the network", "csv", arguments=("https://example.org/orders.csv",), ends=2, says="example.org"),
    Case(
        "database that cannot be reached",
        "postgresql",
        arguments=("postgresql://nobody@127.0.0.1:9/none",),
        ends=1,  # rightly used, yet no evidence comes
        says="could not be read",
    ),
    Case("nothing, by its device", "csv", arguments=("/dev/null",), ends=2, says="device"),
    Case(
        "out that is a file", "csv", text(), options=("--out", "{folder}/orders.csv"), ends=2, says="orders.csv.*file"
    ),
    Case(
        "columns named by hand",
        "csv",
        text("c01,soon,1", header="a,b,c"),
        options=("--column", "customer=a", "--column", "date=b", "--column", "amount=c"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    ),
    Case(
        "column for the date that holds none",
        "csv",
        text(header="customer,shade,amount", row="{customer},red,10.00"),
        options=("--column", "date=shade"),
        ends=1,
        says="40 of (the )?40|date",
    ),
    Case(
        "customer and amount exchanged",
        "csv",
        text(header=HEADER),
        options=("--column", "customer=amount", "--column", "amount=customer"),
        ends=1,
        says="amount",
    ),
    Case(
        "no unreadable row allowed",
        "csv",
        text("c01,soon,1"),
        options=("--max-set-aside", "0"),
        ends=1,
        says="1 of (the )?41",
    ),
    Case(
        "every unreadable row allowed",
        "csv",
        text(*["c01,soon,1"] * 60),
        options=("--max-set-aside", "1"),
        rows=100,
        aside={"bad_date": 60},
        net=400,
    ),
    Case(
        "segment missing in some rows",
        "csv",
        text("c01,2024-02-01,10.00,", header="customer,date,amount,region", row="{customer},{date},10.00,north"),
        options=("--segment", "region"),
        rows=41,
        net=410,
    ),
)
