-- The register of breaches (GDPR art. 33(5)): one row per organisation that is affected, and the whole in Smoall's own.

CREATE TABLE breach (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    natures TEXT[] NOT NULL,
    facts TEXT NOT NULL,
    effects TEXT,
    remedy TEXT,
    discovered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    occurred_from TIMESTAMP WITH TIME ZONE,
    occurred_until TIMESTAMP WITH TIME ZONE,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    hours INTEGER NOT NULL,
    notify_by TIMESTAMP WITH TIME ZONE,
    affected_rows JSONB NOT NULL,
    affected_people JSONB NOT NULL,
    objects TEXT[] NOT NULL,
    entries INTEGER NOT NULL,
    organisations JSONB NOT NULL,
    authority_notify BOOLEAN,
    authority_reason TEXT,
    people_notify BOOLEAN,
    people_reason TEXT,
    authority_told_at TIMESTAMP WITH TIME ZONE,
    authority_reference TEXT,
    controllers_told_at TIMESTAMP WITH TIME ZONE,
    controllers_reference TEXT,
    people_told_at TIMESTAMP WITH TIME ZONE,
    people_reference TEXT,
    closed_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT breach_pk PRIMARY KEY (organisation_id, id)
);
CREATE INDEX breach_recorded_at_idx ON breach (organisation_id, recorded_at, id);

-- Its history: nothing of it is written over. What names a person can be taken out of its texts.
CREATE TABLE breach_entry (
    organisation_id UUID NOT NULL,
    id UUID NOT NULL,
    breach_id UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    act TEXT NOT NULL,
    by UUID,
    party TEXT,
    notify BOOLEAN,
    told_at TIMESTAMP WITH TIME ZONE,
    facts TEXT,
    effects TEXT,
    remedy TEXT,
    reason TEXT,
    reference TEXT,
    CONSTRAINT breach_entry_pk PRIMARY KEY (organisation_id, id),
    FOREIGN KEY(organisation_id, breach_id) REFERENCES breach (organisation_id, id) ON DELETE CASCADE
);
CREATE INDEX breach_entry_breach_id_idx ON breach_entry (organisation_id, breach_id, at, id);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['breach', 'breach_entry'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($p$CREATE POLICY of_the_organisation ON %I USING
            (organisation_id = (SELECT nullif(current_setting('app.organisation', true), '')::uuid))$p$, name);
        -- An organisation's own rows go with it; Smoall's register stays.
        EXECUTE format($p$CREATE POLICY of_the_register ON %I AS RESTRICTIVE FOR DELETE USING
            (organisation_id <> '019a0000-0000-7000-8000-000000000001')$p$, name);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON breach TO smoall_app;
GRANT SELECT, INSERT, DELETE, UPDATE (facts, effects, remedy, reason, reference) ON breach_entry TO smoall_app;

-- Which organisations hold rows of a table with these ids. It looks with the caller's rights, into one organisation after
-- the other, the youngest first; the transaction speaks for the same organisation afterwards as before.
CREATE FUNCTION held_where(name text, key text, ids uuid[]) RETURNS TABLE (holder uuid, held uuid)
    LANGUAGE plpgsql AS $$
DECLARE
    before CONSTANT text := coalesce(current_setting('app.organisation', true), '');
    whose uuid;
    seen bigint := 0;
    found_here bigint;
BEGIN
    FOR whose IN SELECT t.id FROM tenant t ORDER BY t.id DESC LOOP
        PERFORM set_config('app.organisation', whose::text, true);
        RETURN QUERY EXECUTE format(
            'SELECT organisation_id, %1$I FROM %2$I WHERE organisation_id = $1 AND %1$I = ANY ($2)', key, name)
            USING whose, ids;
        GET DIAGNOSTICS found_here = ROW_COUNT;
        seen := seen + found_here;
        EXIT WHEN key = 'id' AND seen >= cardinality(ids);
    END LOOP;
    PERFORM set_config('app.organisation', before, true);
END $$;

-- What the trails say was acted on between two moments, both included: in one organisation or in all, by one person or
-- by anybody.
CREATE FUNCTION acted_on(since timestamptz, until timestamptz, only_in uuid, only_by uuid)
    RETURNS TABLE (holder uuid, named text, times bigint) LANGUAGE plpgsql AS $$
DECLARE
    before CONSTANT text := coalesce(current_setting('app.organisation', true), '');
    whose uuid;
BEGIN
    FOR whose IN SELECT t.id FROM tenant t WHERE only_in IS NULL OR t.id = only_in ORDER BY t.id LOOP
        PERFORM set_config('app.organisation', whose::text, true);
        RETURN QUERY SELECT e.organisation_id, e.object_id, count(*) FROM audit_entry e
            WHERE e.organisation_id = whose AND e.at BETWEEN since AND until AND (only_by IS NULL OR e.actor_id IN (
                SELECT a.id FROM audit_actor a WHERE a.organisation_id = whose AND a.user_id = only_by))
            GROUP BY e.organisation_id, e.object_id;
    END LOOP;
    PERFORM set_config('app.organisation', before, true);
END $$;
