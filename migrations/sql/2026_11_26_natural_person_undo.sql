ALTER TABLE company DROP COLUMN natural_person, DROP COLUMN erased_at;
