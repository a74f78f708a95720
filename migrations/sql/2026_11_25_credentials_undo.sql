DROP TABLE api_key, challenge, passkey, recovery_code, second_factor;
