-- The chain's hash tells that a batch is not as it was stored; these values tell which row of it.
-- CRC-32 of each row's bytes, four bytes a row, then the CRC-32 of all these. Null: stored by an older version.
alter table batch add column row_checks bytea;
-- Nothing in them can be compressed.
alter table batch alter column row_checks set storage external;
