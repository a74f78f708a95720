-- Where an audit chain stood, signed day by day: kept for good, for a tail cut off later is found by it.

CREATE TABLE signed_head (
    organisation_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    signature BYTEA NOT NULL,
    CONSTRAINT signed_head_pk PRIMARY KEY (organisation_id, sequence)
);
ALTER TABLE signed_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE signed_head FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON signed_head USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
GRANT SELECT, INSERT ON signed_head TO smoall_app;
