-- SPDX-License-Identifier: Apache-2.0
-- Times are milliseconds since 1970 in UTC. `n` is a row's own number inside this file and never leaves it; `id` is the
-- random 16 bytes that the world knows it by.

CREATE TABLE followed (
    who      TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO followed VALUES ('matcher', 0);

CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL CHECK (length(value) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE bank (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    title   TEXT NOT NULL,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    created INTEGER NOT NULL
) STRICT;
INSERT INTO bank VALUES (1, 'submissions', 'Submitted on the page', 1, 0);

CREATE TABLE submission (
    n                 INTEGER PRIMARY KEY,
    id                BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    case_number       TEXT NOT NULL UNIQUE,
    read_key_hash     BLOB NOT NULL UNIQUE CHECK (length(read_key_hash) = 32),
    withdraw_key_hash BLOB NOT NULL UNIQUE CHECK (length(withdraw_key_hash) = 32),
    mailbox_key       BLOB NOT NULL CHECK (length(mailbox_key) = 32),
    statement         TEXT NOT NULL,
    country           TEXT NOT NULL,
    threat            TEXT NOT NULL,
    created           INTEGER NOT NULL
) STRICT;

CREATE TABLE item (
    n           INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    bank        INTEGER NOT NULL REFERENCES bank (id),
    submission  INTEGER REFERENCES submission (n) ON DELETE CASCADE,  -- NULL: imported
    media       INTEGER NOT NULL,
    origin      INTEGER NOT NULL,
    state       INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    created     INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    -- of a withdrawn item, while undo is possible: what binds the codes, and the state that undo goes back to
    commitment  BLOB CHECK (commitment IS NULL OR length(commitment) = 32),
    held_state  INTEGER,
    held_reason TEXT,
    -- whether a feed entry was ever published that says "added"
    was_in_feed INTEGER NOT NULL DEFAULT 0 CHECK (was_in_feed IN (0, 1))
) STRICT;
CREATE INDEX item_of_submission ON item (submission) WHERE submission IS NOT NULL;
CREATE INDEX item_of_bank ON item (bank, state);
CREATE INDEX item_undo ON item (changed) WHERE commitment IS NOT NULL;

-- Codes live here and nowhere else. A row is never deleted and never changes size: SQLite then overwrites it in place,
-- and a code never moves. (secure_delete alone is not enough: when a b-tree page is rebuilt in balancing, cells that
-- moved to a neighbour stay behind in the unused middle of the page.) An erased slot holds 32 zero bytes and is used
-- again.
CREATE TABLE code (
    slot INTEGER PRIMARY KEY,
    body BLOB NOT NULL CHECK (length(body) = 32)
) STRICT;
CREATE TABLE free_slot (
    slot INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE item_signal (
    item    INTEGER NOT NULL REFERENCES item (n) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    quality INTEGER NOT NULL,
    slot    INTEGER NOT NULL,
    PRIMARY KEY (item, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
    n          INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    submission INTEGER NOT NULL REFERENCES submission (n) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    sealed     BLOB NOT NULL,
    item       BLOB CHECK (item IS NULL OR length(item) = 16),
    expires    INTEGER
) STRICT;
CREATE INDEX message_of_submission ON message (submission);
CREATE INDEX message_expiry ON message (expires) WHERE expires IS NOT NULL;

CREATE TABLE partner (
    n                   INTEGER PRIMARY KEY,
    id                  BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name                TEXT NOT NULL,
    key_digest          BLOB NOT NULL UNIQUE CHECK (length(key_digest) = 32),
    scopes              INTEGER NOT NULL,
    listed              INTEGER NOT NULL CHECK (listed IN (0, 1)),
    requests_per_second INTEGER NOT NULL,
    created             INTEGER NOT NULL,
    revoked             INTEGER
) STRICT;
-- A name may be used again once its holder is revoked.
CREATE UNIQUE INDEX partner_name ON partner (name) WHERE revoked IS NULL;

CREATE TABLE feedback (
    item    INTEGER NOT NULL REFERENCES item (n) ON DELETE CASCADE,
    partner INTEGER NOT NULL REFERENCES partner (n),
    verdict INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (item, partner)
) STRICT, WITHOUT ROWID;

CREATE TABLE sighting (
    n           INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    partner     INTEGER NOT NULL REFERENCES partner (n),
    content_id  TEXT NOT NULL,
    url         TEXT NOT NULL,
    release_url INTEGER NOT NULL CHECK (release_url IN (0, 1)),
    action      TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX sighting_age ON sighting (at);

CREATE TABLE sighting_signal (
    sighting INTEGER NOT NULL REFERENCES sighting (n) ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    quality  INTEGER NOT NULL,
    slot     INTEGER NOT NULL,
    PRIMARY KEY (sighting, ordinal)
) STRICT, WITHOUT ROWID;

-- "match" is a word of SQL.
CREATE TABLE item_match (
    item     INTEGER NOT NULL REFERENCES item (n) ON DELETE CASCADE,
    sighting INTEGER NOT NULL REFERENCES sighting (n) ON DELETE CASCADE,
    distance INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (item, sighting)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_of_sighting ON item_match (sighting);

-- Rows are only ever added, by one writer at a time, so that position is 1, 2, 3, … without a gap.
CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    kind     INTEGER NOT NULL,
    subject  BLOB NOT NULL CHECK (length(subject) = 16),
    at       INTEGER NOT NULL
) STRICT;

-- An entry waits with the time its writer drew for it. Once due it is published: it gets its final place, after
-- everything published before, and a reader's cursor can pass it by neither early nor late. `tie` is stored with its
-- top bit flipped, so that signed order is unsigned order.
CREATE TABLE feed (
    n         INTEGER PRIMARY KEY,
    published INTEGER NOT NULL CHECK (published IN (0, 1)),
    visible   INTEGER NOT NULL,
    tie       INTEGER NOT NULL,
    item      BLOB NOT NULL CHECK (length(item) = 16),
    bank      INTEGER NOT NULL,
    added     INTEGER NOT NULL CHECK (added IN (0, 1))
) STRICT;
CREATE INDEX feed_order ON feed (published, visible, tie);
CREATE UNIQUE INDEX feed_waiting ON feed (item) WHERE published = 0;

CREATE TABLE receipt (
    owner          BLOB NOT NULL CHECK (length(owner) = 32),
    key            TEXT NOT NULL,
    request_digest BLOB NOT NULL CHECK (length(request_digest) = 32),
    status         INTEGER NOT NULL,
    body           TEXT NOT NULL,
    at             INTEGER NOT NULL,
    PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_age ON receipt (at);

CREATE TABLE spent_proof (
    challenge BLOB PRIMARY KEY CHECK (length(challenge) = 32),
    expires   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_proof_expiry ON spent_proof (expires);

CREATE TABLE audit (
    n       INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
