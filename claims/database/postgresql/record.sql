CREATE FUNCTION claims_keep_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'Public records are withdrawn, never deleted.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.version > 0 THEN
        RAISE EXCEPTION 'A public record is withdrawn, never deleted.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $body$;
CREATE TRIGGER claims_keep_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION claims_keep_{table}();
CREATE TRIGGER claims_keep_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION claims_keep_{table}();
