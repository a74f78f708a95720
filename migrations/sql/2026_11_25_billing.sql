-- Subscriptions to Smoall. Amounts in EUR; plans as they were signed.

CREATE TABLE subscription (
    organisation_id UUID NOT NULL,
    plan JSONB NOT NULL,
    seats INTEGER NOT NULL,
    anchor DATE NOT NULL,
    periods INTEGER DEFAULT '0' NOT NULL,
    charged_until DATE,
    trial_ends_on DATE,
    next_plan JSONB,
    next_seats INTEGER,
    paused_from DATE,
    paused_until DATE,
    ends_on DATE,
    past_due_since DATE,
    added JSONB DEFAULT '[]' NOT NULL,
    customer TEXT,
    method_id TEXT,
    method JSONB,
    state TEXT NOT NULL,
    allowed_actions TEXT[] NOT NULL,
    next_invoice JSONB,
    next_turn_on DATE,
    suspended_on DATE,
    trial_told_on DATE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT subscription_pk PRIMARY KEY (organisation_id)
);
CREATE INDEX subscription_customer_idx ON subscription (customer);
CREATE INDEX subscription_next_turn_on_idx ON subscription (next_turn_on);

CREATE TABLE subscription_invoice (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    key TEXT NOT NULL,
    charges JSONB NOT NULL,
    net NUMERIC(14, 2) NOT NULL,
    vat NUMERIC(14, 2),
    gross NUMERIC(14, 2),
    currency TEXT NOT NULL,
    number TEXT,
    issued_on DATE,
    due_on DATE,
    document_id UUID,
    attempts INTEGER DEFAULT '0' NOT NULL,
    failed_on DATE,
    last_on DATE,
    paid_on DATE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT subscription_invoice_pk PRIMARY KEY (organisation_id, id),
    CONSTRAINT subscription_invoice_key_key UNIQUE (organisation_id, key)
);
CREATE INDEX subscription_invoice_created_at_idx ON subscription_invoice (organisation_id, created_at, id);

CREATE TABLE collection (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    invoice_id UUID,
    attempt INTEGER NOT NULL,
    amount NUMERIC(14, 2) NOT NULL,
    currency TEXT NOT NULL,
    provider TEXT NOT NULL,
    provider_id TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL,
    refunded NUMERIC(14, 2) DEFAULT '0' NOT NULL,
    disputed BOOLEAN DEFAULT 'false' NOT NULL,
    failure TEXT,
    method JSONB,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    given_back NUMERIC(14, 2) DEFAULT '0' NOT NULL,
    CONSTRAINT collection_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY(organisation_id, invoice_id) REFERENCES subscription_invoice (organisation_id, id),
    CONSTRAINT collection_attempt_key UNIQUE (organisation_id, invoice_id, attempt)
);
CREATE INDEX collection_id_idx ON collection (id);

CREATE TABLE checkout (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    provider_id TEXT,
    plan JSONB,
    seats INTEGER,
    collection_id UUID,
    used_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT checkout_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX checkout_collection_id_idx ON checkout (organisation_id, collection_id);
CREATE INDEX checkout_provider_id_idx ON checkout (provider_id);

CREATE TABLE subscription_document (
    organisation_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    key TEXT NOT NULL,
    document_id UUID NOT NULL,
    CONSTRAINT subscription_document_pk PRIMARY KEY (organisation_id, customer_id, key),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id)
);

CREATE TABLE provider_charge (
    organisation_id UUID NOT NULL,
    collection_id UUID NOT NULL,
    document_id UUID,
    payment_id UUID NOT NULL,
    refunded NUMERIC(14, 2) DEFAULT '0' NOT NULL,
    disputed BOOLEAN DEFAULT 'false' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT provider_charge_pk PRIMARY KEY (organisation_id, collection_id),
    FOREIGN KEY(organisation_id, payment_id) REFERENCES payment (organisation_id, id)
);

CREATE TABLE trial_use (
    number_hash BYTEA NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (number_hash)
);

CREATE TABLE embedded_payment (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    collection_id UUID,
    customer TEXT,
    body JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT embedded_payment_collection_id_key UNIQUE (kind, collection_id)
);
CREATE INDEX embedded_payment_created_at_idx ON embedded_payment (kind, created_at);

-- Whoever was here before is on the free plan, as it is sold today.
INSERT INTO subscription (organisation_id, plan, seats, anchor, state, allowed_actions, created_at)
SELECT id, '{"code": "FREE", "version": 1, "valid_from": "2025-01-01", "name": "Free", "price": "0.00", "seats": 1,
    "seat_price": null, "limits": {"INVOICES_PER_MONTH": 20, "CONNECTIONS": 0}}', 1, created_at::date, 'ACTIVE',
    '{START_CHECKOUT}', now() FROM tenant;

GRANT SELECT, INSERT, UPDATE, DELETE ON subscription, subscription_invoice, collection, checkout, subscription_document,
    provider_charge, trial_use, embedded_payment TO smoall_app;
-- What was invoiced and collected is not taken back, and a trial is used once for all times.
REVOKE DELETE ON subscription_invoice, collection, subscription_document, provider_charge, trial_use FROM smoall_app;
REVOKE UPDATE ON subscription_document, trial_use FROM smoall_app;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['subscription', 'subscription_invoice', 'collection', 'checkout',
        'subscription_document', 'provider_charge'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($p$CREATE POLICY of_the_organisation ON %I USING
            (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid))$p$, name);
    END LOOP;
END $$;

-- The chore that turns subscriptions on their day finds them across organisations, and does nothing else there.
CREATE POLICY of_the_keeper ON subscription FOR SELECT USING (current_setting('app.keeper', true) = 'on');

-- A provider speaks of a collection, a page or a customer, not of an organisation: whoever names one finds where it is.
CREATE POLICY of_the_provider ON collection FOR SELECT
    USING (id = (SELECT nullif(current_setting('app.collection', true), '')::uuid));
CREATE POLICY of_the_provider ON checkout FOR SELECT
    USING (provider_id = (SELECT nullif(current_setting('app.checkout', true), '')));
CREATE POLICY of_the_provider ON subscription FOR SELECT
    USING (customer = (SELECT nullif(current_setting('app.customer', true), '')));
