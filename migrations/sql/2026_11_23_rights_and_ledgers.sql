-- Who may touch what, and what the database keeps by itself.

-- The application's role: it owns nothing and cannot pass by row security.
DO $$ BEGIN
    CREATE ROLE smoall_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;
DO $$ BEGIN
    EXECUTE format('GRANT smoall_app TO %I', current_user);
EXCEPTION WHEN OTHERS THEN NULL; -- already a member, or the operator granted it beforehand
END $$;
GRANT USAGE ON SCHEMA public, dramatiq TO smoall_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO smoall_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA dramatiq TO smoall_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA dramatiq TO smoall_app;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM smoall_app;

-- Tenancy: every table with an organisation_id answers only for the organisation of the transaction. An organisation
-- that was never set is NULL and matches nothing. Sessions are looked up by a 256-bit secret before any organisation is
-- known, so they alone stay outside.
DO $$
DECLARE name text;
BEGIN
    FOR name IN
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'session'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($p$CREATE POLICY of_the_organisation ON %I USING
            (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid))$p$, name);
    END LOOP;
END $$;

-- A person sees in which organisations they are, before one is chosen.
CREATE POLICY of_the_person ON membership FOR SELECT
    USING (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid));

-- Housekeeping goes through all organisations, and only for two things: to drop answers kept for replay after a day, and
-- to find jobs that lost their place in the queue. It says so itself, for the length of its own transaction.
CREATE POLICY of_the_keeper ON idempotency FOR SELECT
    USING (current_setting('app.keeper', true) = 'on' AND created_at < now() - interval '24 hours');
CREATE POLICY of_the_keeper_to_drop ON idempotency FOR DELETE
    USING (current_setting('app.keeper', true) = 'on' AND created_at < now() - interval '24 hours');
CREATE POLICY of_the_keeper ON job_run FOR SELECT USING (current_setting('app.keeper', true) = 'on');

-- The trace is written once.
REVOKE UPDATE, DELETE ON audit_entry FROM smoall_app;
REVOKE UPDATE ON audit_payload FROM smoall_app;
REVOKE DELETE ON audit_head FROM smoall_app;
REVOKE UPDATE, DELETE ON consent FROM smoall_app;

-- "Paid", "credited" and "allocated" are sums of the ledger. Triggers keep them; the application cannot write them.
REVOKE INSERT, UPDATE ON document, payment FROM smoall_app;
DO $$
DECLARE columns text;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
    WHERE attrelid = 'document'::regclass AND attnum > 0 AND attgenerated = '' AND attname NOT IN ('paid', 'credited');
    EXECUTE format('GRANT INSERT (%s), UPDATE (%s) ON document TO smoall_app', columns, columns);
    SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
    WHERE attrelid = 'payment'::regclass AND attnum > 0 AND attgenerated = '' AND attname <> 'allocated';
    EXECUTE format('GRANT INSERT (%s) ON payment TO smoall_app', columns);
END $$;
-- Only what a person wrote may be changed, to forget it. It is also the right that locking a payment asks for.
GRANT UPDATE (payer, communication) ON payment TO smoall_app;
REVOKE UPDATE, DELETE ON allocation FROM smoall_app;

ALTER TABLE document
    ADD CONSTRAINT document_kind_check CHECK (kind IN ('INVOICE', 'CREDIT_NOTE')),
    ADD CONSTRAINT document_ledger_check CHECK (paid BETWEEN 0 AND gross AND credited BETWEEN 0 AND gross),
    ADD CONSTRAINT document_issued_check CHECK ((issued_on IS NULL) = (number IS NULL)),
    ADD CONSTRAINT document_totals_check CHECK (net = lines_total - discounts_total AND gross = net + vat);
ALTER TABLE payment ADD CONSTRAINT payment_ledger_check CHECK (amount > 0 AND allocated BETWEEN 0 AND amount);
ALTER TABLE allocation ADD CONSTRAINT allocation_amount_check CHECK (amount > 0);

CREATE FUNCTION allocation_is_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE document SET paid = paid + NEW.amount
        WHERE organisation_id = NEW.organisation_id AND id = NEW.document_id;
    UPDATE payment SET allocated = allocated + NEW.amount
        WHERE organisation_id = NEW.organisation_id AND id = NEW.payment_id;
    RETURN NULL;
END $$;
CREATE TRIGGER counted AFTER INSERT ON allocation FOR EACH ROW EXECUTE FUNCTION allocation_is_counted();

CREATE FUNCTION credit_is_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE document SET credited = credited + NEW.gross
        WHERE organisation_id = NEW.organisation_id AND id = NEW.credits_id;
    RETURN NULL;
END $$;
CREATE TRIGGER counted AFTER UPDATE OF issued_on ON document FOR EACH ROW
    WHEN (OLD.issued_on IS NULL AND NEW.issued_on IS NOT NULL AND NEW.kind = 'CREDIT_NOTE')
    EXECUTE FUNCTION credit_is_counted();

-- Both count for whoever is allowed to write the ledger, and for nobody's own triggers.
REVOKE EXECUTE ON FUNCTION allocation_is_counted(), credit_is_counted() FROM PUBLIC;

-- What is issued never changes: only the two sums of the ledger move on, and what is generated from them.
CREATE FUNCTION issued_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving CONSTANT text[] := ARRAY['paid', 'credited', 'balance', 'state', 'listed_on'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving = to_jsonb(OLD) - moving
        AND (NEW.paid, NEW.credited) IS DISTINCT FROM (OLD.paid, OLD.credited) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document % is issued: it can be credited, not changed', OLD.number USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON document FOR EACH ROW
    WHEN (OLD.issued_on IS NOT NULL) EXECUTE FUNCTION issued_is_final();

-- Its lines, discounts and VAT are written with a draft and never updated: a draft that changes gets new ones.
REVOKE UPDATE ON document_line, document_discount, document_vat FROM smoall_app;
CREATE FUNCTION issued_parts_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM changed JOIN document d ON d.organisation_id = changed.organisation_id
               AND d.id = changed.document_id WHERE d.issued_on IS NOT NULL) THEN
        RAISE EXCEPTION 'the document is issued: its parts cannot change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE part text;
BEGIN
    FOREACH part IN ARRAY ARRAY['document_line', 'document_discount', 'document_vat'] LOOP
        EXECUTE format('CREATE TRIGGER final_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION issued_parts_are_final()', part);
        EXECUTE format('CREATE TRIGGER final_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION issued_parts_are_final()', part);
    END LOOP;
END $$;
REVOKE UPDATE, DELETE ON document_file FROM smoall_app;
REVOKE TRUNCATE ON ALL TABLES IN SCHEMA public FROM smoall_app;
