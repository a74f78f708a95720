"""The requests of people about their data, in the API."""
