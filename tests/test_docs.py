"""Documentation is held to what the code does: examples run, links lead somewhere, the reference is not old."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import goodwill
from dev import reference
from goodwill.cli.main import COMMANDS, main
from goodwill.evidence.column_map import ROLES
from goodwill.evidence.reasons import REASONS
from goodwill.programme.filters.fields import FIELDS
from goodwill.programme.filters.grammar import parse
from goodwill.programme.imports.columns import AFFILIATIONS, PARTIES, PEOPLE

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"(?<![A-Z_])GOODWILL_[A-Z_]+")
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """The blocks of a page that promise to run: `sh` (without make) and `python`."""
    for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "python":
            yield kind, text
        elif kind == "sh":
            kept = "".join(
                line + "\n" for line in text.splitlines() if not line.startswith(("make ", "git ", "pip ", "cd "))
            )
            if kept.strip():
                yield kind, kept


RUNNABLE = [page for page in PAGES if "reference" not in page.parts and any(blocks(page))]


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.slow
@pytest.mark.parametrize("page", RUNNABLE, ids=named)
def test_every_example_of_the_page_runs(page: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(ROOT / "docs" / "examples", here)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for kind, text in blocks(page):
        command = ["sh", "-eu", "-c", text] if kind == "sh" else [sys.executable, "-c", text]
        done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{text}\nended with exit {done.returncode}:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    targets = [target for target, _ in LINK.findall(page.read_text(encoding="utf-8"))]
    lost = [
        t for t in targets if not t.startswith(("http://", "https://", "mailto:")) and not (page.parent / t).exists()
    ]
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_make_target_that_is_told_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    told = re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert not [target for target in told if not re.search(rf"^{target}:", makefile, re.MULTILINE)]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_option_that_is_told_exists(page: Path) -> None:
    told = re.findall(
        r"goodwill (analyse|check|evaluate|demo|import|serve|work)((?:[^\n`]|\\\n)*)", page.read_text(encoding="utf-8")
    )
    unknown = []
    for command, rest in told:
        below = rest.split()[:1] if command == "import" and rest.split()[:1] and rest.split()[0].isalpha() else []
        usage = CliRunner().invoke(main, [command, *below, "--help"], terminal_width=100).output
        unknown += [f"{command} {option}" for option in re.findall(r"(?<=\s)--[a-z-]+", rest) if option not in usage]
    assert not unknown


@pytest.mark.parametrize("file", reference.PAGES)
def test_the_reference_is_as_new_as_the_code(file: str) -> None:
    written = (reference.REFERENCE / file).read_text(encoding="utf-8")
    assert written == reference.PAGES[file](), f"docs/reference/{file} is older than the code: run make docs."


def test_the_reference_tells_every_public_name() -> None:
    told = reference.python_page()
    modules = {"behaviour", "samples"}
    assert not [name for name in goodwill.__all__ if name not in modules and f"### {name}\n" not in told]


def test_the_reference_tells_every_command() -> None:
    told = reference.command_line_page()
    assert not [name for name in COMMANDS if f"## goodwill {name}\n" not in told]


def test_the_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_page_of_the_documentation_is_reached_from_an_index() -> None:
    reached = {
        (index.parent / target).resolve()
        for index in (ROOT / "docs").rglob("README.md")
        for target, _ in LINK.findall(index.read_text(encoding="utf-8"))
    }
    pages = {page.resolve() for page in (ROOT / "docs").rglob("*.md")} - {(ROOT / "docs" / "README.md").resolve()}
    assert not {page.name for page in pages - reached}


def test_every_reason_for_setting_a_row_aside_is_told() -> None:
    told = (ROOT / "docs" / "how-to" / "set-aside.md").read_text(encoding="utf-8")
    assert not [reason.code for reason in REASONS if f"`{reason.code}`" not in told]


def test_every_column_of_an_import_is_told() -> None:
    told = (ROOT / "docs" / "how-to" / "import-parties.md").read_text(encoding="utf-8")
    assert not [c.role for c in (*PARTIES, *PEOPLE, *AFFILIATIONS) if f"`{c.role}`" not in told]


def test_every_role_of_a_column_is_told() -> None:
    told = (ROOT / "docs" / "how-to" / "columns.md").read_text(encoding="utf-8")
    assert not [role for role in ROLES if f"`{role}`" not in told]


def test_every_setting_that_the_environment_can_give_is_told_and_no_other() -> None:
    told = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    assert set(re.findall(SETTING, told)) == set(re.findall(SETTING, code))


def test_every_filter_that_is_told_can_be_read() -> None:
    told = (ROOT / "docs" / "how-to" / "filters.md").read_text(encoding="utf-8")
    operators = told[told.index("## Operators") : told.index("## Values")]
    rows = [row.split("|")[1] for row in operators.splitlines() if row.startswith("| `")]
    examples = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    examples += [text.strip() for kind, text in BLOCK.findall(told) if kind == "filter"]
    assert len(examples) > 10
    for text in examples:
        parse(text)


def test_every_field_of_a_filter_is_told() -> None:
    told = (ROOT / "docs" / "how-to" / "filters.md").read_text(encoding="utf-8")
    assert not [name for name in FIELDS if f"`{name}`" not in told]
