"""Text that is not plain UTF-8: marks, code pages, broken bytes, line ends."""

from .case import Case
from .faulty_files import gz, insert, text

MANY = "".join(f"c{i % 900:03d},2024-01-{1 + i % 28:02d},10.00\n" for i in range(9_000))  # past any sniffing window
JAPANESE = [f"{name},2024-02-01,10.00" for name in ("表計算", "ソニー", "能率", "予約", "東京十条", "株式会社ソ")]

CASES = (
    Case("byte-order mark", "csv", text().encode("utf-8-sig"), rows=40, customers=10),
    Case(
        "byte-order mark before a quoted header",
        "csv",
        text(header='"customer","date","amount"').encode("utf-8-sig"),
        rows=40,
        customers=10,
    ),
    Case(
        "byte-order mark again where two exports were joined",
        "csv",
        2 * text().encode("utf-8-sig"),
        rows=81,
        aside={"repeated_header": 1},
        lines=(42,),
        net=800,
    ),
    Case("UTF-16 little-endian", "csv", b"\xff\xfe" + text("Zoë,2024-02-01,10.00").encode("utf-16-le"), rows=41),
    Case("UTF-16 big-endian", "csv", b"\xfe\xff" + text("Zoë,2024-02-01,10.00").encode("utf-16-be"), rows=41),
    Case("UTF-16 without its mark", "csv", text().encode("utf-16-le"), rows=40, customers=10),
    Case("UTF-16 with tabs, Excel's Unicode text", "txt", text().replace(",", "\t").encode("utf-16"), rows=40),
    Case(
        "UTF-16 cut in the middle of a character",
        "csv",
        text("c01,2024-02-01,10.00").rstrip().encode("utf-16")[:-1],
        rows=41,
        aside={"undecodable": 1},
        lines=(42,),
        net=400,
    ),
    Case("UTF-16 with CR line ends only", "csv", text(end="\r").encode("utf-16"), rows=40),
    Case("UTF-32", "csv", text().encode("utf-32"), rows=40, customers=10),
    Case("cp1252 names", "csv", text("Café Zoë,2024-02-01,10.00").encode("cp1252"), rows=41, customers=11, net=410),
    Case(
        "cp1252 euro signs and dashes",
        "csv",
        text("c01 – Köln,2024-02-01,€10.00", row="{customer},{date},€10.00").encode("cp1252"),
        rows=41,
        customers=11,
        currency="EUR",
        net=410,
    ),
    Case(
        "cp1252 only after 9,000 plain rows",
        "csv",
        lambda: ("customer,date,amount\n" + MANY + "Zoë,2024-01-05,10.00\n").encode("cp1252"),
        rows=9_001,
        customers=901,
    ),
    Case(
        "UTF-8 and cp1252 mixed after 9,000 plain rows",
        "csv",
        lambda: (
            ("customer,date,amount\n" + MANY + "Zoë,2024-01-05,10.00\n").encode()
            + "Chloé,2024-01-05,10.00\nBjörn Ågren,2024-01-05,10.00\n".encode("cp1252")
        ),
        rows=9_003,
        customers=903,
        says="cp1252",  # expected as undecodable at first; read in the other encoding and said, nobody is lost
    ),
    Case("cp1252 inside gzip", "csv.gz", gz(text("Zoë,2024-02-01,10.00").encode("cp1252")), rows=41, customers=11),
    Case("Shift-JIS with backslash bytes", "csv", text(*JAPANESE).encode("shift_jis"), rows=46, customers=16, net=460),
    Case(
        "one cp1252 row among UTF-8 rows",
        "csv",
        text("Zoë,2024-02-01,10.00", "Jürgen,2024-02-01,10.00").encode() + "René,2024-02-01,10.00\n".encode("cp1252"),
        rows=43,
        customers=13,
        says="1 line .* line 44.*cp1252",
    ),
    Case(
        "UTF-8 surrogate bytes",
        "csv",
        text("Zoë,2024-02-01,10.00").encode() + b"x\xed\xa0\x80,2024-02-01,10.00\n",
        rows=42,
        customers=12,
        says="1 line .* line 43.*cp1252",
    ),
    Case(
        "bytes that are no text in UTF-8 nor cp1252",
        "csv",
        text("Zoë,2024-02-01,10.00").encode() + b"x\x81\x8d,2024-02-01,10.00\n",
        rows=42,
        aside={"undecodable": 1},
        lines=(43,),
    ),
    Case(
        "bytes that cp1252 leaves free",
        "csv",
        text("Zoë,2024-02-01,10.00", "Björn,2024-02-01,10.00").encode("cp1252") + b"x\x81\x8d,2024-02-01,10.00\n",
        rows=43,
        aside={"undecodable": 1},
        lines=(44,),
        customers=12,
    ),
    Case(
        "UTF-8 cut inside the last character",
        "csv",
        (text("Zoë,2024-02-01,10.00") + "c01,2024-02-01,€").encode()[:-1],
        rows=42,
        aside={"bad_amount": 1},  # the bytes are text in cp1252, yet no amount
        lines=(43,),
    ),
    Case(
        "NUL inside a cell",
        "csv",
        text("c\x0001,2024-02-01,10.00"),
        rows=41,
        aside={"undecodable": 1},
        lines=(42,),
        customers=10,
    ),
    Case(
        "NULs after the last row",
        "csv",
        text() + "\x00" * 4096,
        rows=41,
        aside={"undecodable": 1},
        lines=(42,),
        net=400,
    ),
    Case("CR line ends only", "csv", text(end="\r"), rows=40, net=400),
    Case(
        "CR line ends and a fault",
        "csv",
        text("c01,soon,10.00", end="\r"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
    ),
    Case(
        "CRLF and LF mixed",
        "csv",
        text(end="\r\n") + "c01,2024-02-01,10.00\nc01,soon,1\n",
        rows=42,
        aside={"bad_date": 1},
        lines=(43,),
    ),
    Case("CR CR LF, translated twice", "csv", text(end="\r\r\n"), rows=40, net=400),
    Case(
        "line separators of Unicode inside cells",
        "csv",
        text(*(f"c{mark}99,2024-02-01,10.00" for mark in "\u2028\u2029\u0085\x0b\x0c\x1c")),
        rows=46,
        net=460,
    ),
    Case("end-of-file mark of DOS", "csv", text() + "\x1a", rows=40, net=400),  # a mark, not a row
    Case("no line end after the last row", "csv", text().rstrip(), rows=40, net=400),
    Case(
        "no-break spaces around names and cells",
        "csv",
        text(
            header="\u00a0customer\u00a0,date\u00a0,\u2007amount",
            row="\u00a0{customer}\u00a0,{date}\u00a0,\u00a010.00\u00a0",
        ),
        rows=40,
        customers=10,
        net=400,
    ),
    Case(
        "byte-order mark in the middle of a cell",
        "csv",
        insert(text(), 22, "\ufeffc01,2024-02-01,10.00"),
        rows=41,
        customers=10,
        net=410,
    ),
)
