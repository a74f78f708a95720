"""Keys: where the master key is kept."""
