"""Mail that is logged as it is, by the ordinary import."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tui.domain.model import Instant
from tui.domain.outcome import Told
from tui.domain.problem import Problem
from tui.ingest.mail import parse_head
from tui.ingest.record import Rejected
from tui.ingest.sources import Source
from tui.services.cases import visible
from tui.services.importing import import_mail
from tui.services.request import Request
from tui.store import interactions, relationships
from tui.store.store import Store


def log_mail(store: Store, request: Request) -> tuple[Told, ...]:
    """Take in mail and tell which interactions it is; the same mail again changes nothing.

    Raises Problem where it cannot be read or is nobody's.
    """
    report = import_mail(store, request)
    with store.read() as conn:
        told = tuple(each for source in request.sources for each in _told(conn, source, request))
    if told:
        return told
    if report.counts.rejected:
        raise Problem("The mail could not be read.", "kept doctor --rejected says why.")
    raise Problem(
        "This mail is from and to nobody you write with.",
        "kept add NAME --address ADDRESS makes a relationship of them; then log it again.",
    )


def _told(conn: sqlite3.Connection, source: Source, request: Request) -> Iterator[Told]:
    for ident in dict.fromkeys(_interactions(conn, source, request.wall)):
        owner, direction = conn.execute(
            "SELECT relationship, direction FROM interaction WHERE id = ?", (ident,)
        ).fetchone()
        found = relationships.get(conn, owner)
        if found is not None and visible([found], request.actor):
            said = "mail from them logged" if direction == "in" else "mail to them logged"
            yield Told(f"i{ident}", found.id, found.name, said)


def _interactions(conn: sqlite3.Connection, source: Source, wall: Instant) -> Iterator[int]:
    for raw in source:
        try:
            head = parse_head(raw.data, wall)
        except Rejected:
            continue
        yield from interactions.of_message(conn, head.message_id)
