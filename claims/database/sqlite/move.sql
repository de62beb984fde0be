CREATE TRIGGER claims_only_take_{table} BEFORE UPDATE OF {columns} ON {table}
WHEN {taken}
BEGIN SELECT RAISE(ABORT, '{table}: a row that is public or sealed is never replaced.'); END;
CREATE TRIGGER claims_only_move_{table} BEFORE UPDATE ON {table}
WHEN NEW."id" <> OLD."id"
BEGIN SELECT RAISE(ABORT, '{table}: the id of a row never changes.'); END;
