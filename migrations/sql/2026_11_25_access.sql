-- Every credential that opens the API is a row of session; letters to people who sign in, and the links in them.

ALTER TABLE session
    ADD COLUMN id UUID,
    ADD COLUMN kind TEXT,
    ADD COLUMN scopes TEXT[],
    ADD COLUMN method TEXT,
    ADD COLUMN seen_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN ends_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN remote_address TEXT,
    ADD COLUMN user_agent TEXT,
    ADD COLUMN api_key_id UUID,
    ADD COLUMN oauth_grant_id UUID;
UPDATE session SET id = gen_random_uuid(), kind = 'SESSION', seen_at = now(), ends_at = expires_at,
    expires_at = least(expires_at, now() + interval '12 hours');
ALTER TABLE session
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN kind SET NOT NULL,
    ALTER COLUMN seen_at SET NOT NULL,
    ALTER COLUMN ends_at SET NOT NULL,
    ADD UNIQUE (id);
CREATE INDEX session_user_id_idx ON session (user_id, organisation_id);
CREATE INDEX session_api_key_id_idx ON session (api_key_id);
CREATE INDEX session_oauth_grant_id_idx ON session (oauth_grant_id);

CREATE TABLE one_time_token (
    token_hash BYTEA NOT NULL,
    purpose TEXT NOT NULL,
    user_id UUID,
    subject_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (token_hash)
);
CREATE INDEX one_time_token_subject_id_idx ON one_time_token (purpose, subject_id);

CREATE TABLE message (
    id UUID NOT NULL,
    user_id UUID,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    recipient TEXT NOT NULL,
    name TEXT NOT NULL,
    words JSONB NOT NULL,
    link_purpose TEXT,
    subject_id UUID,
    state TEXT NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    failure TEXT,
    provider_id TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id)
);
CREATE INDEX message_created_at_idx ON message (created_at);
CREATE INDEX message_user_id_idx ON message (user_id, created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_token, message TO smoall_app;

-- A person sees the organisations they are a member of, whichever of them is open.
CREATE POLICY of_its_members ON organisation FOR SELECT USING (organisation_id IN (
    SELECT m.organisation_id FROM membership m
    WHERE m.user_id = (SELECT nullif(current_setting('app.user', true), '')::uuid)));
