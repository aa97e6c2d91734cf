import click
import pytest
from click.shell_completion import ShellComplete

from goodwill.behaviour import BEHAVIOURS
from goodwill.cli import main
from goodwill.cli.options import Share
from goodwill.evidence.column_map import ROLES


def completed(*words):
    """What the shell is offered for the last word: (kind, word)."""
    *before, incomplete = words
    shell = ShellComplete(main, {}, "goodwill", "_GOODWILL_COMPLETE")
    return [(item.type, item.value) for item in shell.get_completions(list(before), incomplete)]


@pytest.mark.parametrize(("written", "share"), [("30%", 0.3), ("0.3", 0.3), (" 7 %", 0.07), (0.05, 0.05)])
def test_a_share_is_written_as_a_percentage_or_a_fraction(written, share):
    assert Share().convert(written, None, None) == share


def test_a_share_keeps_within_its_bounds():
    assert Share(0, 1).convert("100%", None, None) == 1
    with pytest.raises(click.BadParameter, match="between 0% and 100%"):
        Share(0, 1).convert("150%", None, None)


@pytest.mark.parametrize("command", ["analyse", "check", "evaluate"])
def test_orders_are_completed_with_files(command):
    assert completed(command, "ord") == [("file", "ord")]
    assert completed(command, "orders.csv", "--fx", "ra") == [("file", "ra")]


def test_behaviours_are_completed_with_their_names():
    assert [word for _, word in completed("analyse", "--behaviour", "")] == ["auto", *BEHAVIOURS]
    assert [word for _, word in completed("evaluate", "--behaviour", "")] == ["auto", "all", *BEHAVIOURS]
    assert completed("analyse", "--behaviour", "bg") == [("plain", "bg-nbd")]


def test_columns_are_completed_with_their_roles():
    words = [word for _, word in completed("analyse", "--column", "")]
    assert words[: len(ROLES)] == [f"{role}=" for role in ROLES]
    assert "dates=month-first" in words
    assert completed("analyse", "--column", "cust") == [("plain", "customer=")]
