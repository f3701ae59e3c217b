"""A made mbox, for where no real mail is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, formataddr
from itertools import islice
from pathlib import Path

from tests.bench import biglog
from tui.domain.mailing import Mail

MAILS, PARTIES = 13_464, 400
OWNER = "ana@larkfield.example"


def make(path: Path, mails: int = MAILS) -> Path:
    """Write so many mails between one of us and all of them, as one mbox; returns its path."""
    with path.open("wb") as file:
        for mail in islice(_mails(), mails):
            file.write(b"From made Mon Mar  9 08:30:00 2026\n" + _message(mail).encode() + b"\n")
    return path


def _mails() -> Iterator[Mail]:
    """Thread by thread, without an end."""
    seed = biglog.SEED
    while True:
        for party in biglog.planned(PARTIES, 2 * MAILS, seed):
            for read in biglog.mails(party, seed):
                if read.mail:
                    yield read.mail
        seed += 1


def _message(mail: Mail) -> str:
    sender, to = (formataddr(_named(who)) for who in (mail.sender, mail.to[0]))
    heads = [f"From: {sender}", f"To: {to}", f"Subject: {mail.subject}", f"Message-ID: <{mail.message_id}>"]
    heads.append(f"Date: {format_datetime(datetime.fromtimestamp(mail.at, UTC))}")
    if mail.parent:
        heads.append(f"In-Reply-To: <{mail.parent}>")
        heads.append(f"References: {' '.join(f'<{each}>' for each in mail.references)}")
    heads.append("Content-Type: text/plain; charset=utf-8")
    return "\n".join((*heads, "", mail.text or "", ""))


def _named(who: tuple[str, str]) -> tuple[str, str]:
    """Name and address; all of ours are one person here."""
    address, name = who
    return ("Ana", OWNER) if address.endswith("@larkfield.example") else (name, address)
