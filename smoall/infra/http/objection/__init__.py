"""The page where somebody objects with one press."""
