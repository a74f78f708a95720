-- Every erasure in opaque ids, written in the transaction that erases; a chore copies it into the ledger that is kept
-- apart from this database, and notes at which place it stands there.

CREATE TABLE erasure (
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    tenant_id UUID,
    subjects UUID[] NOT NULL,
    case_id UUID,
    of_table TEXT,
    sequence BIGINT,
    hash BYTEA,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX erasure_sequence_idx ON erasure (sequence);

CREATE TABLE restoration (
    id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    replayed BIGINT NOT NULL,
    because TEXT,
    PRIMARY KEY (id)
);

-- Its place is noted once; nothing else of it ever changes, and it never goes.
CREATE FUNCTION erasures_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sequence IS NOT NULL THEN
        RAISE EXCEPTION 'erasure % stands in the ledger already', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER final BEFORE UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION erasures_are_final();

GRANT SELECT, INSERT ON erasure, restoration TO smoall_app;
GRANT UPDATE (sequence, hash) ON erasure TO smoall_app;

-- What was erased before there was a ledger. Row-level security binds the owner too.
ALTER TABLE contact_erasure NO FORCE ROW LEVEL SECURITY;
INSERT INTO erasure (id, kind, at, tenant_id, subjects)
    SELECT id, 'CONTACTS', at, organisation_id, contacts FROM contact_erasure;
ALTER TABLE contact_erasure FORCE ROW LEVEL SECURITY;
INSERT INTO erasure (id, kind, at, subjects)
    SELECT id, 'ACCOUNT', at, ARRAY[substr(subject, 5)::uuid] FROM erasure_receipt WHERE subject ~ '^usr_[0-9a-f]{32}$';
INSERT INTO erasure (id, kind, at, tenant_id, subjects)
    SELECT DISTINCT ON (t.id) p.id, 'ORGANISATION', t.erased_at, t.id, ARRAY[]::uuid[]
    FROM tenant t JOIN purge_run p ON p.tenant_id = t.id AND p.started_at <= t.erased_at
    WHERE t.erased_at IS NOT NULL ORDER BY t.id, p.started_at DESC
    ON CONFLICT DO NOTHING;
