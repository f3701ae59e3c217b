"""The plain records that readers of mail make."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.model import Instant


class Rejected(Exception):
    """A message that cannot be used at all; `reason` is a plain phrase for a report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address in lower case, with the name that came with it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as it was stored. `where` is for people: "box.mbox, message 17".

    `fault` says why the message cannot be read; `data` is then its beginning only.
    """

    where: str
    data: bytes
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class MailHead:
    """What the headers of a mail say, cleaned.

    Ids come without angle brackets; a mail without one has the sha256 of its content, "<hex>@missing.kept".
    `sender` is the person behind a From that a list has rewritten. `to` and `cc` hold the first addresses only,
    `to_count` is how many stand in To. `references` are oldest first, then what In-Reply-To adds;
    `in_reply_to` is the first id there, else the last reference.
    """

    message_id: str
    at: Instant
    sender: Address
    to: tuple[Address, ...]
    to_count: int
    cc: tuple[Address, ...]
    subject: str
    references: tuple[str, ...]
    in_reply_to: str | None
    automatic: bool
    list_mail: bool
    list_addresses: tuple[str, ...]
