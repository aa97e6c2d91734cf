"""The scripts behind make, on machines that lack something."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ("sh", "dirname", "cut", "cat", "sed", "id", "mkdir", "chmod")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A bare copy of the scripts beside a PATH that holds the shell's own tools and nothing else."""
    shutil.copytree(ROOT / "dev", tmp_path / "dev")
    path = tmp_path / "path"
    path.mkdir()
    for tool in TOOLS:
        (path / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def program(machine: Path, name: str, script: str) -> None:
    file = machine / "path" / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def refusal(machine: Path, script: str, **settings: str) -> str:
    environment = {"PATH": str(machine / "path"), "HOME": str(machine), **settings}
    done = subprocess.run(
        ["sh", machine / "dev" / script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert not (machine / ".venv").exists()
    return done.stderr.strip()


def test_a_machine_without_python_is_told_so_in_one_sentence(machine: Path) -> None:
    said = refusal(machine, "environment.sh")
    assert said.startswith("Goodwill needs Python 3.11 or newer, and none is on PATH")
    assert len(said.splitlines()) == 1


def test_an_old_python_is_named_with_its_version(machine: Path) -> None:
    program(machine, "python3", 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac')
    assert "python3 is Python 3.9.2" in refusal(machine, "environment.sh")


def test_an_old_python_given_by_name_is_refused(machine: Path) -> None:
    program(machine, "old", 'case "$1" in --version) echo "Python 3.10.1";; *) exit 1;; esac')
    assert refusal(machine, "environment.sh", PYTHON="old") == (
        "PYTHON=old is Python 3.10.1: Goodwill needs Python 3.11 or newer."
    )


def test_a_python_without_ensurepip_says_what_to_install(machine: Path) -> None:
    program(machine, "python3", 'case "$*" in --version) echo "Python 3.11.2";; *ensurepip*) exit 1;; esac')
    said = refusal(machine, "environment.sh")
    assert said.startswith("Python 3.11.2 has no complete venv module (ensurepip is missing)")
    assert "apt-get install python3-venv" in said


def test_a_java_of_the_machine_is_used_as_it_is(machine: Path) -> None:
    program(machine, "java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2")
    environment = {"PATH": str(machine / "path")}
    done = subprocess.run(
        ["sh", machine / "dev" / "java.sh"], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""


def test_every_target_of_the_makefile_is_told_in_its_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True, env=dict(os.environ))
    for target in ("run", "test", "bench", "docs", "shots"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert f"make {target}" in told.stdout
