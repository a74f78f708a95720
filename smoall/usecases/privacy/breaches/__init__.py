"""The register of breaches."""
