"""Mail that no person wrote, and mail through lists."""

from __future__ import annotations

import pytest

from tui.domain.automatic import Headers, automatic, list_addresses, list_mail, true_sender

LIST: Headers = {"list-id": ["Crate talk <crates.lists.example.org>"]}
ANA = ("Ana Bell", "ana@acme.example")


@pytest.mark.parametrize(
    "headers",
    [
        {"auto-submitted": ["auto-replied"]},
        {"auto-submitted": ["Auto-Generated; owner=x"]},
        {"auto-submitted": ["no", "auto-notified"]},
        {"x-auto-response-suppress": ["All"]},
        {"x-auto-response-suppress": ["DR, OOF, all"]},
        {"x-autoreply": ["yes"]},
        {"x-autoreply": [""]},
        {"x-autorespond": ["ana@acme.example"]},
        {"return-path": ["<>"]},
        {"return-path": [" < > "]},
        {"return-path": ["<MAILER-DAEMON>"]},
        {"content-type": ['multipart/report; report-type="delivery-status"']},
        {"content-type": ["Multipart/Report"]},
        {"precedence": ["bulk"]},
        {"precedence": ["Junk "]},
        {"precedence": ["bulk"], "list-unsubscribe": ["<https://acme.example/out>"]},
    ],
)
def test_automatic_by_header(headers: Headers) -> None:
    assert automatic(headers, "ana@acme.example")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"auto-submitted": ["no"]},
        {"auto-submitted": ["No (a person)"]},
        {"auto-submitted": [""]},
        {"x-auto-response-suppress": ["DR, OOF, AutoReply"]},
        {"x-auto-response-suppress": ["Allow"]},
        {"x-autoreply": ["no"]},
        {"return-path": ["<ana@acme.example>"]},
        {"return-path": ["<ana@acme.example>", "<>"]},
        {"content-type": ["multipart/mixed; x=multipart/report"]},
        {"precedence": ["list"]},
        {"precedence": ["first-class"]},
        {"precedence": ["bulk"], **LIST},
        {"precedence": ["bulk"], "list-post": ["<mailto:crates@lists.example.org>"]},
        {"precedence": ["junk"], "x-beenthere": ["crates@lists.example.org"]},
        LIST,
    ],
)
def test_written_by_a_person(headers: Headers) -> None:
    assert not automatic(headers, "ana@acme.example")


@pytest.mark.parametrize(
    "local",
    [
        *("no-reply", "noreply", "no_reply", "No.Reply", "donotreply", "do-not-reply", "do_not_reply"),
        *("news-noreply", "noreply-news", "noreply+7", "noreply2", "dont-reply"),
        *("mailer-daemon", "MAILER-DAEMON", "mailerdaemon", "postmaster", "bounce", "bounces+7=ana", "auto-reply"),
    ],
)
def test_senders_that_are_machines(local: str) -> None:
    assert automatic({}, f"{local}@acme.example")


@pytest.mark.parametrize(
    "address", ["", "reply@a.example", "techno.replyson@a.example", "piano@noreply.example", "bo@a"]
)
def test_senders_that_are_people(address: str) -> None:
    assert not automatic({}, address)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"precedence": ["bulk"]}, False),
        (LIST, True),
        ({"list-post": ["NO"]}, True),
        ({"x-beenthere": ["x"]}, True),
        ({"list-unsubscribe": ["<mailto:out@a.example>"]}, True),
        ({"precedence": ["List"]}, True),
    ],
)
def test_list_mail(headers: Headers, expected: bool) -> None:
    assert list_mail(headers) is expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, ()),
        (LIST, ("crates@lists.example.org",)),
        ({"list-id": ["crates.lists.example.org"]}, ("crates@lists.example.org",)),
        ({"list-id": ["<nodot>"]}, ()),
        ({"list-id": ['"A <b.c>" <crates.x.example>']}, ("crates@x.example",)),
        ({"list-post": ["<mailto:Crates@Lists.Example.org?subject=x>"]}, ("crates@lists.example.org",)),
        ({"list-post": ["<mailto:a%2Bb@x.example>, <https://x.example>"]}, ("a+b@x.example",)),
        ({"list-post": ["NO (closed)"]}, ()),
        ({"x-beenthere": ["crates@lists.example.org"], **LIST}, ("crates@lists.example.org",)),
        ({"x-beenthere": ["a\x1b[2J@x.example"]}, ()),
        ({"x-beenthere": [""], "list-id": [""]}, ()),
    ],
)
def test_list_addresses(headers: Headers, expected: tuple[str, ...]) -> None:
    assert list_addresses(headers) == expected


def test_true_sender_of_a_rewritten_mail() -> None:
    rewritten = ("Ana Bell via Crate talk", "crates@lists.example.org")
    assert true_sender(rewritten, [ANA], [("", "list@else.example")], LIST) == ANA
    assert true_sender(rewritten, [], [ANA], LIST) == ANA
    assert true_sender(rewritten, [], [("", ANA[1])], LIST) == ANA
    assert true_sender(("'Ana Bell' via Crate talk", "relay@x.example"), [], [("", ANA[1])], LIST) == ANA
    assert true_sender(("Ana Bell", "crates@lists.example.org"), [ANA], [], LIST) == ANA


def test_true_sender_never_is_the_list() -> None:
    rewritten = ("Ana Bell via Crate talk", "crates@lists.example.org")
    both = [("", "crates@lists.example.org"), ANA]
    assert true_sender(rewritten, [], both, LIST) == ANA
    assert true_sender(rewritten, [], both[:1], LIST) == rewritten
    assert true_sender(rewritten, [("", "no address")], [], LIST) == rewritten


def test_true_sender_without_rewriting() -> None:
    assert true_sender(ANA, [("Bo", "bo@x.example")], [("Bo", "bo@x.example")], LIST) == ANA
    via = ("Ana via Post Office", "post@office.example")
    assert true_sender(via, [], [ANA], {}) == via
