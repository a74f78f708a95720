-- Mailboxes that are not written to any more, and when a letter was last handed over.

CREATE TABLE suppression (
    address_hmac BYTEA NOT NULL,
    reason TEXT NOT NULL,
    provider TEXT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (address_hmac)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON suppression TO smoall_app;

CREATE TABLE audience_member (
    user_id UUID NOT NULL,
    member_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (user_id)
);
CREATE INDEX audience_member_member_id_idx ON audience_member (member_id);
CREATE TABLE audience_farewell (
    id UUID NOT NULL,
    member_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON audience_member, audience_farewell TO smoall_app;

ALTER TABLE delivery
    ADD COLUMN provider_id TEXT,
    ADD COLUMN attempted_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE message ADD COLUMN attempted_at TIMESTAMP WITH TIME ZONE;
CREATE INDEX message_recipient_idx ON message (recipient, sent_at);
