"""The tables of the first schema."""

TABLES = """
CREATE TABLE teammate(
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE CHECK(handle <> ''),
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK(role IN ('viewer', 'member', 'admin')),
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;

CREATE TABLE rules(
    id INTEGER PRIMARY KEY,
    from_day TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL
) STRICT;

CREATE TABLE relationship(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK(name <> ''),
    kind TEXT NOT NULL CHECK(kind IN ('customer', 'prospect', 'vendor', 'partner', 'personal')),
    stage TEXT NOT NULL CHECK(stage IN ('prospect', 'onboarding', 'active', 'ended')),
    tier TEXT NOT NULL CHECK(tier IN ('a', 'b', 'c')),
    owner INTEGER REFERENCES teammate(id),
    tags TEXT NOT NULL DEFAULT '[]',
    made_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_why TEXT NOT NULL DEFAULT '',
    batch INTEGER REFERENCES batch(id),
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK((stage = 'ended') = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX relationship_owner ON relationship(owner) WHERE deleted_at IS NULL;

-- a registrable domain, or an address at a public provider: how mail went, and whose it is
CREATE TABLE correspondent(
    key TEXT PRIMARY KEY,
    they_wrote INTEGER NOT NULL DEFAULT 0,
    we_wrote INTEGER NOT NULL DEFAULT 0,
    relationship INTEGER REFERENCES relationship(id)
) STRICT, WITHOUT ROWID;
CREATE INDEX correspondent_relationship ON correspondent(relationship) WHERE relationship IS NOT NULL;

CREATE TABLE contact(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    name TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX contact_relationship ON contact(relationship, name);

CREATE TABLE address(
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    contact INTEGER REFERENCES contact(id),
    teammate INTEGER REFERENCES teammate(id)
) STRICT;
CREATE INDEX address_key ON address(key);
CREATE INDEX address_contact ON address(contact) WHERE contact IS NOT NULL;

CREATE TABLE batch(
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    actor TEXT NOT NULL,
    moment INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;

-- one row a message; `refers_to` is a JSON list of message ids; `thread` is derived, the smallest id of all mail
-- tied together; text is kept only where the mail belongs to somebody
CREATE TABLE mail(
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    sender INTEGER NOT NULL REFERENCES address(id),
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    refers_to TEXT NOT NULL,
    parent TEXT,
    thread INTEGER NOT NULL,
    automatic INTEGER NOT NULL CHECK(automatic IN (0, 1)),
    list_mail INTEGER NOT NULL CHECK(list_mail IN (0, 1)),
    to_count INTEGER NOT NULL,
    asks INTEGER NOT NULL CHECK(asks IN (0, 1)),
    names_us INTEGER NOT NULL CHECK(names_us IN (0, 1)),
    greets_other INTEGER NOT NULL CHECK(greets_other IN (0, 1)),
    text TEXT,
    batch INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX mail_sender ON mail(sender);
CREATE INDEX mail_thread ON mail(thread);
CREATE INDEX mail_parent ON mail(parent) WHERE parent IS NOT NULL;
CREATE INDEX mail_subject ON mail(subject_key, at) WHERE subject_key <> '';

CREATE TABLE party(
    mail INTEGER NOT NULL REFERENCES mail(id),
    field TEXT NOT NULL CHECK(field IN ('to', 'cc')),
    address INTEGER NOT NULL REFERENCES address(id),
    PRIMARY KEY(mail, field, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_address ON party(address);

-- derived: the thread of every message id seen, as a message's own or as one that it refers to
CREATE TABLE reference(
    message_id TEXT PRIMARY KEY,
    thread INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_thread ON reference(thread);

CREATE TABLE interaction(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    at INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK(channel IN ('email', 'call', 'meeting', 'chat', 'letter', 'note')),
    direction TEXT NOT NULL CHECK(direction IN ('in', 'out', 'both')),
    thread INTEGER NOT NULL DEFAULT 0,
    countable INTEGER NOT NULL DEFAULT 1 CHECK(countable IN (0, 1)),
    opens INTEGER NOT NULL DEFAULT 0 CHECK(opens IN (0, 1)),
    missed INTEGER NOT NULL DEFAULT 0 CHECK(missed IN (0, 1)),
    gesture TEXT CHECK(gesture IN ('thanks', 'extra_mile')),
    signal TEXT CHECK(signal IN ('complaint', 'praise', 'referral')),
    teammate INTEGER REFERENCES teammate(id),
    contact INTEGER REFERENCES contact(id),
    mail INTEGER REFERENCES mail(id),
    text TEXT,
    batch INTEGER REFERENCES batch(id),
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX interaction_log ON interaction(relationship, at, id);
CREATE INDEX interaction_signal ON interaction(at) WHERE signal IS NOT NULL;
CREATE UNIQUE INDEX interaction_mail ON interaction(mail, relationship) WHERE mail IS NOT NULL;
CREATE INDEX interaction_thread ON interaction(thread) WHERE thread <> 0;

CREATE TABLE ending(
    id INTEGER PRIMARY KEY,
    interaction INTEGER NOT NULL REFERENCES interaction(id),
    kind TEXT NOT NULL CHECK(kind IN ('waived', 'given_up')),
    at INTEGER NOT NULL,
    import_at INTEGER,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    batch INTEGER REFERENCES batch(id),
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER
) STRICT;
CREATE INDEX ending_interaction ON ending(interaction);

CREATE TABLE promise(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    by_us INTEGER NOT NULL CHECK(by_us IN (0, 1)),
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due INTEGER NOT NULL,
    day_alone INTEGER NOT NULL CHECK(day_alone IN (0, 1)),
    state TEXT NOT NULL DEFAULT 'open' CHECK(state IN ('open', 'kept', 'broken', 'withdrawn')),
    ended_at INTEGER,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK((state = 'open') = (ended_at IS NULL))
) STRICT;
CREATE INDEX promise_relationship ON promise(relationship);

CREATE TABLE renegotiation(
    id INTEGER PRIMARY KEY,
    promise INTEGER NOT NULL REFERENCES promise(id),
    at INTEGER NOT NULL,
    old_due INTEGER NOT NULL,
    new_due INTEGER NOT NULL,
    agreed INTEGER NOT NULL CHECK(agreed IN (0, 1)),
    deleted_at INTEGER
) STRICT;
CREATE INDEX renegotiation_promise ON renegotiation(promise);

CREATE TABLE follow_up(
    id INTEGER PRIMARY KEY,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    owner TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due INTEGER NOT NULL,
    day_alone INTEGER NOT NULL CHECK(day_alone IN (0, 1)),
    every TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'open' CHECK(state IN ('open', 'done', 'skipped')),
    ended_at INTEGER,
    snoozed_until INTEGER,
    snoozes INTEGER NOT NULL DEFAULT 0,
    recorded_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    deleted_at INTEGER,
    CHECK((state = 'open') = (ended_at IS NULL))
) STRICT;
CREATE INDEX follow_up_relationship ON follow_up(relationship);

-- what could not be read, whole, so that nothing is lost
CREATE TABLE rejected(
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw BLOB NOT NULL,
    batch INTEGER NOT NULL REFERENCES batch(id)
) STRICT;

CREATE TABLE journal(
    id INTEGER PRIMARY KEY,
    tx INTEGER NOT NULL,
    at INTEGER NOT NULL,
    wall_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    "table" TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    version_before INTEGER,
    version_after INTEGER,
    before TEXT,
    after TEXT,
    undoes INTEGER
) STRICT;
CREATE INDEX journal_row ON journal("table", row_id);
CREATE INDEX journal_tx ON journal(tx);

-- derived from the rows above, never journalled, made anew by a rebuild
CREATE TABLE wait(
    opener INTEGER PRIMARY KEY REFERENCES interaction(id),
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    thread INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    pings TEXT NOT NULL,
    last_ping INTEGER,
    state TEXT NOT NULL,
    ended INTEGER,
    answer INTEGER,
    measured INTEGER NOT NULL
) STRICT;
CREATE INDEX wait_relationship ON wait(relationship, opened);
CREATE INDEX wait_open ON wait(opened) WHERE ended IS NULL;
CREATE INDEX wait_ended ON wait(ended) WHERE measured = 0;

CREATE TABLE health(
    relationship INTEGER PRIMARY KEY REFERENCES relationship(id),
    until INTEGER NOT NULL,
    last_touch INTEGER,
    first_at INTEGER,
    interactions INTEGER NOT NULL,
    parts TEXT NOT NULL,
    mondays TEXT NOT NULL,
    replies TEXT NOT NULL
) STRICT;
CREATE INDEX health_until ON health(until);

-- `by` is a handle, NULL for the relationship's owner; NULL in an instant is never
CREATE TABLE open_item(
    id TEXT NOT NULL,
    relationship INTEGER NOT NULL REFERENCES relationship(id),
    measure TEXT NOT NULL CHECK(measure IN ('promise', 'reply', 'follow_up')),
    by TEXT,
    due INTEGER NOT NULL,
    today_from INTEGER NOT NULL,
    late_from INTEGER,
    flagged_from INTEGER,
    hidden_until INTEGER,
    PRIMARY KEY(relationship, id)
) STRICT, WITHOUT ROWID;
"""
