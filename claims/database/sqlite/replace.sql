CREATE TRIGGER claims_only_replace_{table} BEFORE INSERT ON {table}
WHEN {taken}
BEGIN SELECT RAISE(ABORT, '{table}: a row that is public or sealed is never replaced.'); END;
