DROP INDEX message_recipient_idx;
ALTER TABLE message DROP COLUMN attempted_at;
ALTER TABLE delivery DROP COLUMN provider_id, DROP COLUMN attempted_at;
DROP TABLE suppression, audience_member, audience_farewell;
