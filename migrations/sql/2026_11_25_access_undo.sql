DROP POLICY of_its_members ON organisation;
DROP TABLE message, one_time_token;
DROP INDEX session_user_id_idx, session_api_key_id_idx, session_oauth_grant_id_idx;
ALTER TABLE session
    DROP COLUMN id, DROP COLUMN kind, DROP COLUMN scopes, DROP COLUMN method, DROP COLUMN seen_at, DROP COLUMN ends_at,
    DROP COLUMN remote_address, DROP COLUMN user_agent, DROP COLUMN api_key_id, DROP COLUMN oauth_grant_id;
