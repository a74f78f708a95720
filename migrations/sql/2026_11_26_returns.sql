-- A debit that its bank took back, a card payment that was disputed: the payment pays nothing any more.
ALTER TABLE payment ADD COLUMN returned_on DATE;
ALTER TABLE payment DROP COLUMN unallocated;
ALTER TABLE payment ADD COLUMN unallocated NUMERIC(14, 2) NOT NULL
    GENERATED ALWAYS AS (CASE WHEN returned_on IS NULL THEN amount - allocated ELSE 0 END) STORED;

-- The only way: allocations are never taken away one by one, and a payment returns once.
CREATE FUNCTION return_payment(which uuid, day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose CONSTANT uuid := nullif(current_setting('app.organisation', true), '')::uuid;
BEGIN
    PERFORM FROM payment WHERE organisation_id = whose AND id = which AND returned_on IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE document d SET paid = d.paid - a.amount FROM allocation a
        WHERE a.organisation_id = whose AND a.payment_id = which AND d.organisation_id = whose AND d.id = a.document_id;
    DELETE FROM allocation WHERE organisation_id = whose AND payment_id = which;
    UPDATE payment SET allocated = 0, returned_on = day WHERE organisation_id = whose AND id = which;
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION return_payment(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION return_payment(uuid, date) TO smoall_app;
