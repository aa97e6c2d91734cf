"""Which pages are looked at."""

from tests.pages.test_rights import RULES

NO_PAGE = {
    *("file", "mentionable", "suggest", "palette", "export-made", "export-take", "report", "report-style"),
    *("portfolio-list-export", "managers-job-pdf", "import-set-aside", "ask-access", "shared", "shared-record"),
    "plan-print",
}
"""What answers with a file, a part of a page, an address to go on to, or to partners alone."""
LOOKED_AT = sorted(
    name
    for name, (method, _) in RULES.items()
    # The portfolio's pages are looked at on their own journey, with a real analysis to show.
    if method == "get" and name not in NO_PAGE and not name.startswith("portfolio")
)
