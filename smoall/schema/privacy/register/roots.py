"""What can be asked and done about the register of processing."""

import strawberry

from smoall.schema.privacy.register import queries
from smoall.schema.privacy.register.types import ProcessingRegister, RegisterDiff


@strawberry.type(description="Reading about the register of processing.")
class RegisterQueries:
    """Root fields of queries."""

    processing_register: ProcessingRegister | None = strawberry.field(
        resolver=queries.processing_register_,
        description="The register of processing on a day: Smoall as controller, and as processor of your organisation."
        " Null before the first edition. Needs `READ_AUDIT`.",
    )
    register_diff: RegisterDiff = strawberry.field(
        resolver=queries.register_diff,
        description="What is different between the registers of two days. Needs `READ_AUDIT`.",
    )


@strawberry.type(description="Acts on the register of processing.")
class RegisterMutations:
    """Root fields of mutations."""
