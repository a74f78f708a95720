-- How long organisations keep their records: choices, holds, reviews of prospects, purges that they ordered; and the one
-- way in which single documents and payments go, which the database itself holds against the law and against holds.

-- The last dealing that a document of a customer told of, once the document is gone: a former customer stays one.
ALTER TABLE company ADD COLUMN dealt_on DATE;

CREATE TABLE retention_choice (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    category TEXT NOT NULL,
    years INTEGER,
    months INTEGER,
    unlimited BOOLEAN DEFAULT false NOT NULL,
    automatic BOOLEAN DEFAULT false NOT NULL,
    reason TEXT,
    chosen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    chosen_by UUID NOT NULL,
    CONSTRAINT retention_choice_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX retention_choice_chosen_at_idx ON retention_choice (organisation_id, category, chosen_at);

CREATE TABLE legal_hold (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    scope TEXT NOT NULL,
    target_id UUID,
    from_day DATE,
    to_day DATE,
    ground TEXT NOT NULL,
    reason TEXT NOT NULL,
    until DATE,
    placed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    placed_by UUID NOT NULL,
    released_at TIMESTAMP WITH TIME ZONE,
    released_by UUID,
    release_reason TEXT,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT legal_hold_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX legal_hold_placed_at_idx ON legal_hold (organisation_id, placed_at, id);

CREATE TABLE prospect_review (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    company_id UUID NOT NULL,
    kept_until DATE,
    reason TEXT NOT NULL,
    reviewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    reviewed_by UUID NOT NULL,
    CONSTRAINT prospect_review_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, company_id) REFERENCES company (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX prospect_review_company_id_idx ON prospect_review (organisation_id, company_id, reviewed_at);

CREATE TABLE purge_order (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    reason TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    judged_on DATE NOT NULL,
    state TEXT NOT NULL,
    total INTEGER NOT NULL,
    done INTEGER DEFAULT '0' NOT NULL,
    gone JSONB NOT NULL,
    ordered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ordered_by UUID NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT purge_order_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX purge_order_ordered_at_idx ON purge_order (organisation_id, ordered_at, id);

CREATE TABLE purge_item (
    organisation_id UUID NOT NULL,
    order_id UUID NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    object_id UUID NOT NULL,
    outcome TEXT,
    kept_for TEXT,
    CONSTRAINT purge_item_pk PRIMARY KEY (organisation_id, order_id, position),
    FOREIGN KEY (organisation_id, order_id) REFERENCES purge_order (organisation_id, id) ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['retention_choice', 'legal_hold', 'prospect_review', 'purge_order', 'purge_item'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($p$CREATE POLICY of_the_organisation ON %I USING
            (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid))$p$, name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO smoall_app', name);
    END LOOP;
END $$;
-- Who keeps house sees where an organisation has ordered that what is over goes by itself.
CREATE POLICY of_the_keeper ON retention_choice FOR SELECT USING (current_setting('app.keeper', true) = 'on');

-- The last day on which the law keeps a document of that day, exactly: documents dated before 2023 seven years after
-- their fiscal year closed, which begins with the month ``first_month``; later ones ten calendar years (VAT Code
-- art. 60 § 4), which is always longer than the seven of the books.
CREATE FUNCTION kept_until(dated date, first_month int) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT make_date(extract(year FROM dated)::int + CASE
        WHEN dated >= DATE '2023-01-01' THEN 10
        WHEN first_month > 1 AND extract(month FROM dated) >= first_month THEN 8
        ELSE 7 END, 12, 31)
$$;
CREATE FUNCTION first_month_of(whose uuid) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT fiscal_year_start FROM organisation WHERE organisation_id = whose), 12)::int
$$;

CREATE OR REPLACE FUNCTION issued_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving CONSTANT text[] := ARRAY['paid', 'credited', 'balance', 'state', 'listed_on'];
BEGIN
    IF TG_OP = 'DELETE' AND OLD.balance = 0
        AND kept_until(OLD.issued_on, first_month_of(OLD.organisation_id)) < brussels_today() THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving = to_jsonb(OLD) - moving
        AND (NEW.paid, NEW.credited) IS DISTINCT FROM (OLD.paid, OLD.credited) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document % is issued: it can be credited, not changed', OLD.number USING ERRCODE = 'restrict_violation';
END $$;

-- What a hold that is not released, and not over, is on: invoices by themselves, by their credit notes, by what paid
-- them, by their customer, by their day.
CREATE FUNCTION held_documents(whose uuid, named uuid[]) RETURNS TABLE (root uuid, hold uuid) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT coalesce(d.credits_id, d.id), h.id
    FROM legal_hold h JOIN document d ON d.organisation_id = whose AND (
        h.scope = 'COMPANY' AND d.company_id = h.target_id
        OR h.scope = 'DOCUMENT' AND d.id = h.target_id
        OR h.scope = 'PERIOD' AND d.issued_on BETWEEN coalesce(h.from_day, '-infinity') AND coalesce(h.to_day, 'infinity')
        OR h.scope = 'PAYMENT' AND EXISTS (SELECT FROM allocation a WHERE a.organisation_id = whose
            AND a.payment_id = h.target_id AND a.document_id = d.id))
    WHERE h.organisation_id = whose AND h.released_at IS NULL
    AND (named IS NULL OR coalesce(d.credits_id, d.id) = ANY (named))
$$;

-- Drop those of these invoices that may go, with their credit notes and all that hangs on them: past the law's term,
-- settled, paid by money that is past its own, no draft credit note, held by nobody. Answers which
-- went, what went by table, the contents of files to which nothing of the organisation refers any more, and the letters.
-- The organisation is that of the transaction. Whoever calls has locked the documents.
CREATE FUNCTION purge_invoices(roots uuid[], OUT gone uuid[], OUT counts jsonb, OUT files text[], OUT letters uuid[])
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose CONSTANT uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    today CONSTANT date := brussels_today();
    first_month CONSTANT int := first_month_of(whose);
    family uuid[];
    numbers jsonb := '{}';
    count int;
BEGIN
    SELECT array_agg(d.id) INTO gone FROM document d
        WHERE d.organisation_id = whose AND d.id = ANY (roots) AND d.issued_on IS NOT NULL AND d.credits_id IS NULL
        AND d.balance = 0 AND kept_until(d.issued_on, first_month) < today
        AND NOT EXISTS (SELECT FROM document c WHERE c.organisation_id = whose AND c.credits_id = d.id
            AND (c.issued_on IS NULL OR kept_until(c.issued_on, first_month) >= today))
        AND NOT EXISTS (SELECT FROM allocation a JOIN payment p ON p.organisation_id = whose AND p.id = a.payment_id
            WHERE a.organisation_id = whose AND a.document_id = d.id
            AND kept_until(p.received_on, first_month) >= today)
        AND d.id NOT IN (SELECT root FROM held_documents(whose, roots) JOIN legal_hold h
            ON h.organisation_id = whose AND h.id = hold AND (h.until IS NULL OR h.until >= today));
    counts := numbers;
    IF gone IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(id) INTO family FROM document
        WHERE organisation_id = whose AND (id = ANY (gone) OR credits_id = ANY (gone));
    UPDATE company c SET dealt_on = greatest(c.dealt_on, told.last) FROM (
        SELECT d.company_id, max(greatest((d.created_at AT TIME ZONE 'Europe/Brussels')::date, d.issued_on,
            (SELECT max((v.created_at AT TIME ZONE 'Europe/Brussels')::date) FROM delivery v
                WHERE v.organisation_id = whose AND v.document_id = d.id),
            (SELECT max(p.received_on) FROM allocation a JOIN payment p ON p.organisation_id = whose
                AND p.id = a.payment_id WHERE a.organisation_id = whose AND a.document_id = d.id))) AS last
        FROM document d WHERE d.organisation_id = whose AND d.id = ANY (family) GROUP BY d.company_id
    ) told WHERE c.organisation_id = whose AND c.id = told.company_id;
    DELETE FROM allocation WHERE organisation_id = whose AND document_id = ANY (family);
    GET DIAGNOSTICS count = ROW_COUNT;
    numbers := numbers || jsonb_build_object('allocation', count);
    WITH dropped AS (
        DELETE FROM document_file WHERE organisation_id = whose AND document_id = ANY (family) RETURNING sha256
    ), counted AS (SELECT count(*) AS n FROM dropped)
    SELECT array_agg(DISTINCT d.sha256) FILTER (WHERE NOT EXISTS (
        SELECT FROM document_file f WHERE f.organisation_id = whose AND f.sha256 = d.sha256
        AND f.document_id <> ALL (family))), (SELECT n FROM counted) INTO files, count FROM dropped d;
    numbers := numbers || jsonb_build_object('document_file', coalesce(count, 0));
    WITH dropped AS (
        DELETE FROM delivery WHERE organisation_id = whose AND document_id = ANY (family) RETURNING id
    )
    SELECT array_agg(id) INTO letters FROM dropped;
    numbers := numbers || jsonb_build_object('delivery', coalesce(cardinality(letters), 0));
    SELECT numbers || jsonb_build_object(
        'document_line', (SELECT count(*) FROM document_line
            WHERE organisation_id = whose AND document_id = ANY (family)),
        'document_discount', (SELECT count(*) FROM document_discount
            WHERE organisation_id = whose AND document_id = ANY (family)),
        'document_vat', (SELECT count(*) FROM document_vat
            WHERE organisation_id = whose AND document_id = ANY (family)),
        'document_restriction', (SELECT count(*) FROM document_restriction
            WHERE organisation_id = whose AND document_id = ANY (family))) INTO numbers;
    DELETE FROM document WHERE organisation_id = whose AND id = ANY (family) AND credits_id IS NOT NULL;
    DELETE FROM document WHERE organisation_id = whose AND id = ANY (family);
    counts := numbers || jsonb_build_object('document', cardinality(family));
END $$;

-- The same by the term alone, for an organisation that is erased and for Smoall itself.
CREATE OR REPLACE FUNCTION purge_documents(most int, OUT gone int, OUT files text[]) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose CONSTANT uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    today CONSTANT date := brussels_today();
    first_month CONSTANT int := first_month_of(whose);
    roots uuid[];
    purged record;
BEGIN
    SELECT array_agg(id) INTO roots FROM (
        SELECT d.id FROM document d
        WHERE d.organisation_id = whose AND d.issued_on IS NOT NULL AND d.credits_id IS NULL AND d.balance = 0
        AND kept_until(d.issued_on, first_month) < today
        AND NOT EXISTS (SELECT FROM document c WHERE c.organisation_id = whose AND c.credits_id = d.id
            AND (c.issued_on IS NULL OR kept_until(c.issued_on, first_month) >= today))
        AND NOT EXISTS (SELECT FROM allocation a JOIN payment p ON p.organisation_id = whose AND p.id = a.payment_id
            WHERE a.organisation_id = whose AND a.document_id = d.id
            AND kept_until(p.received_on, first_month) >= today)
        AND d.id NOT IN (SELECT root FROM held_documents(whose, NULL) JOIN legal_hold h
            ON h.organisation_id = whose AND h.id = hold AND (h.until IS NULL OR h.until >= today))
        ORDER BY d.issued_on, d.id LIMIT most FOR UPDATE OF d SKIP LOCKED
    ) found;
    SELECT * INTO purged FROM purge_invoices(roots);
    gone := coalesce((purged.counts ->> 'document')::int, 0);
    files := purged.files;
END $$;

-- Payments of these past their term to which nothing refers any more, that owe nothing and nobody holds; of all where none are
-- named. Answers which went.
CREATE FUNCTION purge_received(named uuid[], most int) RETURNS uuid[] LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose CONSTANT uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    today CONSTANT date := brussels_today();
    first_month CONSTANT int := first_month_of(whose);
    gone uuid[];
BEGIN
    WITH dropped AS (
        DELETE FROM payment WHERE organisation_id = whose AND id IN (
            SELECT p.id FROM payment p WHERE p.organisation_id = whose AND (named IS NULL OR p.id = ANY (named))
            AND kept_until(p.received_on, first_month) < today AND p.unallocated = 0
            AND NOT EXISTS (SELECT FROM allocation a WHERE a.organisation_id = whose AND a.payment_id = p.id)
            AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.organisation_id = whose AND h.released_at IS NULL
                AND (h.until IS NULL OR h.until >= today) AND (h.scope = 'PAYMENT' AND h.target_id = p.id
                OR h.scope = 'PERIOD' AND p.received_on BETWEEN coalesce(h.from_day, '-infinity')
                    AND coalesce(h.to_day, 'infinity')))
            LIMIT most FOR UPDATE SKIP LOCKED)
        RETURNING id)
    SELECT array_agg(id) INTO gone FROM dropped;
    RETURN gone;
END $$;
CREATE OR REPLACE FUNCTION purge_payments(most int) RETURNS int LANGUAGE sql AS $$
    SELECT coalesce(cardinality(purge_received(NULL, most)), 0)
$$;
REVOKE EXECUTE ON FUNCTION purge_invoices(uuid[]), purge_received(uuid[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_invoices(uuid[]), purge_received(uuid[], int) TO smoall_app;
REVOKE EXECUTE ON FUNCTION first_month_of(uuid), held_documents(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION first_month_of(uuid), held_documents(uuid, uuid[]) TO smoall_app;
