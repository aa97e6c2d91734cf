"""Contrast is reckoned as WCAG 2.2 does; 4.5 for text, 3 for what is not text."""

import pytest

from goodwill.report.look import DARK, LIGHT, TOKENS, as_variables, marked, themed

TEXT_ON = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent") for ground in ("paper", "surface", "sunk")),
    *((f"{group}", f"{group}-tint") for group in ("true-friend", "butterfly", "barnacle", "stranger")),
    *((group, "paper") for group in ("true-friend", "butterfly", "barnacle", "stranger", "alarm")),
    ("ink", "care-tint"),
    ("ink", "alarm-tint"),
    ("ink", "band"),
    ("ink", "density-0"),
    ("ink", "density-1"),
    ("ink", "density-2"),
    ("on-accent", "cell-3"),
    ("on-accent", "density-4"),
    ("on-accent", "accent"),
]


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read_in_both_themes(ink: str, ground: str, theme: dict[str, str]):
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("line", ["control", "accent", "head", "care"])
def test_lines_that_carry_meaning_can_be_seen(line: str, theme: dict[str, str]):
    assert contrast(theme[line], theme["paper"]) >= 3


def test_tokens_become_colours_only_where_an_option_holds_colours():
    option = {"color": "@accent", "data": [{"label": {"formatter": "@accent", "color": "@ink"}}]}

    light = themed(option, LIGHT)

    assert light == {"color": "#0E5A5F", "data": [{"label": {"formatter": "@accent", "color": "#211D18"}}]}


def test_stand_ins_come_back_as_variables_of_their_own_name():
    colours = [marked({"color": f"@{name}"})["color"] for name in TOKENS]

    assert len(set(colours)) == len(TOKENS)
    assert as_variables(" ".join(colours)) == " ".join(f"var(--{name})" for name in TOKENS)


def test_an_unknown_token_is_an_error():
    with pytest.raises(KeyError, match="petrol"):
        themed({"color": "@petrol"}, LIGHT)
