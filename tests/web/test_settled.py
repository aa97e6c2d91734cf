"""In a process of its own, for what is settled stays so."""

import subprocess
import sys

WATCHED = """
import weakref
import django
from django.core.signals import request_finished
django.setup()
from goodwill.web.settled import settle

class Table:
    pass

settle()
left = Table()
left.itself = left
dead = weakref.ref(left)
del left
some = [[] for _ in range(20_000)]
print("there" if dead() else "gone")
request_finished.send(sender=None)
print("there" if dead() else "gone")
"""


def test_what_a_page_leaves_behind_is_cleared_away_once_it_is_sent_and_not_before():
    said = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, check=True)

    assert (said.stdout.split(), said.stderr) == (["there", "gone"], "")
