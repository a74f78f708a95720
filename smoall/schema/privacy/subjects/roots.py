"""What can be asked and done about the requests of people about their data."""

import strawberry


@strawberry.type(description="Reading about the requests of people about their data.")
class SubjectsQueries:
    """Root fields of queries."""


@strawberry.type(description="Acts on the requests of people about their data.")
class SubjectsMutations:
    """Root fields of mutations."""
