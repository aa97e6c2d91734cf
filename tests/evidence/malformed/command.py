"""The command line in this process, as a person would have ended up with it."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

from click.testing import CliRunner

from goodwill.cli import main

PATIENCE = 120  # seconds; nothing here is large, yet machines are busy


class HangError(BaseException):
    """No answer came. Not an OSError as TimeoutError is: readers take those for damage."""


@dataclass(frozen=True)
class Ended:
    code: int
    said: str
    error: str
    evidence: dict[str, Any] | None
    out: Path


def run(command: str, arguments: list[str], out: Path) -> Ended:
    """Run `goodwill <command> … --json`; a traceback, a hang or JSON that is none fails the test."""
    more = ["--json"] if "--out" in arguments else ["--json", "--out", str(out)]
    if command == "evaluate":
        more = ["--json"]
    with _patience():
        # The command turns faults of its own into exit 70; here they are wanted with their traceback.
        result = CliRunner(env={"GOODWILL_TRACEBACK": "1"}).invoke(main, [command, *more, *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    evidence = json.loads(result.stdout, parse_constant=_no_number) if result.stdout.strip() else None
    findings = "\n".join(finding["sentence"] for finding in (evidence or {}).get("findings", ()))
    return Ended(result.exit_code, f"{result.stderr}\n{findings}", result.stderr, evidence, out)


def _no_number(word: str) -> Never:
    raise AssertionError(f"{word} is no JSON")


@contextmanager
def _patience() -> Iterator[None]:
    def give_up(*_: object) -> Never:
        raise HangError(f"no answer within {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
