"""Whose data it is: the register and the breaches tell it alike."""

from smoall.domain.privacy.personal_data import Subject
from smoall.schema.building import enum

__all__ = ["Subject"]

enum(
    "Whose data it is.",
    USER="Somebody who signs in, or was invited to.",
    CUSTOMER="A company in an organisation's records; it may be a natural person.",
    CONTACT="A person in an organisation's records.",
    ORGANISATION="A subscriber; it may be a natural person.",
)(Subject)
