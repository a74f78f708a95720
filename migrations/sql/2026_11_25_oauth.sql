-- Other people's applications. Their rows are found by an id or a 256-bit secret before any organisation is known, so
-- these tables stay outside row-level security, as session does.

CREATE TABLE oauth_app (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    name TEXT NOT NULL,
    owner_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    redirect_uris TEXT[] NOT NULL,
    scopes TEXT[] NOT NULL,
    secret_hash BYTEA,
    previous_secret_hash BYTEA,
    previous_until TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT '1' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT oauth_app_secret_check CHECK ((kind = 'PUBLIC') = (secret_hash IS NULL))
);
CREATE INDEX oauth_app_organisation_id_idx ON oauth_app (organisation_id, name, id);

CREATE TABLE oauth_grant (
    id UUID NOT NULL,
    app_id UUID NOT NULL,
    user_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    scopes TEXT[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    FOREIGN KEY(app_id) REFERENCES oauth_app (id),
    FOREIGN KEY(user_id) REFERENCES user_account (id)
);
CREATE INDEX oauth_grant_user_id_idx ON oauth_grant (user_id, organisation_id, app_id, created_at);
CREATE INDEX oauth_grant_app_id_idx ON oauth_grant (app_id);

CREATE TABLE oauth_code (
    code_hash BYTEA NOT NULL,
    grant_id UUID NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (code_hash),
    FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
);
CREATE INDEX oauth_code_grant_id_idx ON oauth_code (grant_id);

CREATE TABLE oauth_refresh (
    token_hash BYTEA NOT NULL,
    grant_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    rotated_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (token_hash),
    FOREIGN KEY(grant_id) REFERENCES oauth_grant (id) ON DELETE CASCADE
);
CREATE INDEX oauth_refresh_grant_id_idx ON oauth_refresh (grant_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON oauth_app, oauth_grant, oauth_code, oauth_refresh TO smoall_app;
