CREATE TRIGGER claims_seal_insert_{table} AFTER INSERT ON {table}
WHEN NEW.state = 'published'
BEGIN {mark_new} END;
CREATE TRIGGER claims_seal_update_{table} AFTER UPDATE ON {table}
WHEN (NEW.state IN ('published', 'withdrawn') OR OLD.state IN ('published', 'withdrawn')) AND ({changed})
BEGIN {mark_new} END;
CREATE TRIGGER claims_seal_delete_{table} BEFORE DELETE ON {table}
WHEN OLD.version > 0
BEGIN SELECT RAISE(ABORT, 'A public record is withdrawn, never deleted.'); END;
