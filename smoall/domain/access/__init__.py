"""Who may do what: roles, permissions, sessions, throttling."""
