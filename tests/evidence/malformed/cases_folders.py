"""Folders, links and pipes; strangers beside the orders; file names that bite."""

import os
from pathlib import Path

from .case import Case
from .faulty_files import excel, json_lines, parquet, text

PLAIN = text()
FOLDER = ("{folder}/in",)


def link_loop(folder: Path) -> list[str]:
    inside = folder / "in"
    inside.mkdir()
    (inside / "orders.csv").write_text(PLAIN)
    (inside / "again").symlink_to(inside, target_is_directory=True)
    (inside / "round.csv").symlink_to(inside / "round.csv")
    return [str(inside)]


def link_to_itself(folder: Path) -> list[str]:
    (folder / "orders.csv").symlink_to(folder / "orders.csv")
    return [str(folder / "orders.csv")]


def link_to_nothing(folder: Path) -> list[str]:
    (folder / "orders.csv").symlink_to(folder / "gone.csv")
    return [str(folder / "orders.csv")]


def pipe_in_the_folder(folder: Path) -> list[str]:
    (folder / "orders.csv").write_text(PLAIN)
    os.mkfifo(folder / "pipe.csv")
    return [str(folder)]


def empty_folder(folder: Path) -> list[str]:
    (folder / "in").mkdir()
    return [str(folder / "in")]


RESULTS = {
    "in/goodwill-report/results.json": '{"goodwill": "0.1.0"}',
    "in/goodwill-report/set-aside.csv": "file,line,reason,sentence,row\n",
    "in/goodwill-report/customers.csv": "customer_id,first_order,p_active\nc01,2024-01-01,0.9\nc02,2024-01-02,0.9\n",
    "in/goodwill-report/report.html": "<!DOCTYPE html><title>Report</title>",
}


def named(fault: str, name: str, arguments: tuple[str, ...] | None = None) -> Case:
    return Case(
        fault,
        "csv",
        files={name: text("c01,soon,1")},
        arguments=arguments,
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    )


CASES = (
    Case(
        "four formats",
        "folder",
        files={
            "in/a.csv": PLAIN,
            "in/b.parquet": parquet(amount=[2.0] * 40),
            "in/c.jsonl": json_lines('{"customer": 1}'),
            "in/d.xlsx": lambda: excel(("c01", "soon", 1)),
        },
        arguments=FOLDER,
        rows=162,
        aside={"bad_date": 1, "no_date": 1, "duplicate_row": 80},
        net=480,
    ),
    Case(
        "strangers beside the orders",
        "folder",
        files={
            "in/orders.csv": text("c01,soon,1"),
            "in/.DS_Store": b"\x00\x00\x00\x01Bud1",
            "in/README.md": "# Orders\n",
            "in/logo.png": b"\x89PNG\r\n\x1a\n",
            "in/~$orders.xlsx": b"\x05Ann",
            "in/_SUCCESS": "",
        },
        arguments=FOLDER,
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    ),
    Case(
        "folders inside folders",
        "folder",
        files={"in/2023/a.csv": PLAIN, "in/2024/01/b.csv": text(row="x{customer},{date},1.00")},
        arguments=FOLDER,
        rows=80,
        customers=20,
        net=440,
    ),
    Case("nothing inside", "folder", arrange=empty_folder, ends=1, says="(?i)no files?|empty|nothing"),
    Case(
        "strangers alone",
        "folder",
        files={"in/.hidden": "x", "in/logo.png": b"\x89PNG\r\n\x1a\n"},
        arguments=FOLDER,
        ends=1,
        says="(?i)no files?|no order|table|empty|nothing",
    ),
    Case("links that go in circles", "folder", arrange=link_loop, rows=40, net=400),
    Case("link to itself", "csv", arrange=link_to_itself, ends=2, says="orders.csv"),
    Case("link to nothing", "csv", arrange=link_to_nothing, ends=2, says="orders.csv"),
    Case("pipe that nobody writes to", "folder", arrange=pipe_in_the_folder, rows=40, net=400),
    named("name with quotes", 'it\'s "orders".csv'),
    named("name with a line end", "or\nders.csv"),
    named("name with letters of every kind", "Bestellungen über Ømsætning 売上 🧾.csv"),
    named("name that is a pattern", "orders[1]*?.csv"),
    named("name that is a formula", "=1+1.csv", arguments=("=1+1.csv",)),
    named("name that is an option", "--orders.csv", arguments=("--", "--orders.csv")),
    Case("hyphen for standard input", "csv", text(), arguments=("-",), ends=2, says="does not exist"),
    Case(
        "empty file among others",
        "folder",
        files={"in/a.csv": PLAIN, "in/b.csv": ""},
        arguments=FOLDER,
        rows=40,
        net=400,
        says="1 of the 2 files .* left out.*b.csv is empty",
    ),
    Case(
        "results of an earlier analysis inside",
        "folder",
        files={"in/orders.csv": PLAIN, **RESULTS},
        arguments=FOLDER,
        rows=40,
        net=400,
    ),
    named("name with two endings", "orders.parquet.csv"),
    named("name of the rows set aside", "set-aside.csv"),
    named("name with percent and braces", "100%s {0} %00.csv"),
    named("ending in capitals", "ORDERS.CSV"),
    named("name that looks like a database address", "sqlite:.csv"),
)
