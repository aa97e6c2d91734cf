"""The report's pictures one by one, as data that any notebook shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goodwill.report.echarts import pen
from goodwill.report.look import LIGHT, SANS, SERIF, themed
from goodwill.report.parts import Chart, Document, plain
from goodwill.terms import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

    from goodwill.portfolio.analysis import Analysis


@dataclass(frozen=True)
class Picture:
    """One chart. Left as the last line of a notebook's cell, it shows itself."""

    key: str
    title: str
    chart: Chart

    @property
    def about(self) -> str:
        """What it shows, in a sentence."""
        return self.chart.about

    @cached_property
    def option(self) -> dict[str, Any]:
        """The option that ECharts draws, in the colours of the light theme: plain data, without code."""
        return themed(self.chart.drawings["wide"].option, LIGHT)

    @property
    def table(self) -> "pa.Table":
        """The same in figures: one column of text for each column of the report's table."""
        import pyarrow as pa

        told = self.chart.table
        cells = zip(*([_said(cell) for cell in row] for row in told.rows), strict=True) if told.rows else ()
        names = [f"{c.name} ({c.unit})" if c.unit else c.name for c in told.columns]
        columns = [list(column) for column in cells] or [[] for _ in names]
        return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], names)

    @cached_property
    def svg(self) -> str:
        """The picture as the report has it on paper, on a ground of its own."""
        with pen() as drawn:
            drawing = drawn.light(self.chart.drawings["wide"])
        # A notebook does not bring the report's fonts, and may be dark.
        grounded = drawing.replace("<svg ", f'<svg style="background:{LIGHT["paper"]}" ', 1)
        return grounded.replace(SANS, f"{SANS},sans-serif").replace(SERIF, f"{SERIF},serif")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"{self.title}: {self.about}"


def charts(analysis: "Analysis") -> Mapping[str, Picture]:
    """Every chart of the report, by its key: "worth", "groups", "leak", "cohorts", "survival" and so on.

    A chart that the evidence does not allow is not there; asking for it says which there are.
    """
    from goodwill.report.document import compose

    return _Pictures(_found(compose(analysis)))


class _Pictures(dict[str, Picture]):
    def __missing__(self, key: str) -> Picture:
        raise UsageError(f'There is no chart "{key}". There are: {", ".join(self)}.')

    def __repr__(self) -> str:
        return "\n".join(f"{key}: {picture.title}" for key, picture in self.items())


def _found(document: Document) -> Mapping[str, Picture]:
    worth = document.key_figure
    found = {} if worth.chart is None else {"worth": Picture("worth", worth.title, worth.chart)}
    found |= {s.key: Picture(s.key, s.title, s.chart) for s in document.sections if s.chart is not None}
    return MappingProxyType(found)


def _said(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, tuple):
        return plain(cell)
    return str(getattr(cell, "label", None) or getattr(cell, "group", ""))
