"""Write docs/reference from the code itself; `make docs` calls it, and a test says when the pages are old."""

import ast
import importlib
import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from goodwill.cli.main import COMMANDS, main

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
WRITTEN = "*Written from the code by `make docs`: change the code, not this page.*"

CALLED = {"write_report": "report"}  # what a definition is called where it is public
# A module alone means every public class and function of that file, in the order of the file.
SHELVES: Mapping[str, Sequence[str]] = {
    "Orders in": (
        "goodwill.evidence.order_book:OrderBook",
        "goodwill.evidence.order_book:read_orders",
        "goodwill.evidence.column_map",
        "goodwill.samples",
    ),
    "Analysis, evaluation, report": (
        "goodwill.portfolio.analyse:analyse",
        "goodwill.portfolio.evaluation",
        "goodwill.report:write_report",
        "goodwill.report.notebook",
    ),
    "What an analysis holds": (
        "goodwill.portfolio.analysis",
        "goodwill.measures.bucket:BucketPeriod",
        "goodwill.measures.cohorts:CohortTable",
        "goodwill.measures.survival:SurvivalCurve",
        "goodwill.measures.profitability:WhaleCurve",
        "goodwill.measures.revenue:RevenueMonth",
    ),
    "Key accounts and the people who look after them": (
        "goodwill.portfolio.assignment.assign:assign",
        "goodwill.portfolio.assignment.desk",
        "goodwill.portfolio.assignment.assignment",
        "goodwill.portfolio.assignment.changes",
        "goodwill.portfolio.assignment.conflicts:Conflict",
        "goodwill.portfolio.selection",
        "goodwill.portfolio.customer_quality",
        "goodwill.portfolio.past_lists",
        "goodwill.portfolio.list_record",
        "goodwill.network.ladder",
        "goodwill.network.ladder_chain",
        "goodwill.network.ladder_tests",
        "goodwill.network.decision_unit",
        "goodwill.network.ties",
        "goodwill.measures.practice_profile",
        "goodwill.measures.practice_questions",
    ),
    "Behaviours": (
        "goodwill.behaviour.bg_nbd",
        "goodwill.behaviour.gamma_gamma",
        "goodwill.behaviour.fit",
        "goodwill.behaviour.prediction",
    ),
    "Vocabulary": (
        "goodwill.terms.estimate",
        "goodwill.terms.period",
        "goodwill.terms.histories",
        "goodwill.terms.finding",
        "goodwill.terms.errors",
    ),
}

NAMED = re.compile(r"([a-z_]+(?:, [a-z_]+)*): (.+)")  # what a field or an argument is, in a docstring

Definition = ast.ClassDef | ast.FunctionDef


def python_page() -> str:
    parts = [
        "# Python",
        WRITTEN,
        "`import goodwill as gw` gives the names marked **gw**; the others are where it is said.",
    ]
    for title, shelf in SHELVES.items():
        parts.append(f"## {title}")
        for place in shelf:
            module, _, name = place.partition(":")
            for node in _definitions(module):
                if node.name == name or (not name and not node.name.startswith("_")):
                    parts.extend(_told(node, module))
    return "\n\n".join(parts) + "\n"


@cache
def _definitions(module: str) -> tuple[Definition, ...]:
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        raise LookupError(f"The reference names {module}, which does not exist.")
    body = ast.parse(Path(found.origin).read_text(encoding="utf-8")).body
    return tuple(node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef))


def _told(node: Definition, module: str) -> Iterator[str]:
    import goodwill

    name = CALLED.get(node.name, node.name)
    where = "**gw**" if name in goodwill.__all__ else f"in `{module}`"
    yield f"### {name}"
    yield where
    if isinstance(node, ast.FunctionDef):
        yield f"```python\n{_signature(node, called=name)}\n```"
    elif fields := _fields(node):
        yield "```python\n" + "\n".join(fields) + "\n```"
    if text := ast.get_docstring(node):
        yield _docstring(text)
    if isinstance(node, ast.ClassDef):
        for method in _methods(node):
            yield f"**`{_signature(method, of=node.name)}`**"
            if text := ast.get_docstring(method):
                yield _docstring(text)


def _fields(node: ast.ClassDef) -> list[str]:
    return [
        ast.unparse(line)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and not line.target.id.startswith("_")
    ]


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    for line in node.body:
        if isinstance(line, ast.FunctionDef) and not line.name.startswith("_"):
            yield line


