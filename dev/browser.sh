#!/bin/sh
# Print the path of a Chromium for the tests that look at a report: the system's, else apt's, else Playwright's own.
set -eu
cd "$(dirname "$0")/.."

installed() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name"; then
            return 0
        fi
    done
    return 1
}

playwrights() {
    .venv/bin/python - <<'PYTHON'
from pathlib import Path
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    browser = Path(playwright.chromium.executable_path)
raise SystemExit(0 if browser.exists() and not print(browser) else 1)
PYTHON
}

if [ -n "${CHROMIUM:-}" ]; then
    echo "$CHROMIUM"
elif installed || playwrights; then
    :
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null &&
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 &&
    installed; then
    :
elif .venv/bin/playwright install chromium >/dev/null 2>&1 && playwrights; then
    :
else
    echo "The tests need a Chromium and none could be installed: install one, or name it with CHROMIUM=/path/to/chromium." >&2
    exit 1
fi
