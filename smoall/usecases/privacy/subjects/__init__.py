"""The rights of the people in an organisation's records, as its staff exercise them."""
