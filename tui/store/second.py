"""What the second schema adds: agreements, snoozes, drafts, what was done, and full-text search."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

ADDED = """
ALTER TABLE teammate ADD COLUMN capacity INTEGER NOT NULL DEFAULT 5 CHECK(capacity > 0);
ALTER TABLE address ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE batch ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE batch ADD COLUMN deleted_at INTEGER;
ALTER TABLE mail ADD COLUMN deleted_at INTEGER;
CREATE TABLE correspondent_new(
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    they_wrote INTEGER NOT NULL DEFAULT 0,
    we_wrote INTEGER NOT NULL DEFAULT 0,
    relationship INTEGER REFERENCES relationship(id),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO correspondent_new(key, they_wrote, we_wrote, relationship)
    SELECT key, they_wrote, we_wrote, relationship FROM correspondent ORDER BY key;
DROP TABLE correspondent;
ALTER TABLE correspondent_new RENAME TO correspondent;
CREATE INDEX correspondent_relationship ON correspondent(relationship) WHERE relationship IS NOT NULL;

CREATE TABLE agreement(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    sold TEXT NOT NULL CHECK(sold <> ''),
    value TEXT NOT NULL DEFAULT '',
    signed_on TEXT NOT NULL,
    ends_on TEXT,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK(ends_on IS NULL OR ends_on >= signed_on)
) STRICT;
CREATE INDEX agreement_relationship ON agreement(relationship);

CREATE TABLE term(
    id INTEGER PRIMARY KEY,
    agreement INTEGER NOT NULL REFERENCES agreement(id),
    text TEXT NOT NULL CHECK(text <> ''),
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX term_agreement ON term(agreement);

CREATE TABLE plan(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    agreement INTEGER REFERENCES agreement(id),
    began_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX plan_relationship ON plan(relationship);

CREATE TABLE snooze(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    item TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    actor TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK(until > at)
) STRICT;
CREATE INDEX snooze_relationship ON snooze(relationship);
CREATE INDEX snooze_at ON snooze(at);
INSERT INTO snooze(relationship, item, at, until, actor, recorded_at)
    SELECT relationship, 'f' || id, min(recorded_at, snoozed_until - 1), snoozed_until, owner, recorded_at
    FROM follow_up WHERE snoozed_until IS NOT NULL;
ALTER TABLE follow_up DROP COLUMN snoozed_until;
ALTER TABLE follow_up DROP COLUMN snoozes;
ALTER TABLE follow_up ADD COLUMN plan INTEGER REFERENCES plan(id);
ALTER TABLE follow_up ADD COLUMN before INTEGER REFERENCES follow_up(id);
ALTER TABLE follow_up ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE follow_up ADD COLUMN said_in INTEGER REFERENCES interaction(id);

ALTER TABLE promise ADD COLUMN term INTEGER REFERENCES term(id);
ALTER TABLE promise ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE promise ADD COLUMN said_in INTEGER REFERENCES interaction(id);
CREATE INDEX promise_ended ON promise(ended_at) WHERE ended_at IS NOT NULL;
ALTER TABLE renegotiation ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE renegotiation ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE renegotiation ADD COLUMN recorded_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE renegotiation ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE interaction ADD COLUMN answers INTEGER REFERENCES interaction(id);
ALTER TABLE interaction ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE interaction ADD COLUMN agreement INTEGER REFERENCES agreement(id);
ALTER TABLE interaction ADD COLUMN outside INTEGER NOT NULL DEFAULT 0 CHECK(outside IN (0, 1));
CREATE INDEX interaction_answers ON interaction(answers) WHERE answers IS NOT NULL;

CREATE TABLE override(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    grade TEXT NOT NULL CHECK(grade IN ('A', 'B', 'C', 'D', 'F')),
    why TEXT NOT NULL CHECK(why <> ''),
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX override_relationship ON override(relationship);

-- what is half typed, by form; `fields` is a JSON object of texts
CREATE TABLE draft(
    id INTEGER PRIMARY KEY,
    actor TEXT NOT NULL,
    form TEXT NOT NULL,
    relationship INTEGER REFERENCES relationship(id),
    fields TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_actor ON draft(actor);

-- what a transaction did in people's words; the value of a score is the exact one
CREATE TABLE act(
    id INTEGER PRIMARY KEY,
    tx INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    relationship INTEGER REFERENCES relationship(id),
    said TEXT NOT NULL,
    grade_before TEXT,
    score_before REAL,
    grade_after TEXT,
    score_after REAL,
    until INTEGER
) STRICT;
CREATE INDEX act_tx ON act(tx);
CREATE INDEX act_day ON act(actor, at);
CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_actor ON journal(actor, tx)
"""

SEARCHED: dict[str, tuple[str, ...]] = {
    "relationship": ("name", "tags"),
    "contact": ("name", "role"),
    "address": ("address", "name"),
    "mail": ("subject", "text"),
    "interaction": ("text", "tags"),
    "promise": ("text",),
    "follow_up": ("text",),
    "agreement": ("sold", "value"),
    "term": ("text",),
}
"""The columns of each table that full-text search goes over."""


def run(db: Database, script: str) -> None:
    """Execute statements that each end a line, in the transaction that is open; `executescript` would commit it."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


def add(db: Database) -> None:
    """Bring a database of the first schema to the second; inside a transaction."""
    run(db, ADDED)
    for table in SEARCHED:
        index(db, table)


def index(db: Database, table: str) -> None:
    """Let full-text search go over a table's columns of SEARCHED."""
    columns = SEARCHED[table]
    db.table(table).enable_fts(columns, create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    _narrow(db, table, columns)


def _narrow(db: Database, table: str, columns: tuple[str, ...]) -> None:
    """Let the trigger of an update fire for what is searched only: threads and states change far more often."""
    name = f"{table}_au"
    made: str = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    db.execute(f"DROP TRIGGER {name}")
    db.execute(made.replace("AFTER UPDATE ON", f"AFTER UPDATE OF {', '.join(columns)} ON", 1))
