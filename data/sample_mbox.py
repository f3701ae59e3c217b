"""Turns the sample's letters into the bytes of one mailbox file (mboxrd)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from sample_letters import Letter, Person

# Long lines stay whole and headers come out the same everywhere.
WIRE = policy.SMTP.clone(linesep="\n", max_line_length=120)
FROM_LINE = re.compile(rb"^(>*From )", re.MULTILINE)


def mailbox_bytes(letters: Iterable[Letter]) -> bytes:
    """All letters as one mboxrd file: lines that look like a separator get one more ">"."""
    return b"".join(entry(letter) for letter in letters)


def entry(letter: Letter) -> bytes:
    """One letter with its separator before it and its empty line after it."""
    sender = "MAILER-DAEMON" if letter.bounce else letter.sender.address
    start = f"From {sender} {letter.at:%a %b %d %H:%M:%S %Y}\n".encode("ascii")
    return start + FROM_LINE.sub(rb">\1", mail(letter).as_bytes(policy=WIRE)) + b"\n"


def mail(letter: Letter) -> EmailMessage:
    """A letter as a mail message."""
    message = EmailMessage(policy=WIRE)
    add_headers(message, letter)
    text = full_text(letter)
    message.set_content(text, charset=letter.encoding)
    if "html" in letter.sender.style.split():
        message.add_alternative(as_html(text), subtype="html")
        message.set_boundary(f"=_{letter.message_id[1:24]}")
    if letter.bounce:
        add_report(message, letter)
    return message


def add_headers(message: EmailMessage, letter: Letter) -> None:
    """The headers in the order in which a mail collects them."""
    headers = dict(letter.headers)
    if "Return-Path" in headers:
        message["Return-Path"] = headers.pop("Return-Path")
    if not letter.sender.ours:
        host = letter.sender.address.partition("@")[2]
        stamp = format_datetime(letter.at + timedelta(seconds=3))
        message["Received"] = f"from mail.{host} by mx.larkfield.example with ESMTPS; {stamp}"
    message["Date"] = format_datetime(local(letter.at, letter.sender.offset))
    message["From"] = mailbox(letter.sender)
    message["To"] = [mailbox(person) for person in letter.to]
    if letter.cc:
        message["Cc"] = [mailbox(person) for person in letter.cc]
    message["Subject"] = letter.subject
    message["Message-ID"] = letter.message_id
    if letter.parent:
        message["In-Reply-To"] = letter.parent.message_id
        message["References"] = " ".join(references(letter))
    for name, value in headers.items():
        message[name] = value


def references(letter: Letter) -> list[str]:
    """The ids of all letters before this one, oldest first."""
    parent = letter.parent
    return [*references(parent), parent.message_id] if parent else []


def mailbox(person: Person) -> Address:
    """A person as an address field has them."""
    return Address(display_name=person.name, addr_spec=person.address)


def local(at: datetime, offset: str) -> datetime:
    """The same instant on the clock of its sender."""
    hours, minutes = int(offset[:3]), int(offset[4:])
    return at.astimezone(timezone(timedelta(hours=hours, minutes=minutes)))


def full_text(letter: Letter) -> str:
    """What was typed, the signature of a teammate, and often what it answers."""
    signature = f"\n\n-- \n{letter.sender.signature}" if letter.sender.ours else ""
    quote = f"\n\n{quoted(letter.parent)}" if letter.parent and letter.quoting else ""
    return f"{letter.body}{signature}{quote}\n"


def quoted(letter: Letter) -> str:
    """The letter that is answered, in the way of most mail programs."""
    at = local(letter.at, letter.sender.offset)
    intro = f"On {at:%a, %d %b %Y at %H:%M}, {letter.sender.name} <{letter.sender.address}> wrote:"
    return "\n".join([intro, *(f"> {line}".rstrip() for line in letter.body.splitlines())])


def as_html(text: str) -> str:
    """A plain text as the HTML that a mail program would send beside it."""
    parts = (escape(part).replace("\n", "<br>") for part in text.strip().split("\n\n"))
    return "<html><body>" + "".join(f"<p>{part}</p>\n" for part in parts) + "</body></html>\n"


def add_report(message: EmailMessage, letter: Letter) -> None:
    """What a mail server says about a mail that it could not deliver."""
    report = EmailMessage(policy=WIRE)
    report["Content-Type"] = "message/delivery-status"
    for block in (
        {"Reporting-MTA": "dns; mx.larkfield.example"},
        {"Final-Recipient": f"rfc822; {letter.bounce}", "Action": "failed", "Status": "5.1.1"},
    ):
        part = EmailMessage(policy=WIRE)
        for name, value in block.items():
            part[name] = value
        report.attach(part)
    message.make_mixed(boundary="=_report")
    message.attach(report)
    message.set_type("multipart/report")
    message.set_param("report-type", "delivery-status")
