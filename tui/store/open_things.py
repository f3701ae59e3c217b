"""What is open at a moment, across all relationships; works for any moment, since nothing here ages."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from tui.domain.gist import bare, gist, question
from tui.domain.model import DAY, FollowUp, Instant, Promise, Renegotiation, Snooze, Wait
from tui.domain.today import Kindness, OpenWait

KIND_SPAN_DAYS = 30
OWNED = (
    "SELECT id FROM relationship WHERE owner IN"
    " (SELECT id FROM teammate WHERE handle IN (SELECT value FROM json_each(:whose))) AND deleted_at IS NULL"
)


class _Lasting(NamedTuple):
    """A table of things that begin and end, with what its rows must be like."""

    table: str
    began: str
    ended: str
    live: str

    def open(self, among: Collection[int] | None) -> str:
        """A query of what is open at :now, be it in the relationships :among alone.

        What is open still and what ended only later have an index each; left to choose, SQLite goes through
        everything that a relationship ever had.
        """
        rest = f"{self.live} AND {self.began} <= :now{_some(among)}"
        return (
            f"SELECT * FROM {self.table} INDEXED BY {self.table}_still WHERE {self.ended} IS NULL AND {rest}"
            f" UNION ALL SELECT * FROM {self.table} INDEXED BY {self.table}_ended"
            f" WHERE {self.ended} > :now AND {rest}"
        )


WAIT = _Lasting("wait", "opened", "ended", "measured = 0")
PROMISE = _Lasting("promise", "made_at", "ended_at", "deleted_at IS NULL")
FOLLOW_UP = _Lasting("follow_up", "made_at", "ended_at", "deleted_at IS NULL AND relationship IS NOT NULL")

UNTHANKED = """
SELECT * FROM interaction AS kind INDEXED BY interaction_signal
WHERE signal IN ('praise', 'referral') AND deleted_at IS NULL AND at BETWEEN :since AND :now{some}
AND NOT EXISTS (SELECT 1 FROM interaction AS thanks WHERE thanks.relationship = kind.relationship
    AND thanks.gesture = 'thanks' AND thanks.direction <> 'in'
    AND thanks.at BETWEEN kind.at AND :now AND thanks.deleted_at IS NULL)
