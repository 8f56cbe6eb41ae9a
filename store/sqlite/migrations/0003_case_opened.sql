-- SPDX-License-Identifier: Apache-2.0
-- The UTC day, as its first millisecond, on which somebody last opened the case. NULL: not known, of a case from before
-- this was kept; the next expire() begins to count.
ALTER TABLE submission ADD COLUMN opened INTEGER;
CREATE INDEX submission_opened ON submission (opened);
