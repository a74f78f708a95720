"""Files on the local disk: whole or not at all."""
