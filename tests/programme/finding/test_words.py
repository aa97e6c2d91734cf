import pytest

from goodwill.programme.finding.words import asked, excerpt, marked, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Müller & Söhne", ["muller", "mueller", "sohne", "soehne"]),
        ("Straße ÉCOLE", ["strasse", "ecole"]),
        ("Mu\u0308ller", ["muller", "mueller"]),
        ("a_b-c 12e5", ["a", "b", "c", "12e5"]),
        ("Ørsted Łódź Ærø", ["orsted", "oersted", "lodz", "aero", "aeroe"]),
        ("½", ["1", "2"]),
        ("", []),
    ],
)
def test_words_are_folded_in_every_spelling(text, found):
    assert list(words(text)) == found


def test_what_matched_is_marked_and_nothing_is_lost():
    text = "Call Müller, the muller's son"
    pieces = marked(text, asked("mull"))

    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == ["Müller", "muller"]


def test_an_excerpt_is_what_stands_around():
    text = "before " * 40 + "the invoice of May" + " after" * 40

    assert "invoice" in excerpt(text, asked("invo"))
    assert len(excerpt(text, asked("invo"))) < 160


def test_a_number_is_looked_for_as_a_whole():
    assert asked("+44 (0)20 7946-0958").number == "4402079460958"
    assert asked("0044 20 7946").number == "44207946"
    assert asked("R2D2 5555").number == ""
