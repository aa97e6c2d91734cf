"""Documents on paper, set by Typst, whose wheel carries its renderer."""

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

from goodwill.terms import UsageError

ASSETS = files("goodwill.report") / "assets"


def typeset(
    template: str, content: Mapping[str, Any], pictures: Mapping[str, str], *, on: date, kind: Literal["pdf", "png"]
) -> list[bytes]:
    """One PDF file, or a PNG picture for each page; the same content gives the same bytes.

    template: a file of the assets, which reads `document.json` and the pictures (name -> SVG) beside it.
    on: the day that the file bears.

    Raises:
        UsageError: where Typst is not installed, with the way to get it.
    """
    try:
        import typst
    except ImportError as missing:
        raise UsageError("A PDF needs its renderer; install it with `pip install goodwill[pdf]`.") from missing
    with tempfile.TemporaryDirectory(prefix="goodwill-") as held, as_file(ASSETS / "fonts") as fonts:
        folder = Path(held)
        for name, svg in pictures.items():
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        (folder / "document.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (folder / template).write_text((ASSETS / template).read_text(encoding="utf-8"), encoding="utf-8")
        done: bytes | list[bytes] = typst.compile(
            folder / template,
            root=folder,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format=kind,
            ppi=72.0,
            timestamp=datetime.combine(on, time(), UTC),
        )
    return [done] if isinstance(done, bytes) else done
