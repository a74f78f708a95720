"""The register of processing (GDPR art. 30)."""
