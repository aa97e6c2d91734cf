from datetime import UTC, datetime, timedelta
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodwill.programme.mail.html_text import text_of
from goodwill.programme.mail.reading import read
from tests.programme.mail.letters import mail


def test_a_plain_mail_is_read_with_its_encoded_headers():
    told = read(
        mail(
            '"Öz, Maya" <Maya@Example.com>',
            "Ruth <ruth@berg.example>, tom@berg.example",
            "Angebot für März – 3 €",
            "Grüße\n\n> wie besprochen",
            cc="box@mail.example",
            Message_ID="<1@example.com>",
        )
    )

    assert (told.sender, told.sender_name) == ("maya@example.com", "Öz, Maya")
    assert told.recipients == ("ruth@berg.example", "tom@berg.example", "box@mail.example")
    assert told.subject == "Angebot für März – 3 €"
    assert told.text == "Grüße\n\n> wie besprochen"
    assert told.sent == datetime(2011, 9, 5, 8, tzinfo=UTC)
    assert told.message_id == "<1@example.com>"


def test_of_two_forms_the_plain_one_is_read_and_of_html_alone_its_words():
    both = mail("a@b.example", "c@d.example", text="Plain", html="<p>Rich</p>")
    rich = (
        b"From: a@b.example\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n"
        b"<html><head><style>p{}</style></head><p>Gr\xfc\xdfe&nbsp;von <b>Ruth</b><br>zwei"
        b"<script>alert(1)</script><blockquote>alt</blockquote></html>"
    )

    assert read(both).text == "Plain"
    assert read(rich).text == "Grüße von Ruth\nzwei\n> alt"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("a &lt;script&gt; b", "a <script> b"),
        ("<div>a<div>b", "a\nb"),
        ("<style>x</styl>y", ""),
        ('<a href="x>spoilt</a> <p title="1 <b">whole</p>', "spoilt whole"),
        ("<p>a <![if !supportLists]>b<![endif]> <![foo bar]>c</p>", "a b c"),
        ("a <!-- b <p> --> c <!-- d", "a c"),
        ('<a title="x > y" href=z>a</a> 1 < 2 and <b', "a 1 < 2 and"),
    ],
)
def test_html_becomes_its_words(html, text):
    assert text_of(html) == text


def test_where_the_plain_form_is_empty_the_words_of_the_other_are_read():
    assert read(mail("a@b.example", "c@d.example", text=" \n", html="<p>Rich</p>")).text == "Rich"


def part(kind: str, *content: bytes) -> bytes:
    """One part of a mail; of multipart with those below it."""
    if not kind.startswith("multipart/"):
        return b"Content-Type: " + kind.encode() + b"\r\n\r\n" + b"".join(content)
    mark = kind.partition("/")[2].encode()
    inside = b"".join(b"--" + mark + b"\r\n" + one + b"\r\n" for one in content)
    return b"Content-Type: " + kind.encode() + b"; boundary=" + mark + b"\r\n\r\n" + inside + b"--" + mark + b"--"


PLAIN, RICH, MORE = part("text/plain", b"Words"), part("text/html", b"<p>Rich</p>"), part("text/plain", b"More")
PDF, LOGO = part('application/pdf; name="offer.pdf"', b"%PDF-1"), part('image/png; name="logo.png"', b"\x89PNG")
SIGNED = part("multipart/signed", part("multipart/mixed", PLAIN, PDF), part('text/x-sign; name="sign.p7s"', b"s"))


@pytest.mark.parametrize(
    ("built", "text", "files"),
    [
        (PLAIN, "Words", []),
        (part("multipart/alternative", PLAIN, part("multipart/mixed", RICH, PDF, RICH)), "Words", ["offer.pdf"]),
        (SIGNED, "Words", ["offer.pdf", "sign.p7s"]),
        (part("multipart/mixed", part("multipart/related", RICH, LOGO), PDF), "Rich", ["logo.png", "offer.pdf"]),
        (part("multipart/alternative", PLAIN, RICH, part("text/calendar", b"BEGIN")), "Words", ["file 1.ics"]),
        (part("multipart/mixed", PLAIN, part('text/html; name="a.html"', b"<p>")), "Words", ["a.html"]),
        (part("multipart/mixed", RICH, PDF, MORE), "Rich\n\nMore", ["offer.pdf"]),
        (PDF, "", ["offer.pdf"]),
        (b"Content-Type: multipart/mixed; boundary=a\r\n\r\nWords", "", ["file 1.txt"]),
    ],
)
def test_neither_words_nor_files_are_lost_however_a_mail_is_built(built, text, files):
    told = read(b"From: a@b.example\r\n" + built)

    assert (told.text, [file.name for file in told.files]) == (text, files)
    assert all(file.content for file in told.files)


