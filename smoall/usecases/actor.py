"""Who acts."""

from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.role import Role
from smoall.domain.kernel.language import Language


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for an organisation, in the role they hold there."""

    user_id: UUID
    organisation_id: UUID
    role: Role
    language: Language = Language.EN
