"""A made mbox, for where no real mail is at hand."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, formataddr
from itertools import islice
from pathlib import Path

from tests.bench import biglog
from tui.domain.mailing import Mail
from tui.ingest.mbox import messages

MAILS, PARTIES = 13_464, 400
OWNER = "ana@larkfield.example"
ENVELOPE = b"From made Mon Mar  9 08:30:00 2026\n"
HOPS, SIGNATURE, QUOTED = 3, 480, 24
"""Servers on the way, letters of a signature, lines of the mail before: as much as real mail carries along."""


def make(path: Path, mails: int = MAILS) -> Path:
    """Write so many mails between one of us and all of them, as one mbox; returns its path."""
    with path.open("wb") as file:
        for message in islice(_messages(), mails):
            file.write(ENVELOPE + message.encode() + b"\n")
    return path


def part(mailbox: Path, path: Path, mails: int) -> Path:
    """Write the first mails of an mbox to another; returns its path."""
    with mailbox.open("rb") as stream:
        end = sum(size for _, size in islice(messages(stream), mails))
        stream.seek(0)
        path.write_bytes(stream.read(end))
    return path


def _messages() -> Iterator[str]:
    """Thread by thread, without an end; an answer quotes what it answers."""
    seed = biglog.SEED
    while True:
        rng = random.Random(f"{seed} on the way")
        for party in biglog.planned(PARTIES, 2 * MAILS, seed):
            before: list[str] = []
            for mail in (read.mail for read in biglog.mails(party, seed) if read.mail):
                said = textwrap.wrap(mail.text or "", 72)
                quoted = [f"> {line}" for line in before][:QUOTED] if mail.parent else []
                before = [*said, "", *quoted]
                yield "\n".join((*_heads(mail, rng), "", *before, ""))
        seed += 1


def _heads(mail: Mail, rng: random.Random) -> Iterator[str]:
    date = format_datetime(datetime.fromtimestamp(mail.at, UTC))
    for hop in range(HOPS):
        yield f"Received: from relay{hop}.example (relay{hop}.example [192.0.2.{hop + 1}])"
        yield f"\tby mx{hop}.example (Postfix) with ESMTPS id {rng.getrandbits(48):012X};\n\t{date}"
    yield "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example; s=made;"
    yield f"\tb={rng.getrandbits(4 * SIGNATURE):0{SIGNATURE}x}"
    sender, to = (formataddr(_named(who)) for who in (mail.sender, mail.to[0]))
    yield from (f"From: {sender}", f"To: {to}", f"Subject: {mail.subject}", f"Message-ID: <{mail.message_id}>")
    yield f"Date: {date}"
    if mail.parent:
        yield f"In-Reply-To: <{mail.parent}>"
        yield f"References: {' '.join(f'<{each}>' for each in mail.references)}"
    yield from ("MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8")


def _named(who: tuple[str, str]) -> tuple[str, str]:
    """Name and address; all of ours are one person here."""
    address, name = who
    return ("Ana", OWNER) if address.endswith("@larkfield.example") else (name, address)
