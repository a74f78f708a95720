-- What was stated of contacts and advertising, one beside the other: to which words a consent was given (GDPR art. 7(1)).

CREATE TABLE marketing_statement (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    contact_id UUID NOT NULL,
    basis TEXT NOT NULL,
    proof TEXT,
    wording TEXT,
    wording_version TEXT,
    wording_sha256 TEXT,
    given_on DATE,
    stated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT marketing_statement_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, contact_id) REFERENCES contact (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX marketing_statement_contact_id_idx ON marketing_statement (organisation_id, contact_id, stated_at, id);
CREATE INDEX marketing_statement_wording_version_idx ON marketing_statement (organisation_id, wording_version);
GRANT SELECT, INSERT, UPDATE, DELETE ON marketing_statement TO smoall_app;
ALTER TABLE marketing_statement ENABLE ROW LEVEL SECURITY;
ALTER TABLE marketing_statement FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON marketing_statement USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
