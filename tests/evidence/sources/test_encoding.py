import pytest

from goodwill.evidence.sources.encoding import begins_as_utf8, guess_encoding, wide_encoding

WESTERN = "Zoë,Müller,3\nRené,Çelik,4\nO’Brien – Köln,5\n"
JAPANESE = "顧客,注文日,金額\n東京商店,2024-01-01,100\nｶﾌﾞｼｷｶﾞｲｼｬ,2024-01-02,5\n"


@pytest.mark.parametrize(
    ("text", "codec", "known"),
    [
        (WESTERN, "utf-8", "utf-8"),
        (JAPANESE, "utf-8", "utf-8"),
        (WESTERN, "cp1252", "cp1252"),
        ("ÅÄÖ,ÉTÉ,NOËL,AÇÃO\n", "latin-1", "cp1252"),
        ("O’Brien,O’Neill\n", "cp1252", "cp1252"),
        ("30 €,“quoted”\n", "cp1252", "cp1252"),
        (JAPANESE, "cp932", "cp932"),
        ("表計算,能率\n", "shift_jis", "cp932"),
    ],
)
def test_bytes_tell_their_encoding(text: str, codec: str, known: str):
    assert guess_encoding(text.encode(codec)) == known


def test_a_few_western_lines_do_not_make_a_utf8_file_western():
    assert guess_encoding("é\né\né\n".encode() + "é\n".encode("cp1252")) == "utf-8"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_letters_are_known_by_their_mark(codec: str):
    assert wide_encoding("\ufeffa,b\n".encode(codec)) == (codec, 4 if "32" in codec else 2)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_without_its_mark(codec: str):
    assert wide_encoding(WESTERN.encode(codec)) == (codec, 0)
    assert wide_encoding(JAPANESE.encode(codec)) == (codec, 0)


def test_plain_bytes_are_not_wide():
    assert wide_encoding(WESTERN.encode()) is None
    assert wide_encoding(b"a,b\nc\x00,d\n") is None
    assert wide_encoding(b"") is None


def test_a_letter_cut_off_at_the_end_is_sound():
    assert begins_as_utf8("€".encode()[:2])
    assert not begins_as_utf8(b"\xe2\x28\xa1")
