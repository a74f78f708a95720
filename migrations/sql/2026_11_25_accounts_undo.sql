DROP TABLE invitation, email_change, letter_request;
DROP INDEX consent_user_id_idx;
ALTER TABLE consent DROP COLUMN language;
ALTER TABLE user_account DROP COLUMN source_detail, DROP COLUMN email_verified_at;
