CREATE TRIGGER claims_only_update_{table} BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: its rows never change.'); END;
CREATE TRIGGER claims_only_delete_{table} BEFORE DELETE ON {table}
WHEN {unless}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: its rows stay.'); END;
