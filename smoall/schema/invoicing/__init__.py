"""Sales documents."""
