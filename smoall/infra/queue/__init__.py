"""The job queue: Dramatiq on the same Postgres."""
