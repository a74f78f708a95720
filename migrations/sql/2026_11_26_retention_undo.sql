DROP FUNCTION purge_invoices(uuid[]);
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
CREATE OR REPLACE FUNCTION purge_documents(most int, OUT gone int, OUT files text[]) LANGUAGE plpgsql SECURITY DEFINER
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
DROP FUNCTION purge_payments(int);
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
REVOKE EXECUTE ON FUNCTION purge_payments(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_payments(int) TO smoall_app;
DROP FUNCTION purge_received(uuid[], int);
DROP FUNCTION held_documents(uuid, uuid[]);
DROP FUNCTION first_month_of(uuid);
DROP FUNCTION kept_until(date, int);
ALTER TABLE company DROP COLUMN dealt_on;
DROP TABLE purge_item, purge_order, prospect_review, legal_hold, retention_choice;
