"""Mail that was made to break or to stall its readers."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.ingest.headers import addresses
from tui.ingest.mail import own_text, parse_head
from tui.ingest.record import MailHead, Rejected

WALL = 1_750_000_000
SENDER = b"From: Ana <ana@acme.example>\n"
DATE = b"Date: Mon, 3 Mar 2025 10:00:00 +0000\n"
HEAD = SENDER + DATE
RECEIVED = b"Received: from a by b; Tue, 4 Mar 2025 10:00:00 +0000\n"
RECEIVED_AT = 1_741_082_400
MEGABYTE = 1_000_000


def read(data: bytes) -> MailHead | str:
    """Head and text within the time that any mail may take; the reason where it is rejected."""
    start = time.perf_counter()
    try:
        text = own_text(data)
        text.encode("utf-8")
        found: MailHead | str = parse_head(data, WALL)
    except Rejected as rejected:
        found = rejected.reason
    assert time.perf_counter() - start < 5
    return found


def nested(depth: int) -> bytes:
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return HEAD + opening + b"Content-Type: text/plain\n\ndeep\n"


@pytest.mark.parametrize("depth", [500, 2000, 20_000])
def test_nests_of_parts(depth: int) -> None:
    assert isinstance(read(nested(depth)), MailHead)
    assert own_text(nested(depth)) == ""
    assert own_text(nested(40)) == "deep"


def test_nested_comments_in_from() -> None:
    assert "RecursionError" in str(read(b"From: " + b"(" * 5000 + b")" * 5000 + b" a@b.example\n" + DATE + b"\n"))


def test_one_bad_mail_costs_no_other() -> None:
    assert isinstance(read(b"From: " + b"(" * 5000 + b"\n" + DATE + b"\n"), str | MailHead)
    assert isinstance(read(HEAD + b"\nx"), MailHead)


def test_many_recipients() -> None:
    many = b", ".join(b"Somebody <person%d@company.example>" % n for n in range(20_000))
    found = read(HEAD + b"To: " + many + b"\nCc: " + many + b"\n\nx")
    assert isinstance(found, MailHead)
    assert (len(found.to), len(found.cc), found.to_count) == (1000, 1000, 20_000)


def test_many_recipients_in_odd_shapes() -> None:
    many = b", ".join(b'"a\\"b" (c) <person%d@company.example>' % n for n in range(20_000))
    found = read(HEAD + b"To: " + many + b"\n\nx")
    assert isinstance(found, MailHead)
    assert found.to_count >= 20_000


def test_many_encoded_words() -> None:
    words = b"\n ".join([b"=?utf-8?Q?w?="] * 20_000)
    found = read(HEAD + b"Subject: " + words + b"\nTo: " + words + b" <a@b.example>\n\nx")
    assert isinstance(found, MailHead)
    assert len(found.subject) <= 500


@pytest.mark.parametrize(
    "date",
    [
        *("", "Mon, 3 Mar 2025 10:00:00 -9999", "32 Jan 2025 10:00:00 +0000", "06-MAY-2022", "yesterday"),
        *(
            "Mon, 3 Mar 2025 10:00:00 +99999999999999",
            "1 Jan 99999999999 00:00:00 +0000",
            "1 Jan 0000 00:00:00 +0000",
        ),
        *(
            "31 Dec 9999 23:59:59 -2359",
            "1 Jan 1970 12:00:00 +0000",
            "27 Aug 2043 17:17:41 +0000",
        ),
        *(
            "Mon, 3 Mar 2025 99:99:99 +0000",
            "9" * 5000,
            "Mon, 3 " * 5000,
            "1 Jan " + "9" * 5000 + " 00:00:00 +0000",
        ),
    ],
    ids=lambda date: date[:24],
)
def test_unusable_dates(date: str) -> None:
    dated = SENDER + b"Date: " + date.encode() + b"\n"
    assert read(dated + b"\nx") == "it has no usable date"
    assert read(dated + b"Received: no date\nReceived: x; 32 Jan 2025\n\nx") == "it has no usable date"
    found = read(dated + b"Received: x; Mon, 3 Mar 2025 10:00:00 +0000\n" + RECEIVED + b"Received: ;\n\nx")
    assert isinstance(found, MailHead)
    assert found.at == RECEIVED_AT


def test_bounds_of_dates() -> None:
    def at(date: str) -> MailHead | str:
        return read(SENDER + f"Date: {date}\n\nx".encode())

    assert isinstance(at("2 Jan 1970 00:00:00 +0000"), MailHead)
    assert at("1 Jan 1970 23:59:59 +0000") == "it has no usable date"
    wall = time.strftime("%d %b %Y %H:%M:%S +0000", time.gmtime(WALL + 2 * 86_400))
    assert isinstance(at(wall), MailHead)
    assert (
        at(time.strftime("%d %b %Y %H:%M:%S +0000", time.gmtime(WALL + 2 * 86_400 + 1))) == "it has no usable date"
    )


@pytest.mark.parametrize(
    "charset", ["zip", "x-foo", "utf-7", "idna", "punycode", "undefined", "base64", "rot13", "mbcs", "utf-16"]
)
def test_charsets_that_are_traps(charset: str) -> None:
    kind = f"Content-Type: text/plain; charset={charset}\n\n".encode()
    for body in (b"x+2AA-\xff", b"a" * MEGABYTE, b"xn--" * 100_000):
        assert isinstance(read(HEAD + kind + body), MailHead)
    assert isinstance(read(HEAD + f"Subject: =?{charset}?Q?a+2AA-b?=\n\n".encode()), MailHead)


def test_packed_text_is_not_unpacked() -> None:
    coded = base64.b64encode(bytes(20 * MEGABYTE))
    assert isinstance(read(HEAD + b"Content-Transfer-Encoding: base64\n\n" + coded), MailHead)


HEADERS = [
    "a",
    " ",
    "(",
    ")",
    "<",
    ">",
    '"',
    ",",
    "@",
    "a@b,",
    "<a@b>",
    "=?",
    "=?utf-8?Q?",
    "=?utf-8?B?YQ==?= ",
    "\\",
    ";",
    ":",
    "\t",
    "\r",
]
HEADERS += ["\n ", "'", "[", "a<", '"a" ', "(a", "<mailto:", "via ", "=?x?b?", "a.b", "Mon, ", "-", "\x00", "é"]


@pytest.mark.parametrize("unit", HEADERS)
def test_header_fields_of_a_megabyte(unit: str) -> None:
    value = (unit * (MEGABYTE // len(unit))).encode()
    names = (
        b"To",
        b"Subject",
        b"References",
        b"In-Reply-To",
        b"Message-ID",
        b"List-Id",
        b"List-Post",
        b"Return-Path",
    )
    names += (b"Content-Type", b"X-BeenThere", b"Reply-To", b"Cc", b"Auto-Submitted", b"Received")
    for name in names:
        read(HEAD + name + b": " + value + b"\n\nx")
    for name, rest in ((b"From", DATE), (b"Date", SENDER)):
        read(name + b": " + value + b"\n" + rest + b"\nx")
        read(value + b": x\n" + HEAD + b"\nx")


BODIES = [
    "a",
    " ",
    "\n",
    "On ",
    "On x\n",
    "> ",
    ">",
    "\n>",
    "-",
    "--\n",
    "-- \n",
    "From: a\n",
    "To: a\n",
    "To: a\nSubject: b\n",
    "\t",
]
BODIES += [
    "_",
    "_" * 40 + "\n",
    "-----Original Message-----\n",
    "Thanks\n",
    "Sent from my x\n",
    "wrote:",
    "On a\nb\nc wrote:\n",
]
BODIES += [
    "a" * 300 + "\n",
    "\x00",
    "\u0301",
    "confidential email intended ",
    "confidential\n\n",
    "  On 2025 a@b wrote:\n",
    "é",
    "\r",
]
BODIES += ["- a -", "\n\n\n>\n", "-----BEGIN PGP SIGNED MESSAGE-----\n", "a:", "*", "On 2025 a@b wrote:\n>\n"]


@pytest.mark.parametrize("unit", BODIES, ids=lambda unit: repr(unit[:16]))
def test_bodies_of_a_megabyte(unit: str) -> None:
    assert isinstance(read(HEAD + b"\n" + (unit * (MEGABYTE // len(unit))).encode()), MailHead)
    assert isinstance(read(HEAD + b"\nx\n" + (unit * (MEGABYTE // len(unit))).encode() + b"\nx"), MailHead)


PAGES = [
    "<",
    "<a",
    "<a ",
    "<!--",
    "<!",
    "</",
    "&",
    "&#",
    "&#9",
    "<p>",
    "<blockquote>",
    "<td>",
    "<script>",
    "<style>",
    "<head>",
    "<![",
    "<br>",
]


@pytest.mark.parametrize("unit", PAGES)
def test_pages_of_a_megabyte(unit: str) -> None:
    page = (unit * (MEGABYTE // len(unit))).encode()
    assert isinstance(read(HEAD + b"Content-Type: text/html\n\n" + page), MailHead)


PARTS = [
    "--X\n",
    "\n--X",
    "--XX",
    "--X\n\n",
    "--X\nContent-Type: multipart/mixed; boundary=X\n\n",
    "--X" + " " * 300,
]


@pytest.mark.parametrize("unit", PARTS, ids=lambda unit: repr(unit[:16]))
def test_parts_of_a_megabyte(unit: str) -> None:
    body = (unit * (5 * MEGABYTE // len(unit))).encode()
    assert isinstance(read(HEAD + b"Content-Type: multipart/mixed; boundary=X\n\n" + body), MailHead)


def test_a_mail_of_25_megabytes() -> None:
    for unit in (b"a", b"\n", b"\r", b"\n--X\n", b"a: b\n"):
        read(HEAD + b"Content-Type: multipart/mixed; boundary=X\n\n" + unit * (25 * MEGABYTE // len(unit)))
        read(HEAD + b"X-" + unit * (25 * MEGABYTE // len(unit)))


def test_no_line_break_survives_in_a_field() -> None:
    coded = b'"=?utf-8?Q?a=0d=0ab=00?=" <a@b.example>'
    found = read(
        b"From: " + coded + b"\n" + DATE + b"Subject: =?utf-8?B?DQpCY2M6IHg=?=\rBcc: y\nMessage-ID: <a\rb>\n\nx"
    )
    assert isinstance(found, MailHead)
    for text in (found.sender.name, found.subject, found.message_id):
        assert not set(text) & set("\r\n\x00")


def test_an_address_cannot_carry_controls() -> None:
    assert all(
        "\x1b" not in one.address and "\n" not in one.address for one in addresses(["a\x1b[2J@b.example, <c\nd@e>"])
    )


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\x00" * 100, b"From: a@b", b":", b": x\n\n", b"\xff\xfe", b"From \n", b"\r\n\r\n"]
)
def test_what_is_no_mail(data: bytes) -> None:
    assert isinstance(read(data), str)


pieces = st.sampled_from(
    [
        *(
            b"From: ",
            b"To: ",
            b"Date: ",
            b"Subject: ",
            b"Content-Type: ",
            b"multipart/mixed; boundary=X",
            b"text/html",
            b"\n",
        ),
        *(
            b"\n\n",
            b"--X\n",
            b"--X--",
            b"<a@b.example>",
            b"=?utf-8?Q?=0A?=",
            b"(",
            b'"',
            b"\xff",
            b"\x00",
            b">",
            b"On 2025 wrote:\n",
        ),
        *(
            b"3 Mar 2025 10:00 +0000",
            b"-- \n",
            b"Content-Transfer-Encoding: base64\n",
            b"quoted-printable",
            b"=",
            b"; charset=utf-7",
        ),
    ]
)


@given(st.lists(pieces | st.binary(max_size=8), max_size=30).map(b"".join))
def test_anything_is_read_or_rejected(data: bytes) -> None:
    read(data)
    read(HEAD + data)
