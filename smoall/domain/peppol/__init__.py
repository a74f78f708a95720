"""Peppol and UBL: addresses in the network and the written document."""
