CREATE FUNCTION claims_seal_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'Public records are withdrawn, never deleted.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP <> 'INSERT' THEN
        {mark_old}
    END IF;
    IF TG_OP <> 'DELETE' THEN
        {mark_new}
    END IF;
    RETURN NULL;
END $body$;
CREATE TRIGGER claims_seal_change AFTER INSERT OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION claims_seal_{table}();
CREATE TRIGGER claims_seal_update AFTER UPDATE ON {table} FOR EACH ROW
WHEN ({changed}) EXECUTE FUNCTION claims_seal_{table}();
CREATE TRIGGER claims_seal_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION claims_seal_{table}();
