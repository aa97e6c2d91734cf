from collections.abc import Iterable

from goodwill.evidence.counted import counted
from goodwill.terms import Finding

MOST_OF_A_KIND = 3


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings once each; of many with one code the first three, the third saying how many more there are."""
    kinds: dict[str, list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        kinds.setdefault(finding.code, []).append(finding)
    shown: list[Finding] = []
    for alike in kinds.values():
        shown += alike[:MOST_OF_A_KIND]
        rest = len(alike) - MOST_OF_A_KIND
        if rest > 0:
            last = shown[-1]
            more = f"{last.sentence} The same was found {counted(rest, 'more time')}."
            shown[-1] = Finding(last.code, last.severity, more)
    return tuple(shown)
