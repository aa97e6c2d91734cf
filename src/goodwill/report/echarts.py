"""Options into SVG, without a browser: the vendored ECharts runs in the V8 engine that a wheel brings along."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from importlib.resources import files
from itertools import count

from py_mini_racer import MiniRacer, mini_racer

from goodwill.report.look import LIGHT, as_variables, marked, themed
from goodwill.report.parts import Drawing

Leads = Callable[[str], str]
_ASSETS = files("goodwill.report") / "assets"

# ECharts cannot measure text without a canvas and guesses; these are the true widths of the report's own letters.
_MEASURE = """
const advances = %s;
echarts.setPlatformAPI({measureText(text, font) {
  const size = parseFloat((/([\\d.]+)px/.exec(font) || [0, 13])[1]);
  const bold = /\\b(bold|[6-9]00)\\b/.test(font);
  const table = advances[/Serif/.test(font) ? 'serif 600' : bold ? 'sans 600' : 'sans 400'];
  let width = 0;
  for (const letter of text || '') width += table[letter] || (letter < '\u2e80' ? 520 : 1000);
  return {width: width * size / 1000};
}});
"""

_DRAW = """
((option, width, height) => {
  const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width, height});
  chart.setOption(option);
  const drawn = chart.renderToSVGString({useViewBox: true});
  chart.dispose();
  return drawn;
})(%s, %d, %d)
"""


class Pen:
    """Draws any number of pictures with one loaded ECharts."""

    def __init__(self, engine: MiniRacer) -> None:
        self._engine = engine
        self._ids = count(1)
        engine.eval((_ASSETS / "echarts" / "echarts.min.js").read_text(encoding="utf-8"))
        engine.eval(_MEASURE % (_ASSETS / "fonts" / "advances.json").read_text(encoding="utf-8"))

    def adaptive(self, drawing: Drawing, *, title: str, about: str, leads: Leads | None = None) -> str:
        """SVG for a page: colours are CSS variables, so one picture serves light and dark.

        leads: from what a datum leads to, to an address; then a click on its mark goes there. By keyboard the rows of
        the table below the picture lead to the same.
        """
        drawing = drawing if leads is not None else _without_ways(drawing)
        svg = as_variables(self._drawn(marked(drawing.option), drawing))
        linked = None if leads is None else _linked(svg, drawing, leads)
        svg = _FONT.sub(_classed, _slim(linked or svg))
        named = self._named(svg, drawing, title=title, about=about)
        # A picture with links inside is no mere image.
        return named.replace('role="img"', 'role="group"', 1) if linked else named

    def light(self, drawing: Drawing) -> str:
        """SVG for paper, in the light theme's colours."""
        svg = _slim(self._drawn(themed(_without_ways(drawing).option, LIGHT), drawing))
        return self._named(svg, drawing, title="", about="")

    def _drawn(self, option: dict[str, object], drawing: Drawing) -> str:
        # "</" would end a script, U+2028 a line of one; JSON escapes neither by itself.
        text = json.dumps(option, ensure_ascii=True, allow_nan=False)
        return str(self._engine.eval(_DRAW % (text, drawing.width, drawing.height)))

    def _named(self, svg: str, drawing: Drawing, *, title: str, about: str) -> str:
        """The picture with a name and ids that no other picture in the page has."""
        own = f"g{next(self._ids)}"
        svg = re.sub(r"zr\d+-", f"{own}-", svg)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}" '
            f'width="{drawing.width}" height="{drawing.height}"'
        )
        names = ""
        if title:
            head += f' role="img" aria-labelledby="{own}-t {own}-d"'
            names = f'<title id="{own}-t">{escape(title)}</title><desc id="{own}-d">{escape(about)}</desc>'
        return re.sub(r"^<svg[^>]*>", lambda _: f"{head}>{names}", svg, count=1)


@contextmanager
def pen() -> Iterator[Pen]:
    """A pen; the engine it draws with is closed at the end."""
    with mini_racer() as engine:
        yield Pen(engine)


def _without_ways(drawing: Drawing) -> Drawing:
    """Without the series that are there only to lead somewhere."""
    kept = [series for series in drawing.option["series"] if not series.get("only_leads")]
    return replace(drawing, option={**drawing.option, "series": kept})


def _linked(svg: str, drawing: Drawing, leads: Leads) -> str | None:
    """With every mark whose datum leads somewhere inside a link; None where none does."""
    where = {
        (i, j): datum["leads"]
        for i, series in enumerate(drawing.option["series"])
        for j, datum in enumerate(series.get("data", ()))
        if isinstance(datum, dict) and datum.get("leads")
    }

    def wrapped(found: re.Match[str]) -> str:
        query = where.get((int(found[3]), int(found[4])))
        if query is None:
            return found[0]
        return f'<a href="{escape(leads(query))}" tabindex="-1" aria-hidden="true">{found[0]}</a>'

    return _MARK.sub(wrapped, svg) if where else None


_MARK = re.compile(r'<(path|rect|circle)\b([^>]*?) ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"[^>]*></\1>')


def _slim(svg: str) -> str:
    """The SVG without what only a live chart needs: event marks, hover styles, invisible grounds and labels."""
    svg = re.sub(r"<style\s*>.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (?:ecmeta_[a-z_]+|class|pointer-events|xml:space)="[^"]*"', "", svg)
    svg = re.sub(r'<rect width="\d+" height="\d+" x="0" y="0" fill="none"></rect>\n?', "", svg)
    svg = re.sub(r"<path [^>]*matrix\(0,0,0,0,[^>]*></path>\n?", "", svg)
    svg = re.sub(r"></(path|rect|circle|line|polyline|polygon)>", "/>", svg)
    svg = re.sub(r"(\d\.\d)\d{2,}", r"\1", svg)
    return re.sub(r"\n+", "", svg)


_FONT = re.compile(r"""style="font-size:([\d.]+)px;font-family:'Source (Sans 3|Serif 4)';(?:font-weight:(\d+);)?\"""")


def _classed(found: re.Match[str]) -> str:
    """A class of the page's style sheet instead of the same style on every label."""
    serif = " serif" if found[2] == "Serif 4" else ""
    weight = f" f{found[3]}" if found[3] and found[3] != "400" else ""
    return f'class="f{found[1]}{serif}{weight}"'