def _signature(node: ast.FunctionDef, *, of: str | None = None, called: str | None = None) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    if of and "property" in decorators:
        return f"{of}.{node.name}{returns}"
    arguments = ast.unparse(node.args)
    if of:
        _, _, arguments = arguments.partition(", ") if arguments.startswith(("self, ", "cls, ")) else ("", "", "")
        return f"{of}.{node.name}({arguments}){returns}"
    one_line = f"{called or node.name}({arguments}){returns}"
    if len(one_line) <= 100:
        return one_line
    return f"{called or node.name}(\n    " + ",\n    ".join(_arguments(node)) + f",\n){returns}"


def _arguments(node: ast.FunctionDef) -> Iterator[str]:
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
    for argument, default in zip(plain, defaults, strict=True):
        yield ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")
    if given.kwonlyargs:
        yield "*"
    for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")


def _docstring(text: str) -> str:
    """Indented examples and formulas become blocks; sections such as Raises become bold words."""
    lines: list[str] = []
    block = False
    for line in text.splitlines():
        example = (
            line.startswith((">>>", "    ")) or (block and line.startswith("...")) or (block and bool(line.strip()))
        )
        if line.strip() in ("Raises:", "Returns:", "Args:"):
            line, example = f"**{line.strip()[:-1]}**", False  # noqa: PLW2901
        elif example and not block and line.startswith("    ") and lines and lines[-1].startswith("**"):
            example, line = False, line.strip()  # noqa: PLW2901
        if not example and not block and (named := NAMED.match(line)):
            line = f"- `{named[1]}`: {named[2]}"  # noqa: PLW2901
        if example != block:
            lines.append("```" if block else "```python" if line.startswith(">>>") else "```text")
        block = example
        lines.append(line)
    return "\n".join([*lines, "```"] if block else lines)


def command_line_page() -> str:
    parts = ["# Command line", WRITTEN, _help(), *map(_command, COMMANDS)]
    return "\n\n".join(parts) + "\n"


def _command(name: str) -> str:
    """A command, and those below it."""
    parts = [f"## goodwill {name}", _help(name)]
    found = main.get_command(click.Context(main), name)
    if isinstance(found, click.Group):
        for below in found.commands:
            parts += [f"### goodwill {name} {below}", _help(name, below)]
    return "\n\n".join(parts)


def _help(*command: str) -> str:
    told = CliRunner().invoke(main, [*command, "--help"], prog_name="goodwill", terminal_width=100)
    return f"```text\n{told.output.strip()}\n```"


def results_page() -> str:
    schema: dict[str, Any] = json.loads(
        files("goodwill.report").joinpath("schema/results.schema.json").read_text(encoding="utf-8")
    )
    parts = [
        "# results.json",
        WRITTEN,
        "Keys may be added from version to version; none is renamed. The JSON Schema is shipped inside the package.",
        "| key | type | meaning |\n| --- | --- | --- |\n" + "\n".join(_keys(schema, schema, "")),
    ]
    return "\n\n".join(parts) + "\n"


def _keys(schema: dict[str, Any], part: dict[str, Any], path: str) -> Iterator[str]:
    for name, key in part.get("properties", {}).items():
        inner, kind = _resolved(schema, key)
        yield f"| `{path}{name}` | {kind} | {key.get('description', inner.get('description', ''))} |"
        if not kind.startswith("Estimate"):
            items = _resolved(schema, inner["items"])[0] if "items" in inner else inner
            yield from _keys(schema, items, f"{path}{name}{'[]' if 'items' in inner else ''}.")


def _resolved(schema: dict[str, Any], key: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The key with references followed, and its type in words."""
    choices = [choice for choice in key.get("anyOf", key.get("oneOf", ())) if choice.get("type") != "null"]
    absent = " or null" if len(choices) < len(key.get("anyOf", key.get("oneOf", ()))) else ""
    if choices:
        inner, kind = _resolved(schema, choices[0])
        return inner, kind + absent
    if "$ref" in key:
        name = key["$ref"].rpartition("/")[2]
        inner, kind = _resolved(schema, schema["$defs"][name])
        return inner, "Estimate" if name.lower() == "estimate" else kind
    if "const" in key:
        return key, f"`{key['const']}`"
    kind = key.get("type", "")
    return key, " or ".join(kind) if isinstance(kind, list) else kind or (
        "one of " + ", ".join(map(str, key.get("enum", ())))
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "python.md": python_page,
    "command-line.md": command_line_page,
    "results.md": results_page,
}


def write() -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for file, page in PAGES.items():
        (REFERENCE / file).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{file}")


if __name__ == "__main__":
    write()
