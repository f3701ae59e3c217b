"""Heads and own text of mails as people and programs write them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from tui.ingest.mail import own_text, parse_head
from tui.ingest.record import Address, MailHead, Rejected

WALL = int(datetime(2025, 6, 1, tzinfo=UTC).timestamp())
AT = int(datetime(2025, 3, 3, 10, tzinfo=UTC).timestamp())
USUAL = {
    "From": "Ana Bell <ana@acme.example>",
    "To": "bo@ours.example",
    "Date": "Mon, 3 Mar 2025 11:00:00 +0100",
    "Message-ID": "<1@acme.example>",
}


def mail(body: str = "Hello.\n", **changed: str) -> bytes:
    """A usual mail with some fields changed: underscores stand for hyphens, an empty value leaves a field out."""
    fields = USUAL | {name.replace("_", "-"): value for name, value in changed.items()}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return f"{head}\n{body}".encode()


def head(**changed: str) -> MailHead:
    return parse_head(mail(**changed), WALL)


def test_a_usual_head() -> None:
    found = head(Subject="Crates", Cc="Cy <cy@ours.example>", In_Reply_To="<0@x>", References="<r@x>\n <0@x>")
    assert found == MailHead(
        message_id="1@acme.example",
        at=AT,
        sender=Address("Ana Bell", "ana@acme.example"),
        to=(Address("", "bo@ours.example"),),
        to_count=1,
        cc=(Address("Cy", "cy@ours.example"),),
        subject="Crates",
        references=("r@x", "0@x"),
        in_reply_to="0@x",
        automatic=False,
        list_mail=False,
        list_addresses=(),
    )


def test_line_ends_do_not_matter() -> None:
    usual = mail(Subject="a\n b")
    assert parse_head(usual.replace(b"\n", b"\r\n"), WALL) == parse_head(usual, WALL)
    assert parse_head(usual.replace(b"\n ", b" ").replace(b"\n", b"\r"), WALL) == parse_head(usual, WALL)
    assert own_text(usual.replace(b"\n", b"\r\n")) == own_text(usual) == "Hello."


@pytest.mark.parametrize(
    "before", [b"From ana@x Mon Mar  3 10:00:00 2025\n", b">From x\n", b"\n\n", b"\xef\xbb\xbf"]
)
def test_what_stands_before_the_head(before: bytes) -> None:
    assert parse_head(before + mail(), WALL) == head()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ana@a.example", [("", "ana@a.example")]),
        ("ANA@A.Example", [("", "ana@a.example")]),
        ("<ana@a.example>", [("", "ana@a.example")]),
        (
            '"Bell, Ana" <ana@a.example>, Bo <bo@b.example>',
            [("Bell, Ana", "ana@a.example"), ("Bo", "bo@b.example")],
        ),
        ("ana@a.example (Ana Bell)", [("Ana Bell", "ana@a.example")]),
        ('"Ana \\"B\\" Bell" <ana@a.example>', [('Ana "B" Bell', "ana@a.example")]),
        ("=?utf-8?Q?Zo=C3=AB?= <z@a.example>", [("Zoë", "z@a.example")]),
        ('"=?utf-8?B?Wm/Dqw==?=" <z@a.example>', [("Zoë", "z@a.example")]),
        ("Zoë <z@a.example>", [("Zoë", "z@a.example")]),
        ("'ana@a.example' <ana@a.example>", [("ana@a.example", "ana@a.example")]),
        ("Crew: ana@a.example, bo@b.example;", [("", "ana@a.example"), ("", "bo@b.example")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        (", ,", []),
        ("nobody at all", []),
        ("ana@a.example bo@b.example", [("", "ana@a.example"), ("", "bo@b.example")]),
        ("Bo bo@b.example", [("", "bo@b.example")]),
        ("A\x1b[31m\u202e <ana@a.example>", [("A\ufffd[31m", "ana@a.example")]),
    ],
)
def test_addresses(value: str, expected: list[tuple[str, str]]) -> None:
    found = head(To=value)
    assert [(one.name, one.address) for one in found.to] == expected
    assert found.to_count == len(expected)


def test_sender() -> None:
    assert head(From="", Sender="bo@b.example").sender.address == "bo@b.example"
    with pytest.raises(Rejected, match="no sender"):
        head(From="")
    with pytest.raises(Rejected, match="no sender"):
        head(From="nobody")


def test_sender_that_a_list_has_rewritten() -> None:
    through = {"From": "Ana via Crates <crates@lists.example.org>", "List_Id": "<crates.lists.example.org>"}
    assert head(**through, X_Original_From="Ana Bell <ana@acme.example>").sender == Address(
        "Ana Bell", "ana@acme.example"
    )
    found = head(**through, Reply_To="crates@lists.example.org, ana@acme.example")
    assert found.sender == Address("Ana", "ana@acme.example")
    assert (found.list_mail, found.list_addresses) == (True, ("crates@lists.example.org",))
    assert head(Reply_To="else@acme.example").sender.address == "ana@acme.example"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("plain", "plain"),
        ("=?utf-8?Q?a=0d=0aBcc:_x@y.example?=", "a Bcc: x@y.example"),
        ("=?utf-8?Q?=1b[31m=E2=80=AE?=red", "\ufffd[31mred"),
        ("=?iso-8859-1?Q?Gr=FC=DFe?= aus =?utf-8?B?S8O2bG4=?=", "Grüße aus Köln"),
        ("=?utf-8?Q?caf?= =?utf-8?Q?=C3?= =?utf-8?Q?=A9?=", "café"),
        ("=?utf-8*en?Q?caf=C3=A9?=", "café"),
        ("=?x-unknown?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?B?not base64!?=", None),
        ("=?utf-8?X?what?=", "=?utf-8?X?what?="),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("a\n\tb", "a b"),
        ("Grüße", "Grüße"),
        ("", ""),
    ],
)
def test_subjects(subject: str, expected: str | None) -> None:
    found = head(Subject=subject).subject
    assert "\n" not in found
    assert "\r" not in found
    if expected is not None:
        assert found.replace("  ", " ") == expected


def test_eight_bit_subject() -> None:
    assert parse_head(mail(Subject="Grüße").decode().encode("latin-1"), WALL).subject == "Grüße"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 3 Mar 2025 10:00:00 +0000", AT),
        ("3 Mar 2025 10:00:00 GMT", AT),
        ("Mon, 3 Mar 2025 05:00:00 EST", AT),
        ("Mon, 03 Mar 2025 10:00:00 -0000 (UTC)", AT),
        ("Mon, 3 Mar 2025 10:00", AT),
        ("Mon, 3 Mar 25 10:00:00 +0000", AT),
        ("Mon, 3 Mar 2025 09:59:60 +0000", AT - 1),
    ],
)
def test_dates(date: str, expected: int) -> None:
    assert head(Date=date).at == expected


def test_ids() -> None:
    assert head(In_Reply_To='"Crates" of Monday <0@x>', References="").in_reply_to == "0@x"
    assert head(References="<a@x> <b@x> <a@x>").references == ("a@x", "b@x")
    assert head(References="<a@x> <b@x>").in_reply_to == "b@x"
    assert head(References="<a@x>", In_Reply_To="<b@x> <c@x>").references == ("a@x", "b@x", "c@x")
    assert head().in_reply_to is None
    assert head(Message_ID="1@x").message_id == "1@x"
    assert head(Message_ID="<a\x1b\u202eb@x>").message_id == "a\ufffdb@x"
    long = head(Message_ID=f"<{'a' * 5000}@x>").message_id
    assert long.endswith("@long.kept")
    assert head(References=f"<{'a' * 5000}@x>").references == (long,)
    many = head(References=" ".join(f"<{n}@x>" for n in range(1000))).references
    assert (len(many), many[0], many[-1]) == (200, "0@x", "999@x")


def test_a_missing_id_is_made_from_the_content() -> None:
    without = mail(Message_ID="")
    made = parse_head(without, WALL).message_id
    assert made.endswith("@missing.kept")
    assert parse_head(without.replace(b"\n", b"\r\n") + b"\r\n", WALL).message_id == made
    assert parse_head(b"From x Mon Mar  3 10:00:00 2025\n" + without, WALL).message_id == made
    assert parse_head(without + b"more", WALL).message_id != made
    assert parse_head(mail(Message_ID="<>"), WALL).message_id.endswith("@missing.kept")


def test_flags() -> None:
    assert head(Auto_Submitted="auto-replied").automatic
    assert head(From="no-reply@acme.example").automatic
    assert head(Return_Path="<>").automatic
    assert head(Content_Type="multipart/report; boundary=x").automatic
    assert head(Precedence="bulk").automatic
    assert not head(Precedence="bulk", List_Id="<a.b>").automatic


def multipart(kind: str, *parts: str) -> bytes:
    body = "".join(f"--XX\n{part}\n" for part in parts)
    return mail(f"preamble\n{body}--XX--\nepilogue\n", Content_Type=f'multipart/{kind}; boundary="XX"')


PLAIN = "Content-Type: text/plain\n\nplain words\n"
HTML = "Content-Type: text/html\n\n<p>html <b>words</b></p>\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (mail("words\n"), "words"),
        (mail("<p>a<br>b</p>", Content_Type="text/html"), "a\nb"),
        (mail("caf=C3=A9 =\nau lait", Content_Transfer_Encoding="quoted-printable"), "café au lait"),
        (mail(base64.b64encode("café".encode()).decode(), Content_Transfer_Encoding="base64"), "café"),
        (mail("Y2Fm6Q", Content_Type="text/plain; charset=latin1", Content_Transfer_Encoding="BASE64"), "café"),
        (mail("Y2Fmw6k=!\nx", Content_Transfer_Encoding="base64"), None),
        (mail("words", Content_Type="garbage"), "words"),
        (mail("words", Content_Type="application/pdf"), ""),
        (mail("words", Content_Type="multipart/mixed"), "words"),
        (multipart("alternative", PLAIN, HTML), "plain words"),
        (multipart("alternative", HTML, PLAIN), "plain words"),
        (multipart("alternative", "Content-Type: text/plain\n\n \n", HTML), "html words"),
        (multipart("mixed", PLAIN, HTML), "plain words\n\nhtml words"),
        (multipart("mixed", "\nno head\n", PLAIN), "no head\n\nplain words"),
        (multipart("mixed", PLAIN, "Content-Type: text/plain; name=a.txt\n\nattached"), "plain words"),
        (multipart("mixed", PLAIN, "Content-Disposition: attachment\n\nattached"), "plain words"),
        (multipart("mixed", PLAIN, "Content-Disposition: inline; filename=../../x\n\nattached"), "plain words"),
        (multipart("mixed", PLAIN, "Content-Type: message/rfc822\n\nFrom: x\n\nforwarded"), "plain words"),
        (multipart("signed", PLAIN, "Content-Type: application/pgp-signature\n\nxyz"), "plain words"),
        (multipart("report", PLAIN, "Content-Type: text/plain\n\nreturned"), "plain words"),
        (multipart("digest", PLAIN), ""),
        (multipart("mixed"), "preamble\n--XX--\nepilogue"),
        (multipart("mixed", PLAIN).partition(b"--XX--")[0], "plain words"),
        (multipart("mixed", f"Content-Type: multipart/related; boundary=Y\n\n--Y\n{PLAIN}--Y--\n"), "plain words"),
    ],
)  # fmt: skip
def test_where_the_text_is(data: bytes, expected: str | None) -> None:
    text = own_text(data)
    assert expected is None or text == expected
    assert own_text(data.replace(b"\n", b"\r\n")) == text


@pytest.mark.parametrize(
    ("charset", "data", "expected"),
    [
        ("utf-8", "café".encode(), "café"),
        ("us-ascii", "café".encode(), "café"),
        ("iso-8859-1", b"caf\xe9 \x93x\x94", "café “x”"),
        ("utf-8", b"caf\xe9", "café"),
        ("x-foo", b"caf\xe9", "café"),
        ("x-foo", "café".encode(), "café"),
        ("zip", b"words", "words"),
        ("punycode", b"words", "words"),
        ("utf-7", b"a+2AA-b", None),
        ("", b"caf\xe9", "café"),
        ("big5", "你好".encode("big5"), "你好"),
        ("shift_jis", "今日".encode("cp932") + b"\xff", None),
        ("a\x00b", b"words", "words"),
    ],
)
def test_charsets(charset: str, data: bytes, expected: str | None) -> None:
    text = own_text(mail("", Content_Type=f'text/plain; charset="{charset}"') + data)
    text.encode("utf-8")
    assert expected is None or text == expected


def test_text_is_cleaned_and_cut() -> None:
    assert own_text(mail("a\x1b[2Jb\u202e\r\nc\u200bd")) == "a\ufffd[2Jb\ncd"
    assert len(own_text(mail("word " * 100_000))) <= 20_000
