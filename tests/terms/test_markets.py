"""The markets are plug-ins: a new one is one file and one line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import goodwill
from goodwill.terms.markets import CHRISTOPHER, KOTLER, MARKETS, markets_of

ASKED = """
import django
django.setup()
from django.core.management import call_command
from goodwill.records.models import Relationship
from goodwill.terms.markets import KOTLER, markets_of
from django.urls import reverse
assert "alumni" in [m.code for m in markets_of(KOTLER)]
assert ("alumni", "Alumnus") in Relationship._meta.get_field("market").choices
call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)
print(reverse("market", args=["alumni"]))
"""


def test_both_lists_have_six():
    assert [m.code for m in markets_of(KOTLER)] == [
        "customer",
        "supplier",
        "internal",
        "competitor",
        "distributor",
        "influencer",
    ]
    assert {m.code for m in markets_of(CHRISTOPHER)} == {
        "customer",
        "referral",
        "supplier",
        "influencer",
        "recruitment",
        "internal",
    }
    assert len({m.code for m in MARKETS}) == len(MARKETS) == 8


def test_a_new_market_is_one_file_and_one_line(tmp_path):
    package, copy = Path(goodwill.__file__).parent, tmp_path / "goodwill"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("samples", "*.parquet", "fonts", "__pycache__"))
    markets = copy / "terms" / "markets"
    (markets / "alumni.py").write_text(
        "from goodwill.terms.markets.market import Market\n\nMARKET = Market('alumni', 'Alumnus', 'Alumni')\n"
    )
    shelf = markets / "__init__.py"
    shelf.write_text(shelf.read_text().replace('    "customer",\n', '    "customer",\n    "alumni",\n', 1))

    answer = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={k: v for k, v in os.environ.items() if k != "GOODWILL_DATABASE_URL"}
        | {
            "PYTHONPATH": str(tmp_path),
            "GOODWILL_HOME": str(tmp_path / "home"),
            "DJANGO_SETTINGS_MODULE": "goodwill.web.settings",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout.strip()) == (0, "/markets/alumni/"), answer.stderr
