-- What a request of a person about their data was answered (GDPR art. 5(2), 12(3)): the report, and its PDF by hash.

CREATE TABLE subject_answer (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    request_id UUID NOT NULL,
    contact_id UUID,
    language TEXT NOT NULL,
    report BYTEA NOT NULL,
    report_sha256 TEXT NOT NULL,
    pdf_sha256 TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    kept_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT subject_answer_pk PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX subject_answer_request_id_idx ON subject_answer (organisation_id, request_id);
CREATE INDEX subject_answer_created_at_idx ON subject_answer (created_at);
ALTER TABLE subject_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE subject_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON subject_answer USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
CREATE POLICY of_the_keeper ON subject_answer FOR SELECT
    USING (current_setting('app.keeper', true) = 'on' AND created_at < now() - interval '365 days');
CREATE POLICY of_the_keeper_to_drop ON subject_answer FOR DELETE
    USING (current_setting('app.keeper', true) = 'on' AND created_at < now() - interval '365 days');
GRANT SELECT, INSERT, UPDATE, DELETE ON subject_answer TO smoall_app;
