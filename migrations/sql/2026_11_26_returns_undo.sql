DROP FUNCTION return_payment(uuid, date);
ALTER TABLE payment DROP COLUMN unallocated, DROP COLUMN returned_on;
ALTER TABLE payment ADD COLUMN unallocated NUMERIC(14, 2) NOT NULL GENERATED ALWAYS AS (amount - allocated) STORED;
