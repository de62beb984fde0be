CREATE TRIGGER claims_only_update_claims_unsealed BEFORE UPDATE ON claims_unsealed
BEGIN SELECT RAISE(ABORT, 'A mark of an unsealed record never changes.'); END;
CREATE TRIGGER claims_only_delete_claims_unsealed BEFORE DELETE ON claims_unsealed
WHEN NOT EXISTS (
    SELECT 1 FROM claims_revision
    WHERE record_type = OLD.record_type AND record_key = OLD.record_key AND version > OLD.after_version
)
BEGIN SELECT RAISE(ABORT, 'A public record changed and has no new revision: publish or amend it.'); END;
