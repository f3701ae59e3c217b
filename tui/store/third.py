"""What the third schema adds: processes under audit with what became of them; follow-ups may be of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.store import second

if TYPE_CHECKING:
    from sqlite_utils import Database

ADDED = """
-- `words` is a JSON list; `answers` and `notes` are JSON objects by question; `place` is where somebody left it
CREATE TABLE process(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK(name <> ''),
    starts TEXT NOT NULL DEFAULT '',
    runs REAL CHECK(runs > 0),
    minutes REAL CHECK(minutes > 0),
    who TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '[]',
    owner TEXT NOT NULL,
    answers TEXT NOT NULL DEFAULT '{}',
    notes TEXT NOT NULL DEFAULT '{}',
    purpose TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    exceptions TEXT NOT NULL DEFAULT '',
    works TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL,
    practised_at INTEGER,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;

-- `changed_at` is when what is done, or by whom, was said last
CREATE TABLE step(
    id INTEGER PRIMARY KEY,
    process INTEGER NOT NULL REFERENCES process(id),
    key INTEGER NOT NULL CHECK(key > 0),
    position INTEGER NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL DEFAULT '',
    minutes REAL CHECK(minutes > 0),
    wrong TEXT NOT NULL DEFAULT '',
    answers TEXT NOT NULL DEFAULT '{}',
    treatment TEXT CHECK(treatment IN ('drop', 'automate', 'outsource', 'document', 'streamline', 'keep')),
    build_hours REAL CHECK(build_hours >= 0),
    monthly_cost REAL NOT NULL DEFAULT 0 CHECK(monthly_cost >= 0),
    new_text TEXT NOT NULL DEFAULT '',
    new_who TEXT NOT NULL DEFAULT '',
    new_minutes REAL CHECK(new_minutes >= 0),
    changed_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX step_key ON step(process, key) WHERE deleted_at IS NULL;

-- `amiss` is a JSON list of the keys of steps
CREATE TABLE review(
    id INTEGER PRIMARY KEY,
    process INTEGER NOT NULL REFERENCES process(id),
    days INTEGER NOT NULL CHECK(days > 0),
    due INTEGER NOT NULL,
    minutes REAL CHECK(minutes >= 0),
    amiss TEXT NOT NULL DEFAULT '[]',
    done_at INTEGER,
    actor TEXT NOT NULL DEFAULT '',
    before REAL CHECK(before >= 0),
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK((minutes IS NULL) = (done_at IS NULL))
) STRICT;
CREATE INDEX review_process ON review(process);

CREATE TABLE telling(
    id INTEGER PRIMARY KEY,
    process INTEGER NOT NULL REFERENCES process(id),
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX telling_process ON telling(process);

CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    process INTEGER NOT NULL REFERENCES process(id),
    actor TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK(ended_at >= started_at)
) STRICT;
CREATE INDEX run_process ON run(process);

-- `step` is the step's key
CREATE TABLE run_step(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id),
    step INTEGER NOT NULL,
    seconds INTEGER NOT NULL DEFAULT 0 CHECK(seconds >= 0),
    skipped INTEGER NOT NULL DEFAULT 0 CHECK(skipped IN (0, 1)),
    why TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX run_step_step ON run_step(run, step) WHERE deleted_at IS NULL;

-- a proposal that is never to be made again; `members` is a JSON list of ids ("i7", "w3")
CREATE TABLE dismissal(
    id INTEGER PRIMARY KEY,
    proposal TEXT NOT NULL CHECK(proposal <> ''),
    kind TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    members TEXT NOT NULL DEFAULT '[]',
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX dismissal_proposal ON dismissal(proposal);

CREATE TABLE follow_up_new(
    id INTEGER PRIMARY KEY,
    relationship INTEGER REFERENCES relationship(id),
    process INTEGER REFERENCES process(id),
    owner TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due INTEGER NOT NULL,
    day_alone INTEGER NOT NULL CHECK(day_alone IN (0, 1)),
    every TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK(state IN ('open', 'done', 'skipped')),
    ended_at INTEGER,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    plan INTEGER REFERENCES plan(id),
    before INTEGER REFERENCES follow_up_new(id),
    why TEXT NOT NULL DEFAULT '',
    said_in INTEGER REFERENCES interaction(id),
    CHECK((state = 'open') = (ended_at IS NULL)),
    CHECK(relationship IS NOT NULL OR process IS NOT NULL)
) STRICT;
INSERT INTO follow_up_new(id, relationship, owner, text, made_at, due, day_alone, every, state, ended_at,
        recorded_at, version, deleted_at, plan, before, why, said_in)
    SELECT id, relationship, owner, text, made_at, due, day_alone, every, state, ended_at, recorded_at, version,
        deleted_at, plan, before, why, said_in FROM follow_up ORDER BY id;
DROP TABLE follow_up;
ALTER TABLE follow_up_new RENAME TO follow_up;
CREATE INDEX follow_up_relationship ON follow_up(relationship);
CREATE INDEX follow_up_process ON follow_up(process) WHERE process IS NOT NULL;

CREATE TABLE snooze_new(
    id INTEGER PRIMARY KEY,
    relationship INTEGER REFERENCES relationship(id),
    process INTEGER REFERENCES process(id),
    item TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    actor TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK(until > at),
    CHECK(relationship IS NOT NULL OR process IS NOT NULL)
) STRICT;
INSERT INTO snooze_new(id, relationship, item, at, until, why, actor, recorded_at, version, deleted_at)
    SELECT id, relationship, item, at, until, why, actor, recorded_at, version, deleted_at FROM snooze ORDER BY id;
DROP TABLE snooze;
ALTER TABLE snooze_new RENAME TO snooze;
CREATE INDEX snooze_relationship ON snooze(relationship);
CREATE INDEX snooze_process ON snooze(process) WHERE process IS NOT NULL;
CREATE INDEX snooze_at ON snooze(at);

-- derived: what is or was to be done for processes; `today_from` NULL: over; `until`: what it knows
CREATE TABLE practice_item(
    id TEXT PRIMARY KEY,
    process INTEGER NOT NULL REFERENCES process(id),
    by TEXT NOT NULL,
    today_from INTEGER,
    hidden_until INTEGER,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""


def add(db: Database) -> None:
    """Bring a database of the second schema to the third; inside a transaction."""
    db.table("follow_up").disable_fts()
    second.run(db, ADDED)
    second.index(db, "follow_up")
