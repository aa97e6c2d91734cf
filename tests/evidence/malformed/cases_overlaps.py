"""Several files: the same twice, overlaps, files that disagree."""

from pathlib import Path

from .case import Case
from .faulty_files import gz, parquet, text

PLAIN = text()
NUMBERED = text(header="order id,customer,date,amount", row="A{i},{customer},{date},10.00")
ONCE_MORE = text("A40,c01,2024-02-01,10.00", header="order id,customer,date,amount", row="A{i},{customer},{date},10.00")
FOLDER = ("{folder}/in",)
TWO_ROWS = {"customer": ["c01", "c02"], "date": ["2024-01-01", "2024-01-02"], "amount": [5.0, 5.0]}


def link_beside_its_file(folder: Path) -> list[str]:
    (folder / "orders.csv").write_text(PLAIN)
    (folder / "link.csv").symlink_to(folder / "orders.csv")
    return [str(folder / "orders.csv"), str(folder / "link.csv")]


CASES = (
    Case(
        "same file named twice",
        "csv",
        PLAIN,
        arguments=("{folder}/orders.csv", "{folder}/orders.csv"),
        rows=80,
        aside={"duplicate_file": 40},
        net=400,
        orders=40,
    ),
    Case(
        "same bytes in two files",
        "csv",
        files={"a.csv": PLAIN, "b.csv": PLAIN},
        rows=80,
        aside={"duplicate_file": 40},
        net=400,
    ),
    Case(
        "same bytes in two Parquet files",
        "parquet",
        files={"a.parquet": parquet(), "b.parquet": parquet()},
        rows=80,
        aside={"duplicate_file": 40},
        net=400,
    ),
    Case(
        "file beside a link to it", "csv", arrange=link_beside_its_file, rows=80, aside={"duplicate_file": 40}, net=400
    ),
    Case(
        "file named, and its folder too",
        "csv",
        files={"in/a.csv": PLAIN, "in/b.csv": text("c01,2024-02-01,1")},
        arguments=("{folder}/in/a.csv", "{folder}/in"),
        rows=121,
        aside={"duplicate_file": 40, "duplicate_row": 40},
        net=401,
    ),
    Case(
        "overlap by order id",
        "csv",
        files={"a.csv": NUMBERED, "b.csv": ONCE_MORE},
        rows=81,
        aside={"duplicate_order": 40},
        orders=41,
        net=410,
    ),
    Case(
        "overlap by order id, lines changed",
        "csv",
        files={"a.csv": NUMBERED, "b.csv": NUMBERED.replace("10.00", "12.00")},
        rows=80,
        aside={"duplicate_order": 40},
        net=400,
        says="(?i)order",
    ),
    Case(
        "order unreadable in the first file, sound in the second",
        "csv",
        files={"a.csv": NUMBERED.replace("A5,c05,2024-01-06", "A5,c05,soon"), "b.csv": NUMBERED},
        rows=80,
        aside={"bad_date": 1, "duplicate_order": 39},
        orders=40,
        net=400,
    ),
    Case(
        "files that each count their orders for themselves",
        "csv",
        files={"a.csv": NUMBERED, "b.csv": NUMBERED.replace(",c0", ",d0").replace("10.00", "99.00")},
        rows=80,
        aside={"duplicate_order": 40},
        net=400,
        says="40 orders .*another customer",
    ),
    Case(
        "order divided over two pieces of one table",
        "parquet",
        files={f"in/part-000{i}.parquet": parquet({"order id": ["A1", f"B{i}"], **TWO_ROWS}) for i in (0, 1)},
        arguments=FOLDER,
        rows=4,
        orders=3,
        net=20,
    ),
    Case(
        "order in two files that are no pieces of one table",
        "parquet",
        files={f"in/export-{i}.parquet": parquet({"order id": ["A1", f"B{i}"], **TWO_ROWS}) for i in (0, 1)},
        arguments=FOLDER,
        rows=4,
        aside={"duplicate_order": 1},
        orders=3,
        net=15,
    ),
    Case(
        "copy of a file with a fault",
        "csv",
        files={"a.csv": text("c01,soon,1"), "b.csv": text("c01,soon,1")},
        rows=82,
        aside={"bad_date": 1, "duplicate_file": 41},
        net=400,
    ),
    Case(
        "three files, the same row in all",
        "csv",
        files={
            "a.csv": "customer,date,amount\n" + "c01,2024-01-01,1\n" * 2,
            "b.csv": "customer,date,amount\n" + "c01,2024-01-01,1\n" * 3 + "c02,2024-01-01,1\n",
            "c.csv": "customer,date,amount\n" + "c01,2024-01-01,1\n" + "c03,2024-01-01,1\n",
        },
        rows=8,
        aside={"duplicate_row": 3},
        net=5,
    ),
    Case(
        "overlap by order id across formats",
        "folder",
        files={"in/a.csv": NUMBERED, "in/b.csv.gz": gz(ONCE_MORE)},
        arguments=FOLDER,
        rows=81,
        aside={"duplicate_order": 40},
        net=410,
    ),
    Case(
        "overlap without order ids",
        "csv",
        files={"a.csv": PLAIN, "b.csv": text("c01,2024-02-01,10.00")},
        rows=81,
        aside={"duplicate_row": 40},
        net=410,
    ),
    Case(
        "overlap without order ids, some rows several times",
        "csv",
        files={
            "a.csv": "customer,date,amount\n" + "c01,2024-01-01,10.00\n" * 2 + "c02,2024-01-01,5.00\n" * 3,
            "b.csv": "customer,date,amount\n" + "c01,2024-01-01,10.00\n" * 3 + "c02,2024-01-01,5.00\n",
        },
        rows=9,
        aside={"duplicate_row": 3},
        net=45,
    ),
    Case(
        "overlap whose rows are written differently",
        "csv",
        files={"a.csv": PLAIN, "b.csv": text(header="amount;date;customer", row="10,00;{day}.01.2024; {customer} ")},
        rows=80,
        aside={"duplicate_row": 40},
        net=400,
    ),
    Case(
        "overlap between text and Parquet",
        "folder",
        files={"in/a.csv": PLAIN, "in/b.parquet": parquet()},
        arguments=FOLDER,
        rows=80,
        aside={"duplicate_row": 40},
        net=400,
    ),
    Case(
        "overlap of rows set aside",
        "csv",
        files={"a.csv": text("c01,soon,1"), "b.csv": text("c01,soon,1", "c05,2024-02-01,1")},
        rows=83,
        aside={"bad_date": 2, "duplicate_row": 40},
        net=401,
    ),
    Case(
        "day first in one file, unknown in the other",
        "csv",
        files={
            "a.csv": text(row="{customer},{day:02d}/01/2024,10.00"),
            "b.csv": "customer,date,amount\nc50,03/04/2024,1\nc51,05/04/2024,1\n",
        },
        rows=42,
        net=402,
        says="(?i)day.*month|month.*day",
    ),
    Case(
        "day first in one file, month first in the other",
        "csv",
        files={
            "a.csv": text(row="{customer},{day:02d}/01/2024,10.00"),
            "b.csv": text(row="{customer},01/{day:02d}/2024,11.00"),
        },
        rows=80,
        first="2024-01-01",
        last="2024-01-28",
        net=840,
    ),
    Case(
        "decimal comma in one file, point in the other",
        "csv",
        files={"a.csv": text(row="{customer},{date},10.00"), "b.csv": text(row='{customer},{date},"1.250,50"')},
        rows=80,
        net=50420,
    ),
    Case(
        "different columns",
        "csv",
        files={"a.csv": PLAIN, "b.csv": text(header="Order Date,Customer ID,Total", row="{date},x{customer},1.00")},
        rows=80,
        customers=20,
        net=440,
    ),
    Case(
        "order ids in one file only",
        "csv",
        files={"a.csv": NUMBERED, "b.csv": text(row="x{customer},{date},1.00")},
        rows=80,
        customers=20,
        net=440,
    ),
    Case(
        "no amounts in one file",
        "csv",
        files={"a.csv": PLAIN, "b.csv": text(header="customer,date", row="x{customer},{date}")},
        ends=1,
        says="amount",
    ),
    Case(
        "numbers in one file, leading zeros in the other",
        "csv",
        files={"a.csv": text(row="{i},{date},1.00"), "b.csv": text(row="{i:05d},{date},1.00")},
        rows=80,
        customers=80,
    ),
    Case(
        "one file without a customer column",
        "csv",
        files={"a.csv": PLAIN, "b.csv": text(header="colour,date,amount")},
        ends=1,
        says="b.csv",
    ),
    Case("one empty file", "csv", files={"a.csv": PLAIN, "b.csv": ""}, ends=1, says="b.csv.*empty"),
    Case(
        "one file cut short",
        "folder",
        files={"in/a.csv": PLAIN, "in/b.csv.gz": gz(PLAIN)[:-9]},
        arguments=FOLDER,
        ends=1,
        says="(?i)b.csv.gz.*(cut|damaged)",
    ),
    Case(
        "one unreadable file of many, under the limit in all",
        "csv",
        files={
            "a.csv": text(),
            "b.csv": text(row="x{customer},{date},1.00"),
            "c.csv": "customer,date,amount\nc01,soon,1\n",
        },
        rows=81,
        aside={"bad_date": 1},
        net=440,
    ),
    Case(
        "header only in one file",
        "csv",
        files={"a.csv": PLAIN, "b.csv": "customer,date,amount\n"},
        ends=1,
        says="b.csv",
    ),
)
