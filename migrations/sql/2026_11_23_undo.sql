-- Back to an empty database; the roles stay, they belong to the whole server.
DROP SCHEMA dramatiq CASCADE;
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('DROP TABLE %I CASCADE', name);
    END LOOP;
END $$;
DROP FUNCTION allocation_is_counted, credit_is_counted, issued_is_final, issued_parts_are_final;
