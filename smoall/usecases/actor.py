"""Who acts."""

from dataclasses import dataclass
from uuid import UUID

from smoall.domain.access.role import Permission, Role, permissions_of
from smoall.domain.kernel.language import Language
from smoall.domain.organisations.house import NOBODY


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for an organisation, in the role they hold there.

    ``scopes`` narrow what their credential may do (API keys, other people's applications); None narrows nothing.
    ``session_id`` names the credential; None when a job acts on. ``is_closed`` when the organisation has been closed:
    it can then only be read.
    """

    user_id: UUID
    organisation_id: UUID
    role: Role
    language: Language = Language.EN
    scopes: frozenset[Permission] | None = None
    session_id: UUID | None = None
    is_closed: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do now."""
        return permissions_of(self.role, self.scopes)


def system(organisation_id: UUID) -> Actor:
    """Smoall itself at work in an organisation: a job, a provider's fact. Its entries in the trail say so."""
    return Actor(NOBODY, organisation_id, Role.OWNER)
