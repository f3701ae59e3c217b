"""Small mailboxes, and databases that they are imported into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from tui.domain.model import Instant
from tui.domain.rules import Rules
from tui.ingest.record import RawMessage
from tui.services.founding import found
from tui.services.identity import Account
from tui.services.importing import import_mail
from tui.services.request import Report, Request
from tui.store.store import Store

ME = "ana@larkfield.example"
METTE = "mette@halden.example"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NOW = int(datetime(2026, 3, 9, 8, tzinfo=UTC).timestamp())


class Given:
    """Messages as a source."""

    def __init__(self, messages: Sequence[bytes]) -> None:
        self.messages = messages
        self.size = self.position = len(messages)
        self.passed_over: list[str] = []

    def __iter__(self):
        return (RawMessage(f"message {n}", data) for n, data in enumerate(self.messages))


def hour(number: float) -> Instant:
    """The instant so many hours after the first Monday of the stories."""
    return int((START + timedelta(hours=number)).timestamp())


def letter(
    sender: str, to: str, at: float, subject: str = "Workshop", text: str = "Could you look?", **fields: str
) -> bytes:
    """A mail `at` so many hours; its id is what it says of itself, or what its `fields` say."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(START + timedelta(hours=at))
    fields = {"message_id": f"<{at}@x.example>", **fields}
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def exchange(them: str = METTE, at: float = 0.0) -> list[bytes]:
    """We write and they ask: that makes a relationship with an open wait."""
    ours = letter(ME, them, at, text="Here it is.")
    return [ours, letter(them, ME, at + 1, in_reply_to=f"<{at}@x.example>")]


def empty(folder: Path, rules: Rules | None = None) -> Store:
    """A database of ana's with nothing in it."""
    store = Store(folder / "kept.db")
    found(store, Account("ana", "Ana"), rules or Rules(), NOW, NOW)
    return store


def taken_in(store: Store, messages: Sequence[bytes], me: Sequence[str] = (ME,), moment: Instant = NOW) -> Report:
    """What an import of these messages says."""
    wall = max(NOW, moment)
    return import_mail(store, Request([Given(messages)], "ana", tuple(me), moment, wall))  # type: ignore[list-item]
