-- Objections (GDPR art. 21) and restrictions (art. 18): marks on customers and contacts, the list of addresses whose
-- owners objected, and documents that are only kept. Marks have their own columns; issued documents stay as they are.

ALTER TABLE company
    ADD COLUMN opposed_since TIMESTAMP WITH TIME ZONE,
    ADD COLUMN opposed_by TEXT,
    ADD COLUMN opposed_reason TEXT,
    ADD COLUMN restricted_since TIMESTAMP WITH TIME ZONE,
    ADD COLUMN restriction_reason TEXT;
ALTER TABLE contact
    ADD COLUMN opposed_since TIMESTAMP WITH TIME ZONE,
    ADD COLUMN opposed_by TEXT,
    ADD COLUMN opposed_reason TEXT,
    ADD COLUMN restricted_since TIMESTAMP WITH TIME ZONE,
    ADD COLUMN restriction_reason TEXT;
ALTER TABLE delivery ADD COLUMN legal_duty TEXT;

CREATE TABLE opposed_address (
    organisation_id UUID NOT NULL,
    address_hmac BYTEA NOT NULL,
    record_id UUID NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    opposed_by TEXT NOT NULL,
    CONSTRAINT opposed_address_pk PRIMARY KEY (organisation_id, address_hmac, record_id)
);
CREATE INDEX opposed_address_record_id_idx ON opposed_address (organisation_id, record_id);

CREATE TABLE document_restriction (
    organisation_id UUID NOT NULL,
    document_id UUID NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT document_restriction_pk PRIMARY KEY (organisation_id, document_id),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id) ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['opposed_address', 'document_restriction'] LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO smoall_app', name);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($p$CREATE POLICY of_the_organisation ON %I USING
            (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid))$p$, name);
    END LOOP;
END $$;
