DROP TABLE oauth_refresh, oauth_code, oauth_grant, oauth_app;
