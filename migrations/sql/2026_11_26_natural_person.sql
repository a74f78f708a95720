-- Customers that are people: the record itself is personal data (GDPR art. 4(1)). When such a person was erased: the
-- identity is gone, or it stays as long as the law keeps what was issued to them.

ALTER TABLE company ADD COLUMN natural_person BOOLEAN, ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE;
