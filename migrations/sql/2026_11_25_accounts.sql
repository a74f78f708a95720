-- Addresses that were verified, the language of what was agreed to, invitations, changes of address.

-- Smoall's own trail, in which stands what nobody in particular asked for.
SELECT set_config('app.organisation', '019a0000-0000-7000-8000-000000000001', true);
INSERT INTO audit_head (organisation_id, sequence, hash)
VALUES ('019a0000-0000-7000-8000-000000000001', 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;

ALTER TABLE user_account ADD COLUMN source_detail TEXT, ADD COLUMN email_verified_at TIMESTAMP WITH TIME ZONE;

-- What was agreed to before was shown in the language of the account.
ALTER TABLE consent ADD COLUMN language TEXT;
UPDATE consent c SET language = u.language FROM user_account u WHERE u.id = c.user_id;
ALTER TABLE consent ALTER COLUMN language SET NOT NULL;
CREATE INDEX consent_user_id_idx ON consent (user_id, at);

CREATE TABLE letter_request (
    id UUID NOT NULL,
    purpose TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE email_change (
    user_id UUID NOT NULL,
    id UUID NOT NULL,
    old_email TEXT NOT NULL,
    new_email TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    old_confirmed_at TIMESTAMP WITH TIME ZONE,
    new_confirmed_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (user_id),
    UNIQUE (id),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
);

CREATE TABLE invitation (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    email TEXT,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    message TEXT,
    source TEXT NOT NULL,
    invited_by UUID NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    accepted_by UUID,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT invitation_pk PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX invitation_pending_idx ON invitation (organisation_id, email) WHERE state = 'PENDING';
CREATE INDEX invitation_id_idx ON invitation (id);

GRANT SELECT, INSERT, UPDATE, DELETE ON letter_request, email_change, invitation TO smoall_app;
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_organisation ON invitation USING
    (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid));
-- Whoever holds the link to an invitation sees that one, before it is known whose it is.
CREATE POLICY of_the_invited ON invitation FOR SELECT USING
    (id = (SELECT nullif(current_setting('app.invitation', true), '')::uuid));
-- An invitation that nobody answered is forgotten: an address its owner never gave is not kept.
CREATE POLICY of_the_keeper_to_drop ON invitation FOR DELETE USING (current_setting('app.keeper', true) = 'on'
    AND state = 'PENDING' AND expires_at < now() - interval '14 days');
CREATE POLICY of_the_keeper ON invitation FOR SELECT USING (current_setting('app.keeper', true) = 'on'
    AND state = 'PENDING' AND expires_at < now() - interval '14 days');
