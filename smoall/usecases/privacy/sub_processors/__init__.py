"""Changes of sub-processors: announced, told, objected to."""
