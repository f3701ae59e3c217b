"""The threads that tie mail together, in whatever order it arrives."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tui.domain.mailing import SUBJECT_SPAN, Ours

CHUNK = 400

# Every such pair ties, not only the nearest one: so the order of arrival cannot matter. The plus keeps SQLite from
# trying everybody's address where a mail has but a few.
SAME_SUBJECT = """
WITH pair(mail, mail_sender, other, thread, other_sender) AS (
    SELECT mail.id, mail.sender, other.id, other.thread, other.sender FROM json_each(?1) AS one
    CROSS JOIN mail ON mail.id = one.value CROSS JOIN mail AS other ON other.subject_key = mail.subject_key
        AND other.subject_key <> '' AND other.at BETWEEN mail.at AND mail.at + ?2 AND other.parent IS NULL
    WHERE other.id <> mail.id AND other.thread <> 0
    UNION ALL SELECT mail.id, mail.sender, other.id, other.thread, other.sender FROM json_each(?1) AS one
    CROSS JOIN mail ON mail.id = one.value CROSS JOIN mail AS other ON other.subject_key = mail.subject_key
        AND other.subject_key <> '' AND other.at BETWEEN mail.at - ?2 AND mail.at
    WHERE mail.parent IS NULL AND other.id <> mail.id AND other.thread <> 0)
SELECT DISTINCT mail, thread FROM pair WHERE
    (mail_sender IN (SELECT value FROM json_each(?3)) AND (mail_sender = other_sender OR EXISTS
        (SELECT 1 FROM party WHERE mail = other AND field IN ('cc', 'to') AND address = mail_sender)))
    OR EXISTS (SELECT 1 FROM party AS theirs WHERE theirs.mail = pair.mail
        AND +theirs.address IN (SELECT value FROM json_each(?3)) AND (theirs.address = other_sender OR EXISTS
        (SELECT 1 FROM party WHERE mail = other AND field IN ('cc', 'to') AND address = theirs.address)))
"""
PEOPLE = """
SELECT id, address FROM address WHERE key <> '' AND id IN (
    SELECT mail.sender FROM json_each(?1) AS one JOIN mail ON mail.id = one.value
    UNION SELECT party.address FROM json_each(?1) AS one JOIN party ON party.mail = one.value)
"""


class _Joined:
    """Which threads are one; a joined thread goes by the smallest number in it."""

    def __init__(self) -> None:
        self.under: dict[int, int] = {}

    def of(self, thread: int) -> int:
        """The thread in which one is by now."""
        top = thread
        while top in self.under:
            top = self.under[top]
        while thread != top:
            self.under[thread], thread = top, self.under[thread]
        return top

    def join(self, one: int, other: int) -> None:
        """Make two threads one."""
        low, high = sorted((self.of(one), self.of(other)))
        if low != high:
            self.under[high] = low


def tie(conn: sqlite3.Connection, idents: Sequence[int], ours: Ours) -> set[int]:
    """Put mail that stands in threads of its own into its threads, joining those that it ties together.

    Returns every relationship that has an interaction in a joined thread.
    """
    marks = json.dumps(idents)
    named = list(_named(conn, marks))
    stored = _stored(conn, {message_id for *_, ids in named for message_id in ids})
    joined, seen = _Joined(), dict(stored)
    for _, thread, ids in named:
        for message_id in ids:
            joined.join(thread, seen.setdefault(message_id, thread))
    threads = {ident: thread for ident, thread, _ in named}
    for ident, other in _same_subject(conn, marks, ours):
        joined.join(threads[ident], other)
    conn.executemany(
        "INSERT INTO reference(message_id, thread) VALUES(?, ?)",
        [(message_id, joined.of(thread)) for message_id, thread in seen.items() if message_id not in stored],
    )
    return _moved(conn, {thread: joined.of(thread) for thread in joined.under})


def tie_all(conn: sqlite3.Connection, ours: Ours) -> None:
    """Make all threads anew."""
    conn.execute("DELETE FROM reference")
    conn.execute("UPDATE mail SET thread = 0")
    rows = conn.execute("SELECT id FROM mail WHERE deleted_at IS NULL ORDER BY id").fetchall()
    found = (ident for (ident,) in rows)
    while chunk := list(islice(found, CHUNK)):
        # what comes later has no thread yet, as on import: else mail with one subject ties to every later one
        conn.executemany("UPDATE mail SET thread = id WHERE id = ?", [(ident,) for ident in chunk])
        tie(conn, chunk, ours)


def _named(conn: sqlite3.Connection, marks: str) -> Iterator[tuple[int, int, set[str]]]:
    """Each mail, its thread, and its message id with all that it refers to."""
    rows = conn.execute(
        "SELECT id, thread, message_id, refers_to, parent FROM mail WHERE id IN (SELECT value FROM json_each(?))",
        (marks,),
    )
    for ident, thread, own, refers_to, parent in rows:
        yield ident, thread, {own, *json.loads(refers_to), *([parent] if parent else [])}


def _stored(conn: sqlite3.Connection, message_ids: Iterable[str]) -> dict[str, int]:
    """The threads of those message ids that were seen before."""
    rows = conn.execute(
        "SELECT message_id, thread FROM reference WHERE message_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(message_ids)),),
    )
    return dict(rows.fetchall())


def _same_subject(conn: sqlite3.Connection, marks: str, ours: Ours) -> Iterator[tuple[int, int]]:
    """Each mail with a thread of mail with its subject and people, at most 14 days before one without references.

    A list's own address is nobody.
    """
    people = [ident for ident, address in conn.execute(PEOPLE, (marks,)) if address not in ours]
    return iter(conn.execute(SAME_SUBJECT, (marks, SUBJECT_SPAN, json.dumps(people))).fetchall())


def _moved(conn: sqlite3.Connection, moved: dict[int, int]) -> set[int]:
    """Let all that stood in some threads stand in those that they are one with; returns whose they are."""
    rows = conn.execute(
        "SELECT DISTINCT relationship FROM interaction WHERE thread IN (SELECT value FROM json_each(?))"
        " AND thread <> 0",  # for its index
        (json.dumps(list(moved)),),
    )
    touched = {relationship for (relationship,) in rows}
    changes = [(new, old) for old, new in moved.items()]
    conn.executemany("UPDATE mail SET thread = ? WHERE thread = ?", changes)
    conn.executemany("UPDATE reference SET thread = ? WHERE thread = ?", changes)
    conn.executemany("UPDATE interaction SET thread = ? WHERE thread = ? AND thread <> 0", changes)
    return touched
