CREATE TRIGGER claims_only_insert_claims_unsealed BEFORE INSERT ON claims_unsealed
WHEN NEW.never_id <> {nobody} OR NEW.after_version <> COALESCE((
    SELECT MAX(version) FROM claims_revision
    WHERE record_type = NEW.record_type AND record_key = NEW.record_key
), 0)
BEGIN SELECT RAISE(ABORT, 'Only the database itself marks a record as unsealed.'); END;
CREATE TRIGGER claims_only_update_claims_unsealed BEFORE UPDATE ON claims_unsealed
BEGIN SELECT RAISE(ABORT, 'A mark of an unsealed record never changes.'); END;
CREATE TRIGGER claims_only_delete_claims_unsealed BEFORE DELETE ON claims_unsealed
WHEN NOT EXISTS (
    SELECT 1 FROM claims_revision
    WHERE record_type = OLD.record_type AND record_key = OLD.record_key AND version > OLD.after_version
)
BEGIN SELECT RAISE(ABORT, 'A public record changed and has no new revision: publish or amend it.'); END;
