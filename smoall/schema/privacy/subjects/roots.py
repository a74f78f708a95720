"""What can be asked and done about the requests of people about their data."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import does
from smoall.schema.privacy.subjects import mutations, queries
from smoall.schema.privacy.types import ErasureReceipt


@strawberry.type(description="Reading about the requests of people about their data.")
class SubjectsQueries:
    """Root fields of queries."""

    erasure_receipt: ErasureReceipt | None = strawberry.field(
        resolver=queries.erasure_receipt,
        description="The receipt of an erasure in your organisation. Needs `MANAGE_PRIVACY`.",
    )


@strawberry.type(description="Acts on the requests of people about their data.")
class SubjectsMutations:
    """Root fields of mutations."""

    anonymise_contacts = does(
        mutations.anonymise_contacts_,
        mutations.AnonymiseContactsResult,
        "Anonymise contacts everywhere but in what the law keeps; preview first, and give the preview's token.",
        needs=Permission.MANAGE_PRIVACY,
    )
