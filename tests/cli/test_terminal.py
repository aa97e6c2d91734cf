import pytest

from goodwill.cli.main import main
from goodwill.cli.terminal import console, harmless

STEERING = "\x1b[2Jc01\x1b]0;title\x07\r\x9b"


def test_the_text_of_others_loses_its_control_characters():
    assert harmless(STEERING) == "[2Jc01]0;title"
    assert harmless("two\nlines\tand a tab, Zoë 🧾") == "two\nlines\tand a tab, Zoë 🧾"


def test_a_customer_cannot_steer_the_terminal_that_styles_still_reach(monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = console()
    out.print(STEERING, style="bold", markup=False)
    assert capsys.readouterr().out == "\x1b[1m[2Jc01]0;title\x1b[0m\n"


def test_nor_can_an_error(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    orders.write_text("customer,date,amount\n" + "c01,\x1b[2Jsoon,1\n" * 3)
    with pytest.raises(SystemExit, match="1"):
        main(["check", str(orders)])
    assert 'The date "[2Jsoon" is no day' in capsys.readouterr().err
