CREATE TRIGGER claims_keep_insert_{table} AFTER INSERT ON {table}
BEGIN
    UPDATE {table} SET (public, said_undated, said_newest, said_oldest) = (
        SELECT o.state = 'published', o.said_undated, o.said_newest, o.said_oldest
        FROM claims_claim o WHERE o.id = NEW.claim_id
    ) WHERE id = NEW.id AND EXISTS (SELECT 1 FROM claims_claim o WHERE o.id = NEW.claim_id);
END;
CREATE TRIGGER claims_keep_update_{table} AFTER UPDATE ON {table}
WHEN (NEW.public, NEW.said_undated, NEW.said_newest, NEW.said_oldest) IS NOT (
    SELECT o.state = 'published', o.said_undated, o.said_newest, o.said_oldest
    FROM claims_claim o WHERE o.id = NEW.claim_id
)
BEGIN
    UPDATE {table} SET (public, said_undated, said_newest, said_oldest) = (
        SELECT o.state = 'published', o.said_undated, o.said_newest, o.said_oldest
        FROM claims_claim o WHERE o.id = NEW.claim_id
    ) WHERE id = NEW.id AND EXISTS (SELECT 1 FROM claims_claim o WHERE o.id = NEW.claim_id);
END;
CREATE TRIGGER claims_keep_claim_{table} AFTER UPDATE ON claims_claim
WHEN NEW.state <> OLD.state OR NEW.said_undated <> OLD.said_undated
    OR NEW.said_newest <> OLD.said_newest OR NEW.said_oldest <> OLD.said_oldest
BEGIN
    UPDATE {table} SET
        public = (NEW.state = 'published'), said_undated = NEW.said_undated,
        said_newest = NEW.said_newest, said_oldest = NEW.said_oldest
    WHERE claim_id = NEW.id;
END;
