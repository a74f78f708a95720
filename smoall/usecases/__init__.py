"""The application layer: it may await ports, and knows no products."""
