DROP TABLE document_restriction, opposed_address;
ALTER TABLE delivery DROP COLUMN legal_duty;
ALTER TABLE contact
    DROP COLUMN opposed_since, DROP COLUMN opposed_by, DROP COLUMN opposed_reason,
    DROP COLUMN restricted_since, DROP COLUMN restriction_reason;
ALTER TABLE company
    DROP COLUMN opposed_since, DROP COLUMN opposed_by, DROP COLUMN opposed_reason,
    DROP COLUMN restricted_since, DROP COLUMN restriction_reason;
