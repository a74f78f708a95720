"""The register of processing, in the API."""
