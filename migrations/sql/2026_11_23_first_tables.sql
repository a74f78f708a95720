-- The first tables. Their meaning, and the personal data in each column, stand in smoall/infra/postgres/tables.py.

CREATE TABLE audit_actor (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    user_id UUID,
    CONSTRAINT audit_actor_pk PRIMARY KEY (organisation_id, id),
    CONSTRAINT audit_actor_user_id_key UNIQUE (organisation_id, user_id)
);

CREATE TABLE audit_entry (
    organisation_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    action TEXT NOT NULL,
    object_id TEXT NOT NULL,
    actor_id UUID NOT NULL,
    request_id TEXT NOT NULL,
    commitment BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT audit_entry_pk PRIMARY KEY (organisation_id, sequence)
);
CREATE INDEX audit_entry_object_id_idx ON audit_entry (organisation_id, object_id, sequence);

CREATE TABLE audit_head (
    organisation_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT audit_head_pk PRIMARY KEY (organisation_id)
);

CREATE TABLE audit_payload (
    organisation_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    salt BYTEA NOT NULL,
    payload BYTEA NOT NULL,
    CONSTRAINT audit_payload_pk PRIMARY KEY (organisation_id, sequence)
);

CREATE TABLE company (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    enterprise_number TEXT,
    vat_number TEXT,
    language TEXT NOT NULL,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    archived_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT company_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX company_created_at_idx ON company (organisation_id, created_at, id);
CREATE INDEX company_enterprise_number_idx ON company (organisation_id, enterprise_number);
CREATE INDEX company_name_idx ON company (organisation_id, name, id);

CREATE TABLE idempotency (
    organisation_id UUID NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    request_sha256 BYTEA NOT NULL,
    answer BYTEA,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT idempotency_pk PRIMARY KEY (organisation_id, key, field)
);
CREATE INDEX idempotency_created_at_idx ON idempotency (created_at);

CREATE TABLE inbox (
    organisation_id UUID NOT NULL,
    provider TEXT NOT NULL,
    event_id TEXT NOT NULL,
    body BYTEA NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    handled_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT inbox_pk PRIMARY KEY (organisation_id, provider, event_id)
);

CREATE TABLE job_run (
    organisation_id UUID NOT NULL,
    run_key TEXT NOT NULL,
    actor TEXT NOT NULL,
    arguments JSONB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    failure TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT job_run_pk PRIMARY KEY (organisation_id, run_key)
);
CREATE INDEX job_run_state_idx ON job_run (organisation_id, state, updated_at, run_key);

CREATE TABLE journal (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    ordinal SMALLINT NOT NULL,
    pattern TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT journal_pk PRIMARY KEY (organisation_id, id),
    CONSTRAINT journal_code_key UNIQUE (organisation_id, code),
    CONSTRAINT journal_ordinal_key UNIQUE (organisation_id, ordinal)
);

CREATE TABLE organisation (
    organisation_id UUID NOT NULL,
    name TEXT NOT NULL,
    enterprise_number TEXT NOT NULL,
    vat_number TEXT,
    small_enterprise BOOLEAN DEFAULT false NOT NULL,
    legal_form TEXT,
    register TEXT,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    iban TEXT,
    bic TEXT,
    email TEXT,
    phone TEXT,
    language TEXT NOT NULL,
    logo TEXT,
    fiscal_year_start SMALLINT DEFAULT '1' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    PRIMARY KEY (organisation_id)
);

CREATE TABLE payment (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    amount NUMERIC(14, 2) NOT NULL,
    currency TEXT NOT NULL,
    received_on DATE NOT NULL,
    payer TEXT,
    communication TEXT,
    allocated NUMERIC(14, 2) DEFAULT '0' NOT NULL,
    unallocated NUMERIC(14, 2) GENERATED ALWAYS AS (amount - allocated) STORED NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT payment_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX payment_created_at_idx ON payment (organisation_id, created_at, id);
CREATE INDEX payment_received_on_idx ON payment (organisation_id, received_on, id);

CREATE TABLE schedule (
    name TEXT NOT NULL,
    next_run_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_run_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (name)
);

CREATE TABLE tenant (
    id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE throttle (
    subject BYTEA NOT NULL,
    failures INTEGER NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (subject)
);

CREATE TABLE user_account (
    id UUID NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (email)
);

CREATE TABLE consent (
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    subject TEXT NOT NULL,
    version TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    given BOOLEAN NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    remote_address TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES user_account (id)
);

CREATE TABLE contact (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    company_id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    job_title TEXT,
    language TEXT,
    source TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT contact_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY(organisation_id, company_id) REFERENCES company (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_company_id_idx ON contact (organisation_id, company_id, created_at, id);

CREATE TABLE document (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    company_id UUID NOT NULL,
    currency TEXT NOT NULL,
    language TEXT NOT NULL,
    payment_term_days INTEGER NOT NULL,
    buyer_reference TEXT,
    note TEXT,
    delivered_on DATE,
    delivery_country TEXT,
    exemption TEXT,
    credits_id UUID,
    reason TEXT,
    lines_total NUMERIC(14, 2) NOT NULL,
    discounts_total NUMERIC(14, 2) NOT NULL,
    net NUMERIC(14, 2) NOT NULL,
    vat NUMERIC(14, 2) NOT NULL,
    gross NUMERIC(14, 2) NOT NULL,
    journal_id UUID,
    fiscal_year INTEGER,
    sequence_number INTEGER,
    number TEXT,
    structured_communication TEXT,
    issued_on DATE,
    due_on DATE,
    issued_at TIMESTAMP WITH TIME ZONE,
    seller JSONB,
    buyer JSONB,
    mentions TEXT[],
    paid NUMERIC(14, 2) DEFAULT '0' NOT NULL,
    credited NUMERIC(14, 2) DEFAULT '0' NOT NULL,
    balance NUMERIC(14, 2) GENERATED ALWAYS AS (case when kind = 'INVOICE' and issued_on is not null then gross - paid - credited else 0 end) STORED NOT NULL,
    state TEXT GENERATED ALWAYS AS (case
    when issued_on is null then 'DRAFT'
    when kind = 'CREDIT_NOTE' then 'ISSUED'
    when gross > 0 and credited = gross then 'CREDITED'
    when paid + credited >= gross then 'PAID'
    when paid > 0 then 'PARTIALLY_PAID'
    else 'ISSUED' end) STORED NOT NULL,
    listed_on DATE GENERATED ALWAYS AS (coalesce(issued_on, 'infinity'::date)) STORED NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT document_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY(organisation_id, company_id) REFERENCES company (organisation_id, id),
    FOREIGN KEY(organisation_id, journal_id) REFERENCES journal (organisation_id, id),
    FOREIGN KEY(organisation_id, credits_id) REFERENCES document (organisation_id, id),
    CONSTRAINT document_sequence_number_key UNIQUE (organisation_id, journal_id, fiscal_year, sequence_number),
    CONSTRAINT document_number_key UNIQUE (organisation_id, number),
    CONSTRAINT document_structured_communication_key UNIQUE (organisation_id, structured_communication)
);
CREATE INDEX document_company_id_idx ON document (organisation_id, company_id, kind, listed_on, id);
CREATE INDEX document_created_at_idx ON document (organisation_id, kind, created_at, id);
CREATE INDEX document_credits_id_idx ON document (organisation_id, credits_id);
CREATE INDEX document_listed_on_idx ON document (organisation_id, kind, listed_on, id);
CREATE INDEX document_state_idx ON document (organisation_id, kind, state, listed_on, id);

CREATE TABLE membership (
    organisation_id UUID NOT NULL,
    user_id UUID NOT NULL,
    role TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT membership_pk PRIMARY KEY (organisation_id, user_id),
    FOREIGN KEY(user_id) REFERENCES user_account (id)
);
CREATE INDEX membership_user_id_idx ON membership (user_id);

CREATE TABLE sequence (
    organisation_id UUID NOT NULL,
    journal_id UUID NOT NULL,
    fiscal_year INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    last_issued_on DATE NOT NULL,
    previous_issued_on DATE,
    CONSTRAINT sequence_pk PRIMARY KEY (organisation_id, journal_id, fiscal_year),
    FOREIGN KEY(organisation_id, journal_id) REFERENCES journal (organisation_id, id)
);

CREATE TABLE session (
    token_hash BYTEA NOT NULL,
    user_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    role TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (token_hash),
    FOREIGN KEY(user_id) REFERENCES user_account (id)
);

CREATE TABLE allocation (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    payment_id UUID NOT NULL,
    document_id UUID NOT NULL,
    amount NUMERIC(14, 2) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT allocation_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY(organisation_id, payment_id) REFERENCES payment (organisation_id, id),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id)
);
CREATE INDEX allocation_document_id_idx ON allocation (organisation_id, document_id, created_at, id);
CREATE INDEX allocation_payment_id_idx ON allocation (organisation_id, payment_id, created_at, id);

CREATE TABLE delivery (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    document_id UUID NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    failure TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT delivery_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id)
);
CREATE INDEX delivery_created_at_idx ON delivery (organisation_id, created_at, id);
CREATE INDEX delivery_document_id_idx ON delivery (organisation_id, document_id, created_at, id);

CREATE TABLE document_discount (
    organisation_id UUID NOT NULL,
    document_id UUID NOT NULL,
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    percent NUMERIC,
    amount NUMERIC(14, 2) NOT NULL,
    vat_category TEXT NOT NULL,
    vat_rate NUMERIC NOT NULL,
    CONSTRAINT document_discount_pk PRIMARY KEY (organisation_id, document_id, position),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id) ON DELETE CASCADE
);

CREATE TABLE document_file (
    organisation_id UUID NOT NULL,
    document_id UUID NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT document_file_pk PRIMARY KEY (organisation_id, document_id, kind),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id)
);

CREATE TABLE document_line (
    organisation_id UUID NOT NULL,
    document_id UUID NOT NULL,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity NUMERIC NOT NULL,
    credited_before NUMERIC DEFAULT '0' NOT NULL,
    unit TEXT NOT NULL,
    unit_price NUMERIC NOT NULL,
    discount_percent NUMERIC NOT NULL,
    vat_category TEXT NOT NULL,
    vat_rate NUMERIC NOT NULL,
    net NUMERIC(14, 2) NOT NULL,
    CONSTRAINT document_line_pk PRIMARY KEY (organisation_id, document_id, position),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id) ON DELETE CASCADE
);

CREATE TABLE document_vat (
    organisation_id UUID NOT NULL,
    document_id UUID NOT NULL,
    position INTEGER NOT NULL,
    vat_category TEXT NOT NULL,
    vat_rate NUMERIC NOT NULL,
    base NUMERIC(14, 2) NOT NULL,
    amount NUMERIC(14, 2) NOT NULL,
    CONSTRAINT document_vat_pk PRIMARY KEY (organisation_id, document_id, position),
    FOREIGN KEY(organisation_id, document_id) REFERENCES document (organisation_id, id) ON DELETE CASCADE
);
