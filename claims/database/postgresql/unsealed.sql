CREATE FUNCTION claims_only_claims_unsealed() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- The triggers that mark are one deep, and this one is below them.
        IF pg_trigger_depth() > 1 AND NEW.never_id = {nobody} THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'Only the database itself marks a record as unsealed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (
            SELECT 1 FROM claims_revision
            WHERE record_type = OLD.record_type AND record_key = OLD.record_key AND version > OLD.after_version
        ) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'A public record changed and has no new revision: publish or amend it.'
        USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER claims_only_change BEFORE INSERT OR UPDATE OR DELETE ON claims_unsealed
FOR EACH ROW EXECUTE FUNCTION claims_only_claims_unsealed();
CREATE TRIGGER claims_only_truncate BEFORE TRUNCATE ON claims_unsealed
FOR EACH STATEMENT EXECUTE FUNCTION claims_only_claims_unsealed();
