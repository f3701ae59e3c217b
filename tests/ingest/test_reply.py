"""What of a mail its sender wrote."""

from __future__ import annotations

import pytest

from tui.ingest.htmltext import text_of
from tui.ingest.reply import own_part

SENTENCE = "The crates came on Monday."


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"Hi Ana,\n\n{SENTENCE}\n\n  - one\n  - two",
        f"{SENTENCE}\nFrom: here on it is easy.",
        f"{SENTENCE}\n\nOn Monday we wrote:\nnothing.",
        "Thanks!",
        "Thanks,\nAna",
        f"Thanks, Bo.\n\n{SENTENCE}",
        f"Thanks\n\nI will look at them on Tuesday.\n\n{SENTENCE}",
        f"a -- b\n{SENTENCE}",
        f"-----\n{SENTENCE}",
        f"{SENTENCE}\n\n--\n" + "More follows here, line by line.\n" * 29 + "End",
        "a > b, b < c",
    ],
)
def test_all_of_it_is_own(text: str) -> None:
    assert own_part(text) == text


@pytest.mark.parametrize(
    "before",
    [
        "> quoted\n> more\n\n",
        "On Mon, 3 Mar 2025 at 10:00, Ana Bell <ana@acme.example> wrote:\n> quoted\n\n",
        "On Mon, 3 Mar 2025 at 10:00, Ana Bell\n<ana@acme.example> wrote:\n\n> quoted\n>\n> more\n",
        "* Ana Bell <ana@acme.example> [250303 10:00]:\n> quoted\n",
        "Ana Bell <ana@acme.example> writes:\n\n>> quoted\n",
        "Am 03.03.25 um 10:00 schrieb Ana Bell:\n> zitiert\n",
        "Le 3 mars 2025 à 10:00, Ana Bell a écrit :\n> cité\n",
        "El 3 mar 2025 10:00, Ana Bell escribió:\n> citado\n",
        "2025年3月3日 10:00 Ana Bell 写道：\n> 引用\n",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n",
        "    On Mon, 3 Mar 2025 at 10:00, Ana Bell wrote:\n    quoted\n\n    more quoted\n",
    ],
)
def test_what_stands_above_is_not_own(before: str) -> None:
    assert own_part(f"{before}{SENTENCE}") == SENTENCE


@pytest.mark.parametrize(
    "after",
    [
        "\n\nOn Mon, 3 Mar 2025 at 10:00, Ana Bell <ana@acme.example> wrote:\n> quoted\n",
        "\n\nOn Mon, 3 Mar 2025 at 10:00, Ana Bell <ana@acme.example> wrote:\n\nquoted without marks\n",
        "\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\n\nquoted\n",
        "\n\n-----Ursprüngliche Nachricht-----\nVon: Ana\n\nzitiert\n",
        "\n\n---------- Forwarded message ---------\nFrom: Ana\n\nquoted\n",
        "\n\nBegin forwarded message:\n\nquoted\n",
        "\n\nFrom: Ana Bell <ana@acme.example>\nSent: Monday\nTo: Bo\nSubject: Crates\n\nquoted\n",
        "\n\n________________________________\nFrom: Ana Bell\nSent: Monday\nTo: Bo\n\nquoted\n" + "more\n" * 50,
        "\n\n*Von:* Ana Bell\n*Gesendet:* Montag\n*An:* Bo\n*Betreff:* Kisten\n\nzitiert\n",
        "\n\nAna Bell@ACME\n03/03/2025 10:00 AM\nTo: Bo/OURS\ncc: \nSubject: Crates\n\nquoted\n",
        "\n\n-- \nBo\nOurs Ltd.\n",
        "\n\n--\nBo\n",
        "\n\n-- \nBo\n\nOn Mon, 3 Mar 2025 at 10:00, Ana wrote:\n> quoted\n",
        "\n\nBest regards,\nBo Marsh\nOurs Ltd.\n+49 30 1234567\n",
        "\n\nThanks,\nBo\n",
        "\n\nMit freundlichen Grüßen\n\nBo Marsh\n",
        "\n\nCheers\n\n> quoted\n",
        "\n\nSent from my telephone\n",
        "\n\n_______________________________________________\nCrates mailing list\nCrates@lists.example.org\n",
        "\n\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n",
        "\n\nThis e-mail is confidential and for its intended recipient only; notify us if it is not for you.\n",
    ],
)
def test_what_stands_below_is_not_own(after: str) -> None:
    assert own_part(f"{SENTENCE}{after}") == SENTENCE


def test_answers_between_quotes() -> None:
    quoted = "On 3 Mar 2025 at 10:00, Ana wrote:\n> When?\n"
    text = f"Hi Ana,\n\n{quoted}\nTuesday.\n\n> Where?\n> Thanks\n\nHere.\n\n-- \nBo\n"
    assert own_part(text) == "Hi Ana,\n\nTuesday.\n\nHere."


def test_a_forward_without_a_word_has_no_own_text() -> None:
    assert own_part("---------- Forwarded message ---------\nFrom: Ana\n\nquoted\n") == ""


def test_answers_below_a_heading_that_is_not_quoted() -> None:
    text = "-----Original Message-----\nFrom: Ana\nSent: Monday\nTo: Bo\nSubject: Crates\n\n> When?\nTuesday.\n"
    assert own_part(text) == "Tuesday."


def test_a_heading_of_its_own() -> None:
    assert own_part(f"Bo Marsh\n03/03/2025 10:00 AM\nTo: Ana\ncc: \nSubject: Crates\n\n{SENTENCE}\n") == SENTENCE


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>two<br/>three</p>", "One\n\ntwo\nthree"),
        (
            "<html><head><title>T</title><style>p{}</style></head><body>x<script>if (a < b) y()</script>z</body>",
            "xz",
        ),
        ("<head>no end<body>x", "x"),
        ("a&nbsp;b &amp; c &lt;d&gt; &#8364; &#x20AC;", "a\xa0b & c <d> € €"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<div>a</div><div>b</div>", "a\nb"),
        (
            "new<blockquote>old<br>older<div>oldest</div></blockquote>newer",
            "new\n\n> old\n> older\n> oldest\n\nnewer",
        ),
        ("a<!-- hidden <p> -->b<!-- open", "ab"),
        ("a <b>bold</b>\n  word", "a bold word"),
        ("3 < 4 and <unclosed", "3 < 4 and <unclosed"),
        ("&#99999999999999999999;x", "\ufffdx"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<!DOCTYPE html><?xml?><p>x</p>", "x"),
        ("", ""),
    ],
)
def test_html(html: str, expected: str) -> None:
    assert text_of(html).strip() == expected
