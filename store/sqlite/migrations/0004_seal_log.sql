-- SPDX-License-Identifier: Apache-2.0
-- The public log of seals: what is in it never changes, and nothing leaves it. n counts from 0 without gaps.
CREATE TABLE seal_entry (
    n INTEGER PRIMARY KEY,
    seal BLOB NOT NULL UNIQUE CHECK (length(seal) = 32),
    received INTEGER NOT NULL
) STRICT;
-- Hash n of a level of its tree, as tiles have them.
CREATE TABLE seal_hash (
    level INTEGER NOT NULL,
    n INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, n)
) STRICT, WITHOUT ROWID;
-- The newest signed word on the log's size and root.
CREATE TABLE seal_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    checkpoint TEXT NOT NULL
) STRICT;

-- A log is over only when its key is gone: then, and only then, an operator may empty it (docs/DEPLOY.md).
CREATE TRIGGER seal_entry_stays BEFORE DELETE ON seal_entry WHEN EXISTS (SELECT 1 FROM secret WHERE name = 'seal_log')
    BEGIN SELECT RAISE(ABORT, 'the log of seals only grows'); END;
CREATE TRIGGER seal_hash_stays BEFORE DELETE ON seal_hash WHEN EXISTS (SELECT 1 FROM secret WHERE name = 'seal_log')
    BEGIN SELECT RAISE(ABORT, 'the log of seals only grows'); END;
CREATE TRIGGER seal_head_stays BEFORE DELETE ON seal_head WHEN EXISTS (SELECT 1 FROM secret WHERE name = 'seal_log')
    BEGIN SELECT RAISE(ABORT, 'the log of seals only grows'); END;
CREATE TRIGGER seal_entry_is_fixed BEFORE UPDATE ON seal_entry BEGIN SELECT RAISE(ABORT, 'the log of seals only grows'); END;
CREATE TRIGGER seal_hash_is_fixed BEFORE UPDATE ON seal_hash BEGIN SELECT RAISE(ABORT, 'the log of seals only grows'); END;
CREATE TRIGGER seal_head_grows BEFORE UPDATE ON seal_head WHEN NEW.size <= OLD.size
    BEGIN SELECT RAISE(ABORT, 'the log of seals only grows'); END;
