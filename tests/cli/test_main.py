import subprocess
import sys

import pytest
from click.testing import CliRunner

from goodwill.cli import main
from goodwill.cli.main import COMMANDS
from goodwill.samples import path


@pytest.fixture
def run():
    def invoke(*args):
        return CliRunner().invoke(main, [str(a) for a in args])

    return invoke


def test_help_names_every_command(run):
    result = run("--help")
    assert result.exit_code == 0
    assert all(name in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_a_file_that_is_not_there_is_wrong_use(run):
    result = run("check", "nope.csv")
    assert result.exit_code == 2
    assert "nope.csv does not exist" in result.stderr


def test_a_length_without_a_unit_is_wrong_use(run):
    result = run("analyse", path("cdnow/transactions.parquet"), "--horizon", "39")
    assert result.exit_code == 2
    assert '"39" is not a length of time' in result.stderr


def test_a_date_that_does_not_exist_is_wrong_use(run):
    result = run("check", path("cdnow/transactions.parquet"), "--as-of", "2011-02-30")
    assert result.exit_code == 2
    assert "year-month-day" in result.stderr


def test_an_unknown_option_is_wrong_use(run):
    assert run("check", path("cdnow/transactions.parquet"), "--nonsense").exit_code == 2


def test_a_fault_of_its_own_is_one_sentence(run, monkeypatch):
    monkeypatch.setattr("goodwill.evidence.order_book.read_orders", lambda *_a, **_k: 1 / 0)
    result = run("check", path("cdnow/transactions.parquet"))
    assert result.exit_code == 70
    assert result.stderr.count("\n") == 1
    assert "fault of its own" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete_commands(shell):
    found = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['goodwill']; from goodwill.cli import main; main()"],
        env={"_GOODWILL_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "goodwill" in found.stdout
    assert found.stderr == ""


@pytest.mark.parametrize(("said", "meant"), [("analyze", "analyse"), ("evalute", "evaluate")])
def test_a_command_nearly_spelt_is_named(run, said, meant):
    result = run(said, "orders.csv")
    assert result.exit_code == 2
    assert f'There is no command "{said}". Did you mean goodwill {meant}?' in result.stderr


def test_orders_without_a_command_show_the_way(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.csv").touch()
    assert "(To analyse a file: goodwill analyse orders.csv)" in run("orders.csv").stderr


def test_a_command_without_orders_gives_an_example(run):
    result = run("analyse")
    assert result.exit_code == 2
    assert "for example goodwill analyse orders.csv" in result.stderr


@pytest.mark.parametrize("option", ["--margin", "--discount", "--max-set-aside", "--level"])
def test_a_share_that_is_none_is_said_with_both_ways_to_write_it(run, option):
    result = run("analyse", path("cdnow/transactions.parquet"), option, "a third")
    assert result.exit_code == 2
    assert '"a third" is no share. Write it as a percentage or a fraction: 30% or 0.3.' in result.stderr


def test_the_end_of_a_reader_is_no_fault(tmp_path):
    orders = tmp_path / "orders.csv"
    orders.write_text("customer,date,amount\n1,2024-01-05,10\n")
    command = [sys.executable, "-m", "goodwill.cli", "check", str(orders)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
