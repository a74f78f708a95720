"""People who sign in."""

from datetime import datetime

import strawberry

from smoall.domain.access.role import Permission, Role
from smoall.domain.kernel.language import Language
from smoall.schema.building import enum, says
from smoall.schema.kernel import Node
from smoall.schema.organisations.types import Organisation

enum(
    "A person's place in an organisation.",
    OWNER="Everything, and answers for it. An organisation always has one.",
    ADMIN="Everything but closing the organisation.",
    MEMBER="Daily work: customers, invoices, payments.",
    ACCOUNTANT="Reads the business, its trail and its subscription; registers payments. Takes no seat.",
    READER="Reads the business. Takes no seat.",
)(Role)

enum(
    "One right.",
    READ="Read the business: organisation, members, companies, documents, payments.",
    READ_AUDIT="Read the trail of actions.",
    READ_SUBSCRIPTION="Read the subscription and its invoices.",
    MANAGE_COMPANIES="Create and change companies and contacts.",
    DRAFT_INVOICES="Write, change and discard drafts.",
    ISSUE_INVOICES="Issue and credit invoices.",
    SEND_INVOICES="Send documents to customers.",
    REGISTER_PAYMENTS="Register and allocate payments.",
    MANAGE_ORGANISATION="Change the organisation and its journals.",
    MANAGE_JOBS="See and retry background jobs.",
    MANAGE_PRIVACY="Answer people about their data: find, hand out, restrict, erase, keep.",
    MANAGE_MEMBERS="Invite people, change their roles, remove them.",
    MANAGE_API_KEYS="See, make, rotate and revoke API keys and applications.",
    MANAGE_SUBSCRIPTION="Change the plan and the seats, pay, pause and cancel.",
    CLOSE_ORGANISATION="Close the organisation for good.",
    MANAGE_OWN_ACCOUNT="Change one's own account, sessions and consents; never part of a key's scopes.",
)(Permission)


@strawberry.type(description="A person who signs in.")
class User(Node):
    """A person with an account."""

    id: strawberry.ID = says("Opaque id, `usr_…`.")
    email: str = says("The address they sign in with.")
    name: str = says("Their name.")
    language: Language = says("The language they are addressed in.")
    created_at: datetime = says("When the account was made.")
    source: str = says("Who gave the data: SELF, or EMPLOYER who invited the person.")
    source_detail: str | None = says("Which employer; null for SELF.")
    email_verified_at: datetime | None = says("When it was proved that they read mail at the address; null until then.")
    version: int = says("Counts the changes.")


@strawberry.type(description="A person's place in an organisation.")
class Membership:
    """Who belongs where, as what."""

    user: User = says("The person.")
    organisation: Organisation = says("The organisation.")
    role: Role = says("The person's role in it.")
    joined_at: datetime = says("Since when.")


@strawberry.type(description="Who is looking, and where.")
class Viewer:
    """The signed-in person in their organisation."""

    user: User = says("The person.")
    organisation: Organisation = says("The organisation that the session belongs to.")
    role: Role = says("The person's place in it.")
    permissions: list[Permission] = says("What this credential may do: what the role includes, within its scopes.")
    memberships: list[Membership] = says("All organisations of the person, the oldest membership first.")


@strawberry.type(description="A session. Send its token as `Authorization: Bearer <token>`.")
class Session:
    """Proof of having signed in."""

    token: str = says("The secret; shown once. Empty when a cookie keeps it.")
    expires_at: datetime = says("When it ends at the latest: 30 days after signing in.")
    idle_expires_at: datetime = says("When it ends if it is not used until then: 12 hours after its last use.")


@strawberry.type(description="The terms of service in force.")
class TermsOfService:
    """What registering accepts."""

    version: str = says("Give this back as `terms.version` when registering.")
    text: str = says("The text, in the language asked for.")
    text_sha256: str = says("SHA-256 of the text; kept as proof of what was accepted.")
