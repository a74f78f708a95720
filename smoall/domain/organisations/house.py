"""Smoall itself, as an organisation: it invoices its subscribers with the engine that they use."""

from uuid import UUID

HOUSE = UUID("019a0000-0000-7000-8000-000000000001")
"""Smoall's own organisation. What providers tell of Smoall's own accounts is kept in it."""

NOBODY = UUID(int=0)
"""Who acts when no person does: a job, a provider's fact. In a trail it bears the name Smoall."""
