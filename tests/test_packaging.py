import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with exit {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a fresh environment that holds the wheel and the locked versions of what it needs."""
    folder = tmp_path_factory.mktemp("fresh")
    locked = folder / "locked.txt"
    export = ("export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes", "--output-file")
    run(BIN / "uv", *export, locked)
    run(BIN / "uv", "venv", "--quiet", "--python", sys.executable, folder / "venv")
    python = folder / "venv" / "bin" / "python"
    run(BIN / "uv", "pip", "install", "--quiet", "--system-certs", "--python", python, wheel, "--constraints", locked)
    return python.parent


def test_the_wheel_holds_everything_that_git_holds_under_src(wheel: Path) -> None:
    tracked = run("git", "ls-files", "src/goodwill").split()
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    missing = {name.removeprefix("src/") for name in tracked} - held
    assert not missing


def test_the_wheel_holds_types_samples_attributions_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert "goodwill/py.typed" in held
    for folder in ("online_retail", "cdnow", "complete_journey"):
        assert f"goodwill/samples/{folder}/ATTRIBUTION.md" in held
        assert any(re.fullmatch(rf"goodwill/samples/{folder}/.*\.parquet", name) for name in held)
    assert {Path(name).name for name in held if "dist-info/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert any(name.endswith("schema.json") for name in held)


def test_the_source_archive_holds_no_environment_and_no_benchmark_data(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as held:
        names = [name.split("/", 1)[1] for name in held.getnames() if "/" in name]
    assert "pyproject.toml" in names
    assert not [name for name in names if name.startswith((".venv", ".bench", "goodwill-report"))]
    assert archive.stat().st_size < 20_000_000


def test_a_fresh_environment_says_the_version(installed: Path) -> None:
    assert run(installed / "goodwill", "--version").split() == ["goodwill", PROJECT["version"]]


def test_a_fresh_environment_without_extras_runs_the_demonstration(installed: Path, tmp_path: Path) -> None:
    told = run(installed / "goodwill", "demo", "--json", "--out", tmp_path / "report", cwd=tmp_path)
    result = json.loads(told)
    assert result["evidence"]["rows"] == result["evidence"]["accepted"] + result["evidence"]["set_aside"] == 36_524
    assert (tmp_path / "report" / "report.html").stat().st_size > 10_000
    assert (tmp_path / "report" / "customers.parquet").exists()


def test_the_library_starts_without_its_extras(installed: Path) -> None:
    code = (
        "import sys, goodwill as gw\n"
        "gw.read_orders, gw.analyse, gw.report, gw.evaluate, gw.behaviour\n"
        "heavy = {'pyspark', 'typst', 'psycopg', 'polars', 'py_mini_racer', 'matplotlib', 'IPython'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert run(installed / "python", "-c", code).strip() == "[]"


def test_help_does_not_wait_for_the_engine() -> None:
    code = (
        "import sys\nfrom goodwill.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'ibis', 'duckdb', 'scipy', 'pyarrow'} & set(sys.modules)))"
    )
    assert run(sys.executable, "-c", code).splitlines()[-1] == "[]"


def test_the_lock_file_fits_the_project() -> None:
    run(BIN / "uv", "lock", "--check", "--offline")


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    listed = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    without = [line for line in listed.splitlines() if ">=" in line and "#" not in line]
    assert not without


def test_the_version_is_the_newest_in_the_changelog() -> None:
    first = next(line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("## "))
    assert PROJECT["version"] in first


def test_no_text_names_a_place_on_the_builders_machine() -> None:
    tracked = [ROOT / name for name in run("git", "ls-files").split("\n") if name]
    texts = (".py", ".md", ".toml", ".sh", ".yml", ".json", ".txt", ".css", ".html", "")
    forbidden = re.compile(rf"\.\./sha{'red'}|(?<![\w.])/wo{'rk'}/|/ro{'ot'}/")
    named = [
        str(file.relative_to(ROOT))
        for file in tracked
        if file.exists() and file.suffix in texts and forbidden.search(file.read_text(errors="replace"))
    ]
    assert not named
