from dataclasses import dataclass
from typing import Literal

Severity = Literal["note", "warning", "stop"]


@dataclass(frozen=True)
class Finding:
    """A sentence about evidence or fit that a person should know.

    `note` informs, `warning` asks for judgement, `stop` ends the run with exit code 1.
    """

    code: str
    severity: Severity
    sentence: str
