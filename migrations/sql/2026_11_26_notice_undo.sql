DROP TABLE objection_link;
DROP INDEX contact_email_idx;
ALTER TABLE contact
    DROP COLUMN informed_at, DROP COLUMN legal_basis, DROP COLUMN basis_assessment,
    DROP COLUMN marketing_basis, DROP COLUMN marketing_proof;
