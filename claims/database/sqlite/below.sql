CREATE TRIGGER claims_seal_insert_{table} AFTER INSERT ON {table} BEGIN {mark_new} END;
CREATE TRIGGER claims_seal_update_{table} AFTER UPDATE ON {table} WHEN {changed} BEGIN {mark_old} {mark_new} END;
CREATE TRIGGER claims_seal_delete_{table} AFTER DELETE ON {table} BEGIN {mark_old} END;
