-- SPDX-License-Identifier: Apache-2.0
-- The delays of the feed that the service last ran with, for commands beside it. No row: it has not run since this was kept.
CREATE TABLE feed_spread (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    added   INTEGER NOT NULL CHECK (added >= 0),
    removed INTEGER NOT NULL CHECK (removed >= 0)
) STRICT;
