"""The day and the list of relationships by the plain way: every log is read, and everything in it looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import replace

from tui.domain.absence import as_it_falls, falls_to
from tui.domain.derive import items_of, parts_of
from tui.domain.health import Parts, health, parts
from tui.domain.ledger import losses
from tui.domain.listing import ListQuery
from tui.domain.model import Instant, Log, Relationship
from tui.domain.openrows import open_rows, silence_row
from tui.domain.rules import RuleBook
from tui.domain.today import MOST_SILENT, counted, in_order, of_whom, stage_of
from tui.domain.views import Today
from tui.domain.waits import as_of, waits
from tui.services.cases import Open, case, exists, frozen_at, open_at, visible
from tui.services.dealt import dealt
from tui.services.rows import TREND_FROM, TREND_SPAN
from tui.store import absences, derived, open_things, relationships

UNSCORED = {"?": 1, "–": 2}


def logs(conn: sqlite3.Connection, handle: str, now: Instant) -> list[Log]:
    """The logs of everybody whom a teammate may see at a moment."""
    found = derived.read_logs(conn, [r.id for r in relationships.everybody(conn)])
    seen = [log for log in found if visible([log.relationship], handle)]
    return [log for log in seen if exists(log.relationship, min((t.at for t in log.touches), default=None), now)]


def losses_at(conn: sqlite3.Connection, idents: Collection[int], now: Instant, book: RuleBook) -> dict[str, float]:
    """The points that each item of some relationships costs."""
    found: dict[str, float] = {}
    for log in derived.read_logs(conn, idents):
        moment, tier = frozen_at(log.relationship, now), log.relationship.tier
        items = items_of(log, waits(log.touches, log.endings, book), moment, book)
        found |= losses(items, parts(items, log.touches, moment, book), moment, tier, book)
    return found


def still_open(log: Log, now: Instant, book: RuleBook) -> dict[str, list[int]]:
    """The ids of what is open in a log at a moment, by kind."""
    stood = (as_of(wait, now) for wait in waits(log.touches, log.endings, book) if not wait.measured)
    promises = [p.id for p in log.promises if p.made_at <= now and (p.ended_at is None or p.ended_at > now)]
    follow_ups = [f.id for f in log.follow_ups if f.made_at <= now and (f.ended_at is None or f.ended_at > now)]
    return {
        "waits": sorted(w.opener for w in stood if w is not None and w.state == "open"),
        "promises": sorted(promises),
        "follow_ups": sorted(follow_ups),
    }


def known_at(log: Log, now: Instant, book: RuleBook) -> Parts:
    """What the score of a relationship needs."""
    return parts_of(log, frozen_at(log.relationship, now), book)


def day(conn: sqlite3.Connection, whose: str | None, handle: str, now: Instant, book: RuleBook) -> Today:
    """Today's list, without what is left half typed, read of mail, or said of a day that is done."""
    team = absences.everything(conn)
    away = falls_to(team, whose, now) if whose else {}
    mine = frozenset((whose, *away)) if whose else None
    there = logs(conn, handle, now)
    still = open_at(conn, now, book)
    cases = [case(log.relationship, known_at(log, now, book), still) for log in there]
    live = [each for each in cases if each.relationship.ended_at is None or each.relationship.ended_at > now]
    own = [
        row for each in live for row in open_rows(each, now, book) if mine is None or of_whom(row) in mine
    ]
    rows = [row for row in own if row.group is not None]
    listed = {row.relationship for row in rows if row.group != "coming up"}
    quiet = [each for each in live if each.relationship.id not in listed]
    silent = [
        (each.relationship.tier, row)
        for each in quiet
        if (mine is None or each.relationship.owner in mine)
        and stage(each.relationship, each.parts, still, now) not in ("dormant", "ended")
        and (row := silence_row(each, now, book))
        and row.group
    ]
    silent.sort(key=lambda pair: (pair[0], -pair[1].silent / pair[1].cadence, pair[1].id))
    done = dealt(conn, handle, (), rows, mine, now, book)
    room = max(0, MOST_SILENT - done.silences)
    rows = in_order([*rows, *(row for _, row in silent[:room])])
    return Today(
        book.at(now).calendar.date_of(now),
        whose,
        tuple(replace(row, absent=away.get(of_whom(row) or "")) for row in rows),
        done.things,
        done.things + counted(rows),
        max(0, len(silent) - room),
        len(there),
        None,
        hidden_flags=sum(row.flagged and row.group is None for row in own),
        away=as_it_falls(team, whose, now) if whose else None,
    )


def stage(relationship: Relationship, known: Parts, still: Open, now: Instant) -> str:
    """The stage as shown."""
    return stage_of(relationship, known.last_touch, still.anything(relationship.id), now)


def trend(log: Log, score: float | None, now: Instant, book: RuleBook) -> float:
    """The points won or lost in 28 days, 0 where they are not shown."""
    moment, tier = frozen_at(log.relationship, now), log.relationship.tier
    then = moment - TREND_SPAN
    before = health(parts_of(log, then, book), then, tier, book, by=moment).score
    won = 0.0 if score is None or before is None else score - before
    return won if abs(won) >= TREND_FROM else 0.0


def listed(conn: sqlite3.Connection, query: ListQuery, handle: str, now: Instant, book: RuleBook) -> list[int]:
    """The ids of the relationships that a query finds, in its order."""
    still = open_at(conn, now, book)
    found = []
    for log in logs(conn, handle, now):
        r, known = log.relationship, known_at(log, now, book)
        stood = health(known, frozen_at(r, now), r.tier, book)
        shown = stage(r, known, still, now)
        if (
            all(word.casefold() in r.name.casefold() for word in query.words)
            and (shown not in ("dormant", "ended") if query.stage is None else query.stage in ("all", shown))
            and query.owner in (None, "all", r.owner)
            and query.tier in (None, r.tier)
            and query.kind in (None, r.kind)
            and query.grade in (None, stood.grade)
            and query.flag in (None, bool(stood.flagged))
        ):
            opened = [w.wait.opened for w in still.waits.get(r.id, ())]
            keys: dict[str, tuple[object, ...]] = {
                "name": (),
                "silence": (known.last_touch is None, known.last_touch or 0),
                "waiting": (not opened, min(opened, default=0)),
                "trend": (trend(log, stood.score, now, book),),
                "score": (UNSCORED.get(stood.grade, 0), stood.score or 0.0),
            }
            found.append((keys[query.order], r.name.casefold(), r.id))
    return [ident for *_, ident in sorted(found)]


def opened(
    conn: sqlite3.Connection, now: Instant, among: Collection[int] | None
) -> dict[str, dict[int, list[int]]]:
    """What the database says is open at a moment, by kind and relationship."""
    found = {
        "waits": {r: [w.wait.opener for w in each] for r, each in open_things.waits(conn, now, (), among).items()},
        "promises": {r: [p.id for p in each] for r, each in open_things.promises(conn, now, among).items()},
        "follow_ups": {r: [f.id for f in each] for r, each in open_things.follow_ups(conn, now, among).items()},
    }
    return {kind: {r: sorted(ids) for r, ids in each.items()} for kind, each in found.items()}
