CREATE TABLE IF NOT EXISTS claims_search (
    claim_id bigint PRIMARY KEY,
    document tsvector NOT NULL
);
CREATE INDEX IF NOT EXISTS claims_search_document ON claims_search USING gin (document) WITH (fastupdate = off);
