CREATE TABLE IF NOT EXISTS {table} (
    number bigint PRIMARY KEY,
    document tsvector NOT NULL
);
CREATE INDEX IF NOT EXISTS {table}_document ON {table} USING gin (document);
ALTER INDEX {table}_document RESET (fastupdate);
