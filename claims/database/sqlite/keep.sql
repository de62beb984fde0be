CREATE TRIGGER claims_keep_insert_{table} AFTER INSERT ON {table}
BEGIN
    UPDATE {table} SET (public, {columns}) = (
        SELECT o.state = 'published', {of_claim} FROM claims_claim o WHERE o.id = NEW.claim_id
    ) WHERE id = NEW.id AND EXISTS (SELECT 1 FROM claims_claim o WHERE o.id = NEW.claim_id);
END;
CREATE TRIGGER claims_keep_update_{table} AFTER UPDATE ON {table}
WHEN (NEW.public, {of_row}) IS NOT (
    SELECT o.state = 'published', {of_claim} FROM claims_claim o WHERE o.id = NEW.claim_id
)
BEGIN
    UPDATE {table} SET (public, {columns}) = (
        SELECT o.state = 'published', {of_claim} FROM claims_claim o WHERE o.id = NEW.claim_id
    ) WHERE id = NEW.id AND EXISTS (SELECT 1 FROM claims_claim o WHERE o.id = NEW.claim_id);
END;
CREATE TRIGGER claims_keep_claim_{table} AFTER UPDATE ON claims_claim
WHEN NEW.state <> OLD.state OR {changed}
BEGIN
    UPDATE {table} SET (public, {columns}) = (NEW.state = 'published', {of_row})
    WHERE claim_id = NEW.id;
END;
