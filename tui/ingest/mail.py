"""A mail's headers and own text as plain records."""

from __future__ import annotations

import binascii
from hashlib import sha256

from tui.domain.automatic import automatic, list_addresses, list_mail, true_sender
from tui.domain.model import Instant
from tui.domain.text import clean, clean_line
from tui.ingest.dates import passed_at, sent_at
from tui.ingest.headers import FIELD_LIMIT, Fields, addresses, decode_words, fields, ids, split_mail, wanted
from tui.ingest.mime import body_text
from tui.ingest.record import Address, MailHead, Rejected
from tui.ingest.reply import own_part

ADDRESS_COUNT_LIMIT = 1_000
REFERENCE_LIMIT = 200
SUBJECT_LIMIT = 500
BODY_LIMIT = 200_000
OWN_TEXT_LIMIT = 20_000

_WANTED = wanted(
    (
        *("message-id", "date", "from", "sender", "to", "cc", "subject", "references", "in-reply-to"),
        *("reply-to", "x-original-from", "return-path", "content-type", "precedence", "auto-submitted"),
        *("x-auto-response-suppress", "x-autoreply", "x-autorespond"),
        *("list-id", "list-post", "list-unsubscribe", "x-beenthere"),
    )
)
# many and long, and seldom needed
_PASSED = wanted(("received",))
# What parsers raise for hostile input; nothing else is expected, so nothing else is caught.
_GARBLED = (ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError, binascii.Error)


def parse_head(data: bytes, wall: Instant) -> MailHead:
    """What the headers of a message say; dates more than two days after `wall` are not believed.

    Raises Rejected for a message without a sender or a usable date, and for one that cannot be read.
    """
    try:
        return _head(data, wall)
    except _GARBLED as fault:
        raise Rejected(f"the headers cannot be read ({type(fault).__name__})") from fault


def own_text(data: bytes) -> str:
    """What the sender wrote in this message: no quotes, no signature, no attachments; cleaned and cut to size.

    Raises Rejected for a message that cannot be read.
    """
    try:
        text = clean(body_text(data), BODY_LIMIT)
        return own_part(text)[:OWN_TEXT_LIMIT]
    except _GARBLED as fault:
        raise Rejected(f"the text cannot be read ({type(fault).__name__})") from fault


def _head(data: bytes, wall: Instant) -> MailHead:
    head = split_mail(data)[0]
    found = fields(head, _WANTED)
    sender = _sender(found)
    at = sent_at(found.get("date", []), wall)
    if at is None:
        at = passed_at(fields(head, _PASSED).get("received", []), wall)
    if at is None:
        raise Rejected("it has no usable date")
    to = addresses(found.get("to", []))
    references = ids(found.get("references", []))
    answered = ids(found.get("in-reply-to", [])) or references[-1:]
    return MailHead(
        message_id=next(iter(ids(found.get("message-id", [])[:1])), None) or _id_of_content(data),
        at=at,
        sender=sender,
        to=tuple(to[:ADDRESS_COUNT_LIMIT]),
        to_count=_count(found.get("to", []), to),
        cc=tuple(addresses(found.get("cc", []))[:ADDRESS_COUNT_LIMIT]),
        subject=_subject(found),
        references=tuple(_ends(list(dict.fromkeys([*references, *answered])))),
        in_reply_to=answered[0] if answered else None,
        automatic=automatic(found, sender.address),
        list_mail=list_mail(found),
        list_addresses=list_addresses(found),
    )


def _sender(found: Fields) -> Address:
    named = addresses(found.get("from", [])) or addresses(found.get("sender", []))
    if not named:
        raise Rejected("it has no sender")
    first = named[0]
    if " via " not in first.name and not list_mail(found):
        return first
    original = [(one.name, one.address) for one in addresses(found.get("x-original-from", []))]
    reply_to = [(one.name, one.address) for one in addresses(found.get("reply-to", []))]
    return Address(*true_sender((first.name, first.address), original, reply_to, found))


def _subject(found: Fields) -> str:
    raw = next(iter(found.get("subject", [])), "")
    return clean_line(decode_words(raw[: 10 * SUBJECT_LIMIT]), SUBJECT_LIMIT).strip()


def _count(values: list[str], read: list[Address]) -> int:
    """How many addresses stand in To; beyond what is read, by their at signs."""
    whole = ",".join(values)
    return len(read) if len(whole) <= FIELD_LIMIT else max(len(read), whole.count("@"))


def _ends(references: list[str]) -> list[str]:
    """The first of many references begins the thread, the last ones are nearest."""
    if len(references) <= REFERENCE_LIMIT:
        return references
    return references[:1] + references[1 - REFERENCE_LIMIT :]


def _id_of_content(data: bytes) -> str:
    """An id for a mail without one: the same for the same mail, however its lines end."""
    head, body = split_mail(data)
    content = (head + b"\n\n" + body).replace(b"\r\n", b"\n").rstrip(b"\n")
    return f"{sha256(content).hexdigest()}@missing.kept"
