"""The OAuth 2.0 server's addresses: two pages for people, three endpoints and a description for programs."""
