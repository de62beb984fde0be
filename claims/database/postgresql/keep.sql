CREATE FUNCTION claims_keep_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    o record;
BEGIN
    SELECT state, {columns} INTO o FROM claims_claim WHERE id = NEW.claim_id;
    IF FOUND THEN
        NEW.public := (o.state = 'published');
        {assigned}
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER claims_keep_copies BEFORE INSERT OR UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION claims_keep_{table}();
CREATE FUNCTION claims_keep_claim_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    -- The trigger of that table fetches the values.
    UPDATE {table} SET public = (NEW.state = 'published') WHERE claim_id = NEW.id;
    RETURN NULL;
END $body$;
CREATE TRIGGER claims_keep_{table} AFTER UPDATE ON claims_claim FOR EACH ROW
WHEN (NEW.state <> OLD.state OR {changed})
EXECUTE FUNCTION claims_keep_claim_{table}();
