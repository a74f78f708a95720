-- A person finds the invitations to their address in every organisation, so that erasing them reaches those too.
CREATE POLICY of_the_person ON invitation FOR SELECT USING (email = (
    SELECT u.email FROM user_account u WHERE u.id = (SELECT nullif(current_setting('app.user', true), '')::uuid)));
