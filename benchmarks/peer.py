"""The peer package in its own environment under .bench, set up on first use and asked line by line."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.clock import Spent

HERE = Path(__file__).parent
BENCH = HERE.parent / ".bench"


@dataclass(frozen=True)
class Answer:
    spent: Spent
    parameters: dict[str, float]


class Peer:
    """A running worker with lifetimes; its clock starts after the data is in memory."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [_python(), HERE / "peer_worker.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def fit(self, name: str, data: Path) -> Answer:
        answer = self._ask({"fit": name, "data": str(data)})
        return Answer(Spent(answer["seconds"], answer["cpu"]), answer["parameters"])

    def _ask(self, question: dict[str, str]) -> dict[str, Any]:
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The peer was started without pipes.")
        print(json.dumps(question), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"The peer ended with exit {self._process.wait()} on {question}; its message is above.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()


def _python() -> Path:
    """The interpreter of the peers' environment, which is built when the list of its packages has changed."""
    wanted = (HERE / "peers.txt").read_text()
    environment, stamp = BENCH / "peers", BENCH / "peers" / "installed.txt"
    python = environment / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        uv = f"{sys.prefix}/bin/uv"
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, environment], check=True)
        install = [uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(HERE / "peers.txt")]
        if subprocess.run([*install, "--system-certs"], check=False, capture_output=True).returncode != 0:
            subprocess.run(install, check=True)
        stamp.write_text(wanted)
    return python
