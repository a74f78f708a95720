"""The payment provider that stands in where none is set: the same port, its state in a table, no money."""
