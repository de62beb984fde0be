CREATE FUNCTION claims_seal_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'Public records are withdrawn, never deleted.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.version > 0 THEN
            RAISE EXCEPTION 'A public record is withdrawn, never deleted.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    {mark_new}
    RETURN NULL;
END $body$;
CREATE TRIGGER claims_seal_insert AFTER INSERT ON {table} FOR EACH ROW
WHEN (NEW.state = 'published') EXECUTE FUNCTION claims_seal_{table}();
CREATE TRIGGER claims_seal_update AFTER UPDATE ON {table} FOR EACH ROW
WHEN ((NEW.state IN ('published', 'withdrawn') OR OLD.state IN ('published', 'withdrawn')) AND ({changed}))
EXECUTE FUNCTION claims_seal_{table}();
CREATE TRIGGER claims_seal_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION claims_seal_{table}();
CREATE TRIGGER claims_seal_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION claims_seal_{table}();
