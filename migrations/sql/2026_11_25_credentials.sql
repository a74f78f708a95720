-- Second factors and passkeys belong to a person, API keys to an organisation; what finds a key is a row of session.

CREATE TABLE second_factor (
    user_id UUID NOT NULL,
    secret_sealed BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    last_counter BIGINT,
    PRIMARY KEY (user_id),
    FOREIGN KEY(user_id) REFERENCES user_account (id) ON DELETE CASCADE
);

CREATE TABLE recovery_code (
    user_id UUID NOT NULL,
    code_hash BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT recovery_code_pk PRIMARY KEY (user_id, code_hash),
    FOREIGN KEY(user_id) REFERENCES user_account (id) ON DELETE CASCADE
);

CREATE TABLE passkey (
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    credential_id BYTEA NOT NULL,
    public_key BYTEA NOT NULL,
    sign_count BIGINT NOT NULL,
    name TEXT NOT NULL,
    transports TEXT[] NOT NULL,
    backed_up BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    UNIQUE (credential_id),
    FOREIGN KEY(user_id) REFERENCES user_account (id) ON DELETE CASCADE
);
CREATE INDEX passkey_user_id_idx ON passkey (user_id, id);

CREATE TABLE challenge (
    challenge_hash BYTEA NOT NULL,
    purpose TEXT NOT NULL,
    user_id UUID,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (challenge_hash)
);
CREATE INDEX challenge_expires_at_idx ON challenge (expires_at);

CREATE TABLE api_key (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    scopes TEXT[] NOT NULL,
    created_by UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT api_key_pk PRIMARY KEY (organisation_id, id)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, recovery_code, passkey, challenge, api_key TO smoall_app;
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON api_key USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
