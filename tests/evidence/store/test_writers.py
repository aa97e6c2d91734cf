"""Several processes at one store, and processes that are killed: what is left is always one version or the next."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import goodwill
from goodwill.evidence.store import EvidenceStore

WRITER = Path(__file__).with_name("writer.py")
NET = {"two": 2.0, "three": 3.0, "five": 5.0}
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def folder(tmp_path) -> Path:
    for day, (name, amount) in enumerate(NET.items(), start=1):
        (tmp_path / f"{name}.csv").write_text(f"customer,date,amount\n{day},2024-01-0{day},{amount}\n")
    return tmp_path


@pytest.fixture
def start(folder) -> Iterator[Start]:
    """Start a writer; it waits, ready, for `go`."""
    begun: list[subprocess.Popen[str]] = []
    source = str(Path(goodwill.__file__).parents[1])

    def starting(*words: str) -> subprocess.Popen[str]:
        writer = subprocess.Popen(
            [sys.executable, str(WRITER), str(folder), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": source, "PATH": "", "HOME": str(folder)},
        )
        begun.append(writer)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        return writer

    yield starting
    for writer in begun:
        writer.kill()
        writer.communicate()


def go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    writer.stdin.write("\n")
    writer.stdin.flush()


def names(store: EvidenceStore) -> list[str]:
    return [one.id for one in store.imports]


def net(store: EvidenceStore) -> float:
    book = store.open()
    try:
        assert book.net is not None
        return book.net
    finally:
        book.close()


def after(steps: list[str], kept: list[str]) -> list[str]:
    for step in steps:
        kept = [name for name in kept if name != step[1:]] + ([step[1:]] if step[0] == "+" else [])
    return kept


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_store_as_before_or_after(folder, start):
    rng = np.random.default_rng(7)
    store = EvidenceStore(folder / "evidence")
    five = start("+five", "once")
    go(five)
    five.wait()
    kept, amidst = ["five"], 0
    for turn in range(12):
        steps = ["-two", "-three"] if turn == 0 else [f"-{name}" for name in kept if name != "five"]
        writer = start(*steps, "+two", "+three", "-two", "+two", "-three", "-two")
        go(writer)
        time.sleep(float(rng.uniform(0.0, 0.4)))
        writer.kill()
        said = [line.split() for line in writer.communicate()[0].splitlines()]
        done = after([step for word, step in said if word == "done"], kept)
        begun = after([step for word, step in said if word == "begun"], kept)
        found = names(store)
        assert found in (done, begun)
        assert net(store) == sum(NET[name] for name in found)
        amidst += done != begun
        kept = found
    assert amidst, "No kill came while something was written; nothing was shown."
    sweeper = start(*(f"-{name}" for name in NET), "+two", "once")
    go(sweeper)
    sweeper.wait()
    (left,) = store.imports
    assert {path.name for path in (folder / "evidence").iterdir()} == {
        "manifest.json", "writing.lock", left.lines_file, left.set_aside_file,
    }  # fmt: skip


def test_of_two_writers_at_once_one_waits_and_nothing_is_lost(folder, start):
    writers = [start("+two", "-two", "+two", "once"), start("+three", "-three", "+three", "+five", "once")]
    for writer in writers:
        go(writer)
    for writer in writers:
        assert writer.wait() == 0
    store = EvidenceStore(folder / "evidence")
    assert (sorted(names(store)), store.version, net(store)) == (["five", "three", "two"], 7, 10.0)


def test_two_writers_of_one_import_keep_it_once(folder, start):
    writers = [start("+two", "once"), start("+two", "once")]
    for writer in writers:
        go(writer)
    for writer in writers:
        assert writer.wait() == 0
    store = EvidenceStore(folder / "evidence")
    assert (names(store), store.version) == (["two"], 1)


@pytest.mark.slow
def test_a_reader_sees_one_version_or_the_next_while_others_write(folder, start):
    store = EvidenceStore(folder / "evidence")
    first = start("+five", "once")
    go(first)
    first.wait()
    for writer in (start("+two", "-two"), start("-three", "+three")):
        go(writer)
    seen = set()
    begun = time.monotonic()
    # On a busy machine writers take longer until they have written anything.
    while time.monotonic() < begun + (6 if len(seen) > 1 else 60):
        seen.add(net(store))
        store.refresh_days()
        assert store.days_of([3])["spend"].to_pylist() == [5.0]
    assert seen <= {5.0, 7.0, 8.0, 10.0}
    assert len(seen) > 1
