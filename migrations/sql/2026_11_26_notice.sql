-- Informing contacts (GDPR art. 13, 14): when it was done, on which bases they are held and written to, and the links by
-- which they object, known by the hash of their token.

ALTER TABLE contact
    ADD COLUMN informed_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN legal_basis TEXT,
    ADD COLUMN basis_assessment TEXT,
    ADD COLUMN marketing_basis TEXT DEFAULT 'NONE' NOT NULL,
    ADD COLUMN marketing_proof TEXT;
CREATE INDEX contact_email_idx ON contact (organisation_id, lower(email));

CREATE TABLE objection_link (
    organisation_id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    contact_id UUID NOT NULL,
    delivery_id UUID NOT NULL,
    address_hmac BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT objection_link_pk PRIMARY KEY (organisation_id, token_hash)
);
CREATE INDEX objection_link_delivery_id_idx ON objection_link (organisation_id, delivery_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON objection_link TO smoall_app;
ALTER TABLE objection_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE objection_link FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON objection_link USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
