-- Receipts of anonymised contacts, and the right to take a mention out of the lines and discounts of a draft: words only,
-- and never once the document is issued.

CREATE TABLE contact_erasure (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    subject TEXT NOT NULL,
    contacts UUID[] NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    policy_version TEXT NOT NULL,
    lines JSONB NOT NULL,
    downstream JSONB NOT NULL,
    CONSTRAINT contact_erasure_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX contact_erasure_at_idx ON contact_erasure (organisation_id, at, id);
ALTER TABLE contact_erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON contact_erasure USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
GRANT SELECT, INSERT, DELETE ON contact_erasure TO smoall_app;
GRANT UPDATE (reason) ON contact_erasure TO smoall_app;

GRANT UPDATE (description) ON document_line TO smoall_app;
GRANT UPDATE (reason) ON document_discount TO smoall_app;
CREATE TRIGGER final_update AFTER UPDATE ON document_line REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION issued_parts_are_final();
CREATE TRIGGER final_update AFTER UPDATE ON document_discount REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION issued_parts_are_final();
