import re
from pathlib import Path

import goodwill.pages


def test_every_block_of_the_style_sheet_is_closed_before_the_next_heading():
    style = (Path(goodwill.pages.__file__).parent / "static/goodwill/app.css").read_text()
    open_before = {
        heading.group().strip("/* \n"): style[: heading.start()].count("{") - style[: heading.start()].count("}")
        for heading in re.finditer(r"^/\*.*", style, re.MULTILINE)
    }
    assert [name for name, blocks in open_before.items() if blocks] == []
    assert style.count("{") == style.count("}")
