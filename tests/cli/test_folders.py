"""Where files cannot go: said before the work, with the way out."""

import pytest
from click.testing import CliRunner

from goodwill.cli import main
from goodwill.cli.folders import demand_writable, writing
from goodwill.terms import UsageError


@pytest.fixture
def orders(tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("customer,date,amount\n1,2024-01-05,10\n2,2024-01-06,10\n")
    return file


@pytest.mark.parametrize("folder", ["/proc/none/deep", "/dev/full", "/sys/none"])
@pytest.mark.parametrize("command", ["analyse", "check", "demo"])
def test_a_folder_that_takes_no_file_is_said_before_the_orders_are_read(command, folder, monkeypatch):
    monkeypatch.setattr("goodwill.evidence.order_book.read_orders", lambda *_a, **_k: 1 / 0)
    given = [] if command == "demo" else ["orders.csv"]
    result = CliRunner().invoke(main, [command, *given, "--out", folder])
    assert result.exit_code == 2
    assert f"Nothing can be written to {folder} (" in result.stderr
    assert "Choose another folder with --out." in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_existing_file_is_no_folder(orders):
    result = CliRunner().invoke(main, ["demo", "--out", str(orders)])
    assert result.exit_code == 2
    assert "is a file" in result.stderr


def test_asking_leaves_nothing_behind(tmp_path):
    demand_writable(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_writing_is_wrong_use_too(tmp_path):
    with (
        pytest.raises(UsageError, match=r"Nothing can be written to .* \(No space left on device\)"),
        writing(tmp_path),
    ):
        raise OSError(28, "No space left on device")


def test_a_name_that_is_taken_by_a_folder_is_wrong_use(orders, tmp_path):
    (tmp_path / "out" / "set-aside.csv").mkdir(parents=True)
    result = CliRunner().invoke(main, ["check", str(orders), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "Nothing can be written to" in result.stderr
