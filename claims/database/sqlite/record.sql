CREATE TRIGGER claims_keep_delete_{table} BEFORE DELETE ON {table}
WHEN OLD.version > 0
BEGIN SELECT RAISE(ABORT, 'A public record is withdrawn, never deleted.'); END;
