"""Photograph reports, workspace and programme into docs/screens; `make shots` calls it.

Arguments: which of them; without any, all.

Everything is the shipped data, desktop and phone width, light and dark; what people write in the programme is
illustrative.
"""

import os
import sys

from playwright.sync_api import sync_playwright

from dev.shots import programme, reports, workspace
from dev.shots.camera import SCREENS

KINDS = {
    "reports": reports.photograph_all,
    "workspace": workspace.photograph_all,
    "programme": programme.photograph_all,
}


def main() -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        # Chromium refuses to run as root inside its sandbox.
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None,
            args=["--no-sandbox"] if os.getuid() == 0 else [],
        )
        for kind in sys.argv[1:] or KINDS:
            KINDS[kind](browser)
        browser.close()


if __name__ == "__main__":
    main()
