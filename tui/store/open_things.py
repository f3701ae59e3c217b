"""What is open at a moment, across all relationships; works for any moment, since nothing here ages."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from tui.domain.gist import bare, gist, question
from tui.domain.model import DAY, FollowUp, Instant, Promise, Renegotiation, Snooze, Wait
from tui.domain.today import Kindness, OpenWait

KIND_SPAN_DAYS = 30


def waits(
    conn: sqlite3.Connection, now: Instant, phrases: Iterable[str], one: int | None = None
) -> dict[int, list[OpenWait]]:
    """Open waits by relationship, of all or of one, with what was asked and by whom."""
    rows = conn.execute(
        "SELECT wait.relationship, wait.opener, wait.thread, wait.opened, wait.pings,"
        " coalesce(mail.subject, ''), coalesce(interaction.text, mail.text), coalesce(contact.name, ''),"
        " interaction.channel FROM wait"
        " JOIN interaction ON interaction.id = wait.opener LEFT JOIN mail ON mail.id = interaction.mail"
        " LEFT JOIN contact ON contact.id = interaction.contact"
        " WHERE wait.measured = 0 AND wait.opened <= :now AND (wait.ended IS NULL OR wait.ended > :now)"
        " AND (:one IS NULL OR wait.relationship = :one)",
        {"now": now, "one": one},
    ).fetchall()
    instants = _instants(conn, [ping for row in rows for ping in json.loads(row[4])])
    found = defaultdict(list)
    for relationship, opener, thread, opened, pings, subject, text, contact, channel in rows:
        joined = [ping for ping in json.loads(pings) if instants.get(ping, now + 1) <= now]
        last = instants[joined[-1]] if joined else None
        wait = Wait(opener, thread, opened, tuple(joined), last)
        asked = question(text, phrases) or bare(subject) or gist(text, "", phrases)
        found[relationship].append(OpenWait(wait, asked, contact, channel))
    return found


def promises(conn: sqlite3.Connection, now: Instant, one: int | None = None) -> dict[int, list[Promise]]:
    """Open promises of both sides by relationship."""
    condition = (
        "promise.deleted_at IS NULL AND promise.made_at <= :now AND (promise.ended_at IS NULL OR promise.ended_at"
        " > :now) AND (:one IS NULL OR promise.relationship = :one)"
    )
    wanted = {"now": now, "one": one}
    moves = defaultdict(list)
    for promise, at, old, new, agreed in conn.execute(
        "SELECT promise, at, old_due, new_due, agreed FROM renegotiation JOIN promise"
        " ON promise.id = renegotiation.promise WHERE renegotiation.deleted_at IS NULL AND " + condition,
        wanted,
    ):
        moves[promise].append(Renegotiation(at, old, new, bool(agreed)))
    rows = conn.execute(
        "SELECT id, relationship, by_us, author, text, made_at, due, day_alone, version FROM promise"
        " WHERE " + condition,
        wanted,
    )
    found = defaultdict(list)
    for i, relationship, us, author, text, made, due, alone, version in rows:
        said = (i, relationship, bool(us), author, text, made, due, bool(alone), tuple(moves[i]))
        found[relationship].append(Promise(*said, version=version))
    return found


def follow_ups(conn: sqlite3.Connection, now: Instant, one: int | None = None) -> dict[int, list[FollowUp]]:
    """Open follow-ups by relationship."""
    rows = conn.execute(
        "SELECT id, relationship, owner, text, made_at, due, day_alone, every, version FROM follow_up"
        " WHERE relationship IS NOT NULL AND deleted_at IS NULL AND made_at <= :now"
        " AND (ended_at IS NULL OR ended_at > :now) AND (:one IS NULL OR relationship = :one)",
        {"now": now, "one": one},
    )
    found = defaultdict(list)
    for i, relationship, owner, text, made, due, alone, every, version in rows:
        said = (i, relationship, owner, text, made, due, bool(alone))
        follow_up = FollowUp(*said, every=every, version=version)
        found[relationship].append(follow_up)
    return found


def snoozes(conn: sqlite3.Connection, now: Instant, one: int | None = None) -> dict[int, list[Snooze]]:
    """What was snoozed until later than a moment, and how often before, by relationship."""
    rows = conn.execute(
        "SELECT relationship, item, at, until, why FROM snooze WHERE relationship IS NOT NULL"
        " AND deleted_at IS NULL AND at <= :now AND (:one IS NULL OR relationship = :one) ORDER BY at, id",
        {"now": now, "one": one},
    )
    found = defaultdict(list)
    for relationship, *said in rows:
        found[relationship].append(Snooze(*said))
    return found


def kindnesses(conn: sqlite3.Connection, now: Instant, one: int | None = None) -> dict[int, list[Kindness]]:
    """Praise and referrals of the last 30 days that nobody has thanked for, by relationship."""
    rows = conn.execute(
        "SELECT kind.relationship, kind.id, kind.at, kind.signal, coalesce(kind.text, mail.subject, ''),"
        " coalesce(contact.name, '') FROM interaction AS kind LEFT JOIN mail ON mail.id = kind.mail"
        " LEFT JOIN contact ON contact.id = kind.contact"
        " WHERE kind.signal IN ('praise', 'referral') AND kind.deleted_at IS NULL"
        " AND kind.at BETWEEN :since AND :now AND (:one IS NULL OR kind.relationship = :one)"
        " AND NOT EXISTS (SELECT 1 FROM interaction AS thanks WHERE thanks.relationship = kind.relationship"
        " AND thanks.gesture = 'thanks' AND thanks.direction <> 'in'"
        " AND thanks.at BETWEEN kind.at AND :now AND thanks.deleted_at IS NULL)"
        " ORDER BY kind.at, kind.id",
        {"now": now, "since": now - KIND_SPAN_DAYS * DAY, "one": one},
    )
    found = defaultdict(list)
    for relationship, *kindness in rows:
        found[relationship].append(Kindness(*kindness))
    return found


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


def touched_between(conn: sqlite3.Connection, start: Instant, now: Instant) -> list[tuple[int, Instant]]:
    """The relationships that we were in touch with from `start` to `now`, with their last touch before that."""
    rows = conn.execute(
        "SELECT relationship, (SELECT max(at) FROM interaction AS before"
        " WHERE before.relationship = health.relationship AND at < :start"
        " AND countable AND NOT missed AND deleted_at IS NULL) AS last FROM health"
        " WHERE last_touch >= :start AND last IS NOT NULL AND EXISTS (SELECT 1 FROM interaction AS touch"
        " WHERE touch.relationship = health.relationship AND at BETWEEN :start AND :now AND direction <> 'in'"
        " AND countable AND NOT missed AND deleted_at IS NULL)",
        {"start": start, "now": now},
    )
    return list(rows)
