"""The key account programme on the shipped order book, filled by `dev.shots.filling`, as its head sees it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, StorageState

from dev.shots import workspace
from dev.shots.camera import SCREENS, WIDTHS

PAGES = {
    "key-accounts": "/key-accounts/",
    "selection": "/selection/",
    "criteria": "/selection/criteria/",
    "managers": "/managers/",
    "coverage": "/managers/coverage",
    "assignments": "/managers/assignments/",
    "job-template": "/managers/job-template",
    "plans": "/plans/",
    "ties-overview": "/programme/ties/",
    "tie-kinds": "/programme/ties/kinds/",
    "ladder-overview": "/programme/ladder/",
    "clubs": "/clubs/",
    "entitlements-overview": "/entitlements/",
    "capabilities": "/capabilities/",
    "exchange-overview": "/exchange/",
    "exchange-company": "/exchange/company/",
    "sheet": "/exchange/rounds/1/",
    "statements": "/exchange/statements",
    "speaking": "/settings/speaking",
    "unmatched-mail": "/mail/",
    "week": "/week/",
    "mail-settings": "/settings/mail",
}
ON_A_PHONE = (
    *("key-accounts", "round", "candidate", "managers", "assignment", "plan"),
    *("decision", "ties", "ladder", "needs", "exchange", "record"),
)


def photograph_all(browser: Browser) -> None:
    with workspace.workspace() as (link, folder):
        context = browser.new_context()
        page = context.new_page()
        workspace.sign_up(page, link)
        workspace.wait_for_analyses(page)
        pages = PAGES | _filled(folder)
        signed_in = context.storage_state()
        context.close()
        photograph(browser, workspace.HOME, pages, signed_in)
        print("docs/screens/programme-*.png")


def photograph(browser: Browser, home: str, pages: Mapping[str, str], signed_in: StorageState) -> None:
    """Each of the pages on a desk by day, and the most important ones on a telephone by night."""
    looks = ((1280, "light", [*pages]), (390, "dark", ON_A_PHONE))
    for width, scheme, names in looks:
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme="light" if scheme == "light" else "dark",
            storage_state=signed_in,
        )
        page = context.new_page()
        for name in names:
            page.goto(home + pages[name])
            page.wait_for_load_state("networkidle")
            page.screenshot(path=SCREENS / f"programme-{name}-{width}-{scheme}.png")
        context.close()


def _filled(folder: Path) -> dict[str, str]:
    """Filled in a process of its own, which has the settings of that workspace."""
    filled = subprocess.run(
        [sys.executable, "-m", "dev.shots.filling", folder], capture_output=True, text=True, check=True, env=os.environ
    )
    found: dict[str, str] = json.loads(filled.stdout)
    return found