"""


def concerned(conn: sqlite3.Connection, whose: Collection[str] | None, now: Instant) -> set[int]:
    """The relationships in which something open, or worth a word, is of these teammates, or of anybody."""
    about = {"now": now, "since": now - KIND_SPAN_DAYS * DAY, "whose": json.dumps(sorted(whose or ()))}
    tell = (WAIT.open(None), PROMISE.open(None), FOLLOW_UP.open(None), UNTHANKED.format(some=""))
    if whose is None:
        rows = conn.execute(" UNION ".join(f"SELECT relationship FROM ({each})" for each in tell), about)
    else:
        rows = conn.execute(
            "WITH mine AS MATERIALIZED (SELECT value FROM json_each(:whose)),"
            f" owned AS MATERIALIZED ({OWNED})"
            " SELECT relationship FROM ({}) WHERE relationship IN owned UNION SELECT relationship FROM ({})"
            " WHERE CASE WHEN by_us THEN author IN mine ELSE relationship IN owned END UNION SELECT relationship"
            " FROM ({}) WHERE owner IN mine UNION SELECT relationship FROM ({}) WHERE relationship IN owned".format(
                *tell
            ),
            about,
        )
    return {relationship for (relationship,) in rows}


def busy(conn: sqlite3.Connection, now: Instant, among: Collection[int] | None = None) -> set[int]:
    """The relationships in which something of either side is open, all of them or those of some."""
    tell = (WAIT.open(among), PROMISE.open(among), FOLLOW_UP.open(among))
    rows = conn.execute(" UNION ".join(f"SELECT relationship FROM ({each})" for each in tell), _about(now, among))
    return {relationship for (relationship,) in rows}


def waiting_since(conn: sqlite3.Connection, now: Instant) -> dict[int, Instant]:
    """When the oldest open wait of each relationship was opened."""
    rows = conn.execute(
        f"SELECT relationship, min(opened) FROM ({WAIT.open(None)}) GROUP BY relationship", {"now": now}
    )
    return dict(rows.fetchall())


def waits(
    conn: sqlite3.Connection, now: Instant, phrases: Iterable[str], among: Collection[int] | None = None
) -> dict[int, list[OpenWait]]:
    """Open waits by relationship, of all or of some, with what was asked and by whom."""
    rows = conn.execute(
        "SELECT wait.relationship, wait.opener, wait.thread, wait.opened, wait.pings,"
        " coalesce(mail.subject, ''), coalesce(interaction.text, mail.text), coalesce(contact.name, ''),"
        f" interaction.channel FROM ({WAIT.open(among)}) AS wait"
        " JOIN interaction ON interaction.id = wait.opener LEFT JOIN mail ON mail.id = interaction.mail"
        " LEFT JOIN contact ON contact.id = interaction.contact",
        _about(now, among),
    ).fetchall()
    pings = {row[1]: json.loads(row[4]) for row in rows if row[4] != "[]"}
    instants = _instants(conn, [ping for each in pings.values() for ping in each])
    found = defaultdict(list)
    for relationship, opener, thread, opened, _, subject, text, contact, channel in rows:
        joined = tuple(ping for ping in pings.get(opener, ()) if instants.get(ping, now + 1) <= now)
        last = instants[joined[-1]] if joined else None
        wait = Wait(opener, thread, opened, joined, last)
        asked = question(text, phrases) or bare(subject) or gist(text, "", phrases)
        found[relationship].append(OpenWait(wait, asked, contact, channel))
    return found


def promises(
    conn: sqlite3.Connection, now: Instant, among: Collection[int] | None = None
) -> dict[int, list[Promise]]:
    """Open promises of both sides by relationship, of all or of some."""
    rows = conn.execute(
        "SELECT id, relationship, by_us, author, text, made_at, due, day_alone, version"
        f" FROM ({PROMISE.open(among)})",
        _about(now, among),
    ).fetchall()
    moves = defaultdict(list)
    for promise, at, old, new, agreed in conn.execute(
        "SELECT promise, at, old_due, new_due, agreed FROM renegotiation"
        " WHERE promise IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL",
        (json.dumps([row[0] for row in rows]),),
    ):
        moves[promise].append(Renegotiation(at, old, new, bool(agreed)))
    found = defaultdict(list)
    for i, relationship, us, author, text, made, due, alone, version in rows:
        said = (i, relationship, bool(us), author, text, made, due, bool(alone), tuple(moves.get(i, ())))
        found[relationship].append(Promise(*said, version=version))
    return found


def follow_ups(
    conn: sqlite3.Connection, now: Instant, among: Collection[int] | None = None
) -> dict[int, list[FollowUp]]:
    """Open follow-ups by relationship, of all or of some."""
    rows = conn.execute(
        "SELECT id, relationship, owner, text, made_at, due, day_alone, every, version"
        f" FROM ({FOLLOW_UP.open(among)})",
        _about(now, among),
    )
    found = defaultdict(list)
    for i, relationship, owner, text, made, due, alone, every, version in rows:
        said = (i, relationship, owner, text, made, due, bool(alone))
        follow_up = FollowUp(*said, every=every, version=version)
        found[relationship].append(follow_up)
    return found


def snoozes(
    conn: sqlite3.Connection, now: Instant, among: Collection[int] | None = None
) -> dict[int, list[Snooze]]:
    """What was snoozed until later than a moment, and how often before, by relationship, of all or of some."""
    rows = conn.execute(
        "SELECT relationship, item, at, until, why FROM snooze WHERE relationship IS NOT NULL"
        f" AND deleted_at IS NULL AND at <= :now{_some(among)} ORDER BY at, id",
        _about(now, among),
    )
    found = defaultdict(list)
    for relationship, *said in rows:
        found[relationship].append(Snooze(*said))
    return found


def kindnesses(
    conn: sqlite3.Connection, now: Instant, among: Collection[int] | None = None
) -> dict[int, list[Kindness]]:
    """Praise and referrals of the last 30 days that nobody has thanked for, by relationship, of all or of some."""
    rows = conn.execute(
        "SELECT kind.relationship, kind.id, kind.at, kind.signal, coalesce(kind.text, mail.subject, ''),"
        f" coalesce(contact.name, '') FROM ({UNTHANKED.format(some=_some(among))}) AS kind"
        " LEFT JOIN mail ON mail.id = kind.mail LEFT JOIN contact ON contact.id = kind.contact"
        " ORDER BY kind.at, kind.id",
        {**_about(now, among), "since": now - KIND_SPAN_DAYS * DAY},
    )
    found = defaultdict(list)
    for relationship, *kindness in rows:
        found[relationship].append(Kindness(*kindness))
    return found


def _some(among: Collection[int] | None) -> str:
    """What a query of some relationships asks besides."""
    return "" if among is None else " AND relationship IN (SELECT value FROM json_each(:among))"


def _about(now: Instant, among: Collection[int] | None) -> dict[str, object]:
    return {"now": now, "among": None if among is None else json.dumps(sorted(among))}


def _instants(conn: sqlite3.Connection, ids: list[int]) -> dict[int, Instant]:
    if not ids:
        return {}
    rows = conn.execute(
        "SELECT id, at FROM interaction WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
    )
    return dict(rows)


def ended_between(conn: sqlite3.Connection, start: Instant, now: Instant) -> list[tuple[int, str, str | None]]:
    """What was ended, thanked for or snoozed from `start` to `now`: relationship, id, whose (None: the owner's)."""
    rows = conn.execute(
        "SELECT relationship, 'w' || opener, NULL FROM wait WHERE measured = 0 AND ended BETWEEN :start AND :now"
        " AND (state <> 'given_up' OR EXISTS (SELECT 1 FROM ending WHERE ending.at = wait.ended"
        " AND kind = 'given_up' AND import_at IS NULL AND ending.deleted_at IS NULL"
        " AND (ending.interaction = wait.opener"
        " OR ending.interaction IN (SELECT value FROM json_each(wait.pings)))))"
        " UNION ALL SELECT relationship, 'p' || id, CASE WHEN by_us THEN author END FROM promise"
        " WHERE ended_at BETWEEN :start AND :now AND deleted_at IS NULL"
        " UNION ALL SELECT relationship, 'f' || id, owner FROM follow_up"
        " WHERE ended_at BETWEEN :start AND :now AND deleted_at IS NULL AND relationship IS NOT NULL"
        " UNION ALL SELECT relationship, 'i' || id, NULL FROM interaction AS kind"
        " WHERE signal IN ('praise', 'referral') AND deleted_at IS NULL AND at BETWEEN :since AND :now"
        " AND (SELECT min(at) FROM interaction AS thanks WHERE thanks.relationship = kind.relationship"
        " AND thanks.gesture = 'thanks' AND thanks.direction <> 'in' AND thanks.at >= kind.at"
        " AND thanks.deleted_at IS NULL) BETWEEN :start AND :now"
        " UNION SELECT relationship, item, CASE substr(item, 1, 1)"
        " WHEN 'p' THEN (SELECT CASE WHEN by_us THEN author END FROM promise WHERE 'p' || id = item)"
        " WHEN 'f' THEN (SELECT owner FROM follow_up WHERE 'f' || id = item) END"
        " FROM snooze WHERE at BETWEEN :start AND :now AND until > :now AND deleted_at IS NULL"
        " AND relationship IS NOT NULL",
        {"start": start, "now": now, "since": start - KIND_SPAN_DAYS * DAY},
    )
    return list(rows)


def touched_between(
    conn: sqlite3.Connection, whose: Collection[str] | None, start: Instant, now: Instant
) -> list[tuple[int, Instant]]:
    """The relationships that we were in touch with from `start` to `now`, with their last touch before that.

    They are those that one of `whose` owns, or all of them.
    """
    own = "" if whose is None else f" AND relationship IN ({OWNED})"
    rows = conn.execute(
        "SELECT relationship, (SELECT max(at) FROM interaction AS before"
        " WHERE before.relationship = health.relationship AND at < :start"
        " AND countable AND NOT missed AND deleted_at IS NULL) AS last FROM health"
        f" WHERE last_touch >= :start{own} AND last IS NOT NULL AND EXISTS (SELECT 1 FROM interaction AS touch"
        " WHERE touch.relationship = health.relationship AND at BETWEEN :start AND :now AND direction <> 'in'"
        " AND countable AND NOT missed AND deleted_at IS NULL)",
        {"start": start, "now": now, "whose": json.dumps(sorted(whose or ()))},
    )
    return list(rows)
