-- Requests of people about their data (GDPR art. 12(3)).

CREATE TABLE subject_request (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    person_name TEXT,
    person_email TEXT,
    person_phone TEXT,
    contact_id UUID,
    language TEXT NOT NULL,
    channel TEXT NOT NULL,
    received_on DATE NOT NULL,
    due_on DATE NOT NULL,
    state TEXT NOT NULL,
    extension_reason TEXT,
    extended_on DATE,
    verified_at TIMESTAMP WITH TIME ZONE,
    verified_method TEXT,
    verified_by UUID,
    refusal_ground TEXT,
    closed_at TIMESTAMP WITH TIME ZONE,
    receipt_id UUID,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT subject_request_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX subject_request_due_on_idx ON subject_request (organisation_id, due_on, id);
ALTER TABLE subject_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE subject_request FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON subject_request USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON subject_request TO smoall_app;
