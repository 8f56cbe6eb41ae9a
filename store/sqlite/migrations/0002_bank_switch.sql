-- SPDX-License-Identifier: Apache-2.0
-- While a switched bank's items are being announced in the feed: the row number that has been reached. NULL: all are.
ALTER TABLE bank ADD COLUMN announced INTEGER;
