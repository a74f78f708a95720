DROP FUNCTION acted_on(timestamptz, timestamptz, uuid, uuid);
DROP FUNCTION held_where(text, text, uuid[]);
DROP TABLE breach_entry;
DROP TABLE breach;
