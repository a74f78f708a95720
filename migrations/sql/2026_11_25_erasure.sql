-- Erasing accounts and organisations: tombstones, ends, receipts, certificates, exports, and the one way in which what
-- is final may go: after its legal term, which the database checks itself.

ALTER TABLE user_account ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE tenant
    ADD COLUMN ended_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN reopened_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN erase_after DATE,
    ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE;

CREATE TABLE erasure_receipt (
    id UUID NOT NULL,
    subject TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    policy_version TEXT NOT NULL,
    lines JSONB NOT NULL,
    downstream JSONB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX erasure_receipt_subject_idx ON erasure_receipt (subject);

CREATE TABLE purge_run (
    id UUID NOT NULL,
    subject TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    run_on DATE NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    before JSONB NOT NULL,
    certificate JSONB,
    signature BYTEA,
    finished_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id)
);
CREATE INDEX purge_run_tenant_id_idx ON purge_run (tenant_id, started_at);

CREATE TABLE organisation_export (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    state TEXT NOT NULL,
    progress INTEGER DEFAULT '0' NOT NULL,
    total INTEGER DEFAULT '0' NOT NULL,
    size BIGINT,
    sha256 TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT organisation_export_pk PRIMARY KEY (organisation_id, id)
);
ALTER TABLE organisation_export ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_export FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON organisation_export USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));

GRANT SELECT, INSERT ON erasure_receipt TO smoall_app;
GRANT SELECT, INSERT, UPDATE ON purge_run TO smoall_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_export TO smoall_app;

-- A person's traces are found in every organisation they ever acted in, to be emptied there; who keeps house sees who
-- is a member somewhere, to find the accounts that no organisation needs any more.
CREATE POLICY of_the_person ON audit_actor FOR SELECT
    USING (user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid));
CREATE POLICY of_the_keeper ON membership FOR SELECT USING (current_setting('app.keeper', true) = 'on');

-- The last day on which the law keeps a document of that day: ten years from 1 January after it (VAT Code art. 60 § 4),
-- seven for what is dated before 2023, counted from a fiscal year that may close in the next; smoall/domain/privacy/account_policy.py says the same, and a test holds them
-- together. Vouchers follow their documents.
CREATE FUNCTION kept_until(dated date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT make_date(extract(year FROM dated)::int + CASE WHEN dated < DATE '2023-01-01' THEN 8 ELSE 10 END, 12, 31)
$$;
CREATE FUNCTION brussels_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (now() AT TIME ZONE 'Europe/Brussels')::date
$$;

-- What is issued never changes and never goes before its term, whatever is asked and by whom.
CREATE OR REPLACE FUNCTION issued_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving CONSTANT text[] := ARRAY['paid', 'credited', 'balance', 'state', 'listed_on'];
BEGIN
    IF TG_OP = 'DELETE' AND kept_until(OLD.issued_on) < brussels_today() AND OLD.balance = 0 THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving = to_jsonb(OLD) - moving
        AND (NEW.paid, NEW.credited) IS DISTINCT FROM (OLD.paid, OLD.credited) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document % is issued: it can be credited, not changed', OLD.number USING ERRCODE = 'restrict_violation';
END $$;

-- Documents of the organisation past their term, with all that hangs on them: those that are settled, together with the
-- invoice they credit and the credit notes of it, and only when the money that paid them is past its own. At most
-- ``most`` invoices at a time; answers how many documents went, and the contents of files that nothing of the
-- organisation refers to any more. The organisation is that of the transaction.
CREATE FUNCTION purge_documents(most int, OUT gone int, OUT files text[]) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose CONSTANT uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    roots uuid[];
    all_of_them uuid[];
    today CONSTANT date := brussels_today();
BEGIN
    SELECT array_agg(id) INTO roots FROM (
        SELECT d.id FROM document d
        WHERE d.organisation_id = whose AND d.issued_on IS NOT NULL AND d.credits_id IS NULL AND d.balance = 0
        AND kept_until(d.issued_on) < today
        AND NOT EXISTS (SELECT FROM document c WHERE c.organisation_id = whose AND c.credits_id = d.id
            AND (c.issued_on IS NULL OR kept_until(c.issued_on) >= today))
        AND NOT EXISTS (SELECT FROM allocation a JOIN payment p ON p.organisation_id = whose AND p.id = a.payment_id
            WHERE a.organisation_id = whose AND a.document_id = d.id AND kept_until(p.received_on) >= today)
        ORDER BY d.issued_on, d.id LIMIT most FOR UPDATE OF d SKIP LOCKED
    ) found;
    gone := 0;
    IF roots IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(id) INTO all_of_them FROM document
        WHERE organisation_id = whose AND (id = ANY (roots) OR credits_id = ANY (roots));
    DELETE FROM allocation WHERE organisation_id = whose AND document_id = ANY (all_of_them);
    WITH dropped AS (
        DELETE FROM document_file WHERE organisation_id = whose AND document_id = ANY (all_of_them) RETURNING sha256
    )
    SELECT array_agg(DISTINCT d.sha256) INTO files FROM dropped d WHERE NOT EXISTS (
        SELECT FROM document_file f WHERE f.organisation_id = whose AND f.sha256 = d.sha256
        AND f.document_id <> ALL (all_of_them));
    DELETE FROM delivery WHERE organisation_id = whose AND document_id = ANY (all_of_them);
    DELETE FROM document WHERE organisation_id = whose AND id = ANY (all_of_them) AND credits_id IS NOT NULL;
    DELETE FROM document WHERE organisation_id = whose AND id = ANY (all_of_them);
    gone := cardinality(all_of_them);
END $$;

-- Payments past their term to which nothing refers any more.
CREATE FUNCTION purge_payments(most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose CONSTANT uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    gone int;
BEGIN
    DELETE FROM payment WHERE organisation_id = whose AND id IN (
        SELECT p.id FROM payment p WHERE p.organisation_id = whose AND kept_until(p.received_on) < brussels_today()
        AND NOT EXISTS (SELECT FROM allocation a WHERE a.organisation_id = whose AND a.payment_id = p.id)
        LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Proof of what an erased person agreed to: five calendar years after the account's end.
CREATE FUNCTION purge_consents() RETURNS int LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE gone int;
BEGIN
    DELETE FROM consent c USING user_account u WHERE u.id = c.user_id
        AND make_date(extract(year FROM u.erased_at AT TIME ZONE 'Europe/Brussels')::int + 5, 12, 31) < brussels_today();
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION purge_documents(int), purge_payments(int), purge_consents() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_documents(int), purge_payments(int), purge_consents() TO smoall_app;
