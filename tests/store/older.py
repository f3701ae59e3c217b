"""Databases as earlier kepts left them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tests.services.letters import NOW
from tui.domain.model import DAY
from tui.store import fourth, second, third
from tui.store.connection import create
from tui.store.tables import TABLES

ROWS = {
    1: f"""
INSERT INTO teammate(handle, name, role) VALUES('ana', 'Ana', 'admin');
INSERT INTO relationship(name, kind, stage, tier, owner, made_at)
    VALUES('Halden', 'customer', 'active', 'c', 1, {NOW - DAY});
INSERT INTO correspondent(key, they_wrote, we_wrote, relationship) VALUES('quillon.example', 1, 0, NULL);
INSERT INTO correspondent(key, they_wrote, we_wrote, relationship) VALUES('halden.example', 0, 0, 1);
INSERT INTO interaction(relationship, at, channel, direction, opens, text, recorded_at)
    VALUES(1, {NOW - 60}, 'chat', 'in', 1, 'When is it?', {NOW - 60});
INSERT INTO follow_up(relationship, owner, text, made_at, due, day_alone, snoozed_until, snoozes, recorded_at)
    VALUES(1, 'ana', 'ask how it goes', {NOW - DAY}, {NOW + DAY}, 1, {NOW + 2 * DAY}, 1, {NOW - 60});
INSERT INTO follow_up(relationship, owner, text, made_at, due, day_alone, recorded_at)
    VALUES(1, 'ana', 'write again', {NOW - DAY}, {NOW + DAY}, 1, {NOW - DAY});
INSERT INTO promise(relationship, by_us, author, text, made_at, due, day_alone, recorded_at)
    VALUES(1, 1, 'ana', 'the plans', {NOW - DAY}, {NOW + DAY}, 1, {NOW - DAY});
INSERT INTO renegotiation(promise, at, old_due, new_due, agreed)
    VALUES(1, {NOW - 60}, {NOW + DAY}, {NOW + 2 * DAY}, 1)
""",
    2: f"""
INSERT INTO plan(relationship, began_at) VALUES(1, {NOW - DAY});
UPDATE follow_up SET state = 'done', ended_at = {NOW}, version = 3, plan = 1, why = 'asked' WHERE id = 1;
DELETE FROM follow_up WHERE id = 2;
INSERT INTO follow_up(id, relationship, owner, text, made_at, due, day_alone, every, recorded_at, before, said_in)
    VALUES(7, 1, 'ana', 'ask how it goes', {NOW - DAY}, {NOW + DAY}, 0, 'FREQ=WEEKLY', {NOW - DAY}, 1, 1);
INSERT INTO follow_up(id, relationship, owner, text, made_at, due, day_alone, recorded_at, before, deleted_at)
    VALUES(9, 1, 'ana', 'ask once more', {NOW - DAY}, {NOW + DAY}, 1, {NOW - DAY}, 7, {NOW});
UPDATE snooze SET why = 'away', version = 2;
INSERT INTO snooze(id, relationship, item, at, until, actor, recorded_at, deleted_at)
    VALUES(5, 1, 'w1', {NOW}, {NOW + DAY}, 'ana', {NOW}, {NOW})
""",
    3: f"""
INSERT INTO process(name, runs, owner, answers, made_at, practised_at, recorded_at)
    VALUES('Invoices', 4.0, 'ana', '{{"alike": "yes"}}', {NOW - DAY}, {NOW - 60}, {NOW - DAY});
INSERT INTO step(process, key, position, text, minutes, treatment, changed_at)
    VALUES(1, 1, 1, 'collect the hours', 20.0, 'document', {NOW - DAY});
INSERT INTO review(process, days, due) VALUES(1, 30, {NOW + 30 * DAY});
INSERT INTO telling(process, actor, at, recorded_at) VALUES(1, 'ana', {NOW - 60}, {NOW - 60});
INSERT INTO run(process, actor, started_at, recorded_at) VALUES(1, 'ana', {NOW - 60}, {NOW - 60});
INSERT INTO run_step(run, step, seconds) VALUES(1, 1, 30);
INSERT INTO dismissal(proposal, kind, actor, at, recorded_at) VALUES('repeats x', 'repeats', 'ana', {NOW}, {NOW});
INSERT INTO follow_up(process, owner, text, made_at, due, day_alone, recorded_at)
    VALUES(1, 'ana', 'write it down', {NOW - DAY}, {NOW + DAY}, 1, {NOW - DAY});
INSERT INTO snooze(process, item, at, until, actor, recorded_at)
    VALUES(1, 'f10', {NOW - 60}, {NOW + DAY}, 'ana', {NOW - 60})
""",
    4: f"""
INSERT INTO teammate(handle, name, role) VALUES('bo', 'Bo', 'member');
INSERT INTO absence(teammate, deputy, at, until, recorded_at) VALUES(2, 1, {NOW - 60}, {NOW + DAY}, {NOW - 60});
INSERT INTO ssh_key(teammate, kind, blob, recorded_at) VALUES(1, 'ssh-ed25519', 'AAAA', {NOW});
INSERT INTO open_form(actor, form, relationship, opened_at, seen_at) VALUES('ana', 'log', 1, {NOW}, {NOW});
INSERT INTO snooze(relationship, item, at, until, actor, recorded_at)
    VALUES(1, 'r1', {NOW - 60}, {NOW + DAY}, 'ana', {NOW - 60})
""",
}


def made(path: Path, schema: int) -> Path:
    """A file of an earlier schema with rows in all that it brought."""
    create(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for step in range(1, schema + 1):
            _steps(step).apply(Database(conn, strict=True, execute_plugins=False))
            conn.execute("PRAGMA foreign_keys=ON")
            conn.executescript(ROWS[step])
            conn.execute("PRAGMA foreign_keys=OFF")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def version(path: Path) -> int:
    """The schema of a file."""
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def rows(path: Path) -> list[str]:
    """All of a file as SQL."""
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.iterdump())


def _steps(most: int) -> Migrations:
    """The migrations of the kept that knew so many; what a file has is not applied again."""
    steps = Migrations("kept")

    @steps()
    def m001_first(db: Database) -> None:
        second.run(db, TABLES)
        db.execute("PRAGMA user_version=1")

    if most > 1:

        @steps()
        def m002_doing(db: Database) -> None:
            second.add(db)
            db.execute("PRAGMA user_version=2")

    if most > 2:

        @steps()
        def m003_audits(db: Database) -> None:
            third.add(db)
            db.execute("PRAGMA user_version=3")

    if most > 3:

        @steps()
        def m004_together(db: Database) -> None:
            second.run(db, fourth.ADDED)
            db.execute("PRAGMA user_version=4")

    return steps
