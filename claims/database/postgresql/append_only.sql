CREATE FUNCTION claims_only_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT ({insert}) THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'UPDATE' THEN
        IF NOT ({update}) THEN RETURN NEW; END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF NOT ({delete}) THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION '{table} is append-only.' USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER claims_only_change BEFORE {events} ON {table}
FOR EACH ROW EXECUTE FUNCTION claims_only_{table}();
CREATE TRIGGER claims_only_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION claims_only_{table}();
