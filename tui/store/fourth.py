"""What the fourth schema adds: absences, keys of SSH, and which forms are open."""

ADDED = """
-- away from `at` until `until`, the first instant back; `told_at`: when the digest of it was read
CREATE TABLE absence(
    id INTEGER PRIMARY KEY,
    teammate INTEGER NOT NULL REFERENCES teammate(id),
    deputy INTEGER NOT NULL REFERENCES teammate(id),
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    told_at INTEGER,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK(until >= at),
    CHECK(teammate <> deputy)
) STRICT;
CREATE INDEX absence_teammate ON absence(teammate);

-- `blob` is the key itself in base64, without its kind and comment
CREATE TABLE ssh_key(
    id INTEGER PRIMARY KEY,
    teammate INTEGER NOT NULL REFERENCES teammate(id),
    kind TEXT NOT NULL,
    blob TEXT NOT NULL CHECK(blob <> ''),
    comment TEXT NOT NULL DEFAULT '',
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX ssh_key_blob ON ssh_key(blob) WHERE deleted_at IS NULL;

-- who has a form open about what, by the wall clock; never journalled, and void some time after `seen_at`
CREATE TABLE open_form(
    id INTEGER PRIMARY KEY,
    actor TEXT NOT NULL,
    form TEXT NOT NULL,
    relationship INTEGER REFERENCES relationship(id),
    process INTEGER REFERENCES process(id),
    opened_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    CHECK((relationship IS NULL) <> (process IS NULL))
) STRICT;
"""
