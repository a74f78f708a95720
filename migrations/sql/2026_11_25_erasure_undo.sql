DROP FUNCTION purge_documents(int), purge_payments(int), purge_consents();
CREATE OR REPLACE FUNCTION issued_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving CONSTANT text[] := ARRAY['paid', 'credited', 'balance', 'state', 'listed_on'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving = to_jsonb(OLD) - moving
        AND (NEW.paid, NEW.credited) IS DISTINCT FROM (OLD.paid, OLD.credited) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document % is issued: it can be credited, not changed', OLD.number USING ERRCODE = 'restrict_violation';
END $$;
DROP FUNCTION kept_until(date), brussels_today();
DROP POLICY of_the_person ON audit_actor;
DROP POLICY of_the_keeper ON membership;
DROP TABLE erasure_receipt, purge_run, organisation_export;
ALTER TABLE tenant DROP COLUMN ended_at, DROP COLUMN reopened_at, DROP COLUMN erase_after, DROP COLUMN erased_at;
ALTER TABLE user_account DROP COLUMN erased_at;
