CREATE TRIGGER claims_only_insert_{table} BEFORE INSERT ON {table}
WHEN {insert}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: its rows come with their seal.'); END;
CREATE TRIGGER claims_only_update_{table} BEFORE UPDATE ON {table}
WHEN {update}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: its rows never change.'); END;
CREATE TRIGGER claims_only_delete_{table} BEFORE DELETE ON {table}
WHEN {delete}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: its rows stay.'); END;
