"""Background jobs: actors of a few lines, ids only, and the timetable."""
