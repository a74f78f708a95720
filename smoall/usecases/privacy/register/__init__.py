"""The register of processing, read and handed out."""