def test_the_files_are_named_harmlessly_and_counted():
    told = read(mail("a@b.example", "c@d.example", files=(("../../a.pdf", b"%PDF-1"), ("b.csv", b"1;2"))))
    many = read(mail("a@b.example", "c@d.example", files=tuple((f"{n}.txt", b"x") for n in range(25))))

    assert [(file.name, file.content) for file in told.files] == [("a.pdf", b"%PDF-1"), ("b.csv", b"1;2")]
    assert len(many.files) == 20
    assert many.refused == ("It has 25 files: those after the first 20 are not kept.",)


def test_what_was_passed_on_says_who_wrote_it():
    quoted = "FYI\n\n---------- Forwarded message ----------\nFrom: Ruth <Ruth@Berg.example>\nSubject: Order"
    assert read(mail("maya@example.com", "box@mail.example", text=quoted)).forwarded == "ruth@berg.example"

    assert read(mail("maya@example.com", "box@mail.example", text="Nothing")).forwarded == ""


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Goodwill": "week"}],
)
def test_what_a_machine_wrote_is_known(headers):
    assert read(mail("a@b.example", "c@d.example", **headers)).automatic
    assert read(mail("MAILER-DAEMON@b.example", "c@d.example")).automatic
    assert not read(mail("a@b.example", "c@d.example", Auto_Submitted="no")).automatic


def test_a_mail_without_an_id_has_one_by_its_bytes_and_a_long_one_is_shortened():
    one, other = (read(mail("a@b.example", "c@d.example", text=text)).message_id for text in ("a", "b"))
    long = read(mail("a@b.example", "c@d.example", Message_ID=f"<{'x' * 300}@example.com>")).message_id

    assert one != other
    assert one.endswith("@without.an.id>")
    assert len(long) <= 200


def test_a_day_to_come_or_a_spoilt_one_is_now():
    for said in ("Mon, 05 Sep 2199 10:00:00 +0000", "yesterday", "Mon, 05 Sep 1972 10:00:00 +0000"):
        sent = read(b"From: a@b.example\nDate: " + said.encode() + b"\n\n").sent
        assert timedelta(0) <= datetime.now(UTC) - sent < timedelta(minutes=5)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: =?utf-8?b?????=\r\nSubject: =?x-none?q?=FF?=\r\n\r\n\x00",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=no-such\r\n\r\n\xe4",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=undefined\r\n\r\n\xe4",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=a\x00b\r\n\r\n\xe4",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a",
        b"To: " + b"a@b.example," * 5000 + b"\r\n\r\n",
        b"Content-Type: message/rfc822\r\n\r\nFrom: x\r\n\r\n",
        b"From: a\x00@b.example\r\nDate: Mon, 99 Foo 2011 99:99:99 +9999\r\n\r\n",
        (
            b'Content-Type: multipart/mixed; boundary="b"\r\nFrom: "a\r\n\tb" <c@d.example>\r\n\r\n--b\r\n'
            b"Content-Disposition: attachment; filename*=utf-8''%FF%00.exe\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n!!\r\n"
        ),
    ],
)
def test_what_is_spoilt_is_read_as_far_as_it_goes(raw):
    told = read(raw)

    assert "\x00" not in f"{told}"
    assert len(told.recipients) <= 200


@pytest.mark.parametrize(
    "html",
    ["<!--" * 200_000, "<a " * 300_000, "<blockquote>" * 100_000, "<svg>" * 200_000, "<a b='" * 150_000, "<" * 900_000],
)
def test_html_that_never_ends_takes_no_longer_than_any_other(html):
    began = thread_time()
    text_of(html)
    assert thread_time() - began < 5


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\r\nTo: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"From: a@b.example\r\nTo: " + b"(a" * 300_000 + b"\r\n\r\n",
        b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?a?= " * 60_000 + b"\r\n\r\n",
        b"From: a@b.example\r\nContent-Type: text/plain; " + b"a=b; " * 200_000 + b"\r\n\r\n",
        b"From: a@b.example\r\n\r\na" + b"\n" * 150_000 + b"a",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=punycode\r\n\r\n"
        + b"a" * 500_000
        + b"-"
        + b"b" * 500_000,
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\na\r\n" * 500_000,
    ],
)
def test_a_mail_that_is_made_to_be_slow_is_read_in_time(raw):
    began = thread_time()
    assert read(raw).sender == "a@b.example"
    assert thread_time() - began < 5


def test_parts_within_parts_without_end_leave_the_head():
    part = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
    deep = b"".join(part % (n, n) for n in range(3_000))
    told = read(b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: Deep\r\n" + deep)

    assert (told.sender, told.subject, told.message_id) == ("a@b.example", "Deep", "<1@b.example>")
    assert told.refused == ("It is built in a way that nobody can read: only its head is kept.",)


@given(st.binary(max_size=400), st.sampled_from([b"From: ", b"Subject: =?utf-8?q?", b"Content-Type: ", b"Date: ", b""]))
def test_nothing_that_comes_is_too_broken(noise, header):
    told = read(header + noise + b"\r\n\r\n" + noise)

    assert told.message_id
    f"{told}".encode()
