"""Members, invitations, sessions and consents, as they are read."""

from datetime import datetime

import strawberry

from smoall.domain.access.consent import ConsentSource, ConsentSubject
from smoall.domain.access.invitation import InvitationState
from smoall.domain.access.role import Role
from smoall.domain.access.session import SignInMethod
from smoall.domain.kernel.language import Language
from smoall.schema.access.types import User
from smoall.schema.building import enum, says
from smoall.schema.kernel import Node
from smoall.schema.organisations.types import Organisation

enum(
    "Where an invitation stands.",
    PENDING="It waits for an answer.",
    ACCEPTED="The person is a member.",
    DECLINED="The person said no.",
    REVOKED="It was taken back.",
    EXPIRED="Fourteen days went by; sending it again opens it once more.",
)(InvitationState)

enum(
    "What opened a session.",
    REGISTRATION="Registering.",
    PASSWORD="The password.",  # noqa: S106 - a description
    PASSWORD_AND_CODE="The password and a second factor.",  # noqa: S106
    PASSKEY="A passkey.",
    INVITATION="Accepting an invitation.",
    SWITCH="Another session of the person, in another organisation.",
    OAUTH="An application the person allowed.",
)(SignInMethod)

enum(
    "What a consent is about.",
    TERMS="The terms of service: a contract, in force as long as the account is.",
    PRIVACY_NOTICE="The privacy notice: taken note of.",
    MARKETING="News by mail: given freely, taken back at any time.",
)(ConsentSubject)

enum(
    "By which way a consent came.",
    REGISTRATION="Registering.",
    INVITATION="Accepting an invitation.",
    SETTINGS="The person's own settings.",
    UNSUBSCRIBE_LINK="The link in a newsletter.",
    PROVIDER="The newsletter's provider told of it.",
    ERASURE="The account was deleted.",
    ADDRESS_PROVED="It had been said before anybody had proved the address, and fell away with the proof.",
)(ConsentSource)


@strawberry.type(description="An invitation to join the organisation, sent by letter.")
class Invitation(Node):
    """A seat that is offered."""

    id: strawberry.ID = says("Opaque id, `ivt_…`.")
    email: str | None = says("To whom; null once the person declined, for it is erased then.")
    role: Role = says("The role the person gets.")
    language: Language = says("The language of the letter.")
    message: str | None = says("A word to the person.")
    state: InvitationState = says("Where it stands.")
    source: str = says("Who gave the address: EMPLOYER. The letter says so (GDPR art. 14(2)(f)).")
    invited_by: User | None = says("Who invited; null once they are no member any more.")
    created_at: datetime = says("Since when.")
    expires_at: datetime = says("Until when it can be accepted.")
    informed_at: datetime | None = says("When the letter with the privacy notice left; null until then.")
    closed_at: datetime | None = says("When it was answered or taken back.")
    version: int = says("Counts the changes.")


@strawberry.type(description="An open session of yours, on some device.")
class OpenSession(Node):
    """A session that was not signed out, revoked or left alone for too long."""

    id: strawberry.ID = says("Opaque id, `ses_…`.")
    organisation: Organisation = says("Where it is open.")
    role: Role = says("Your role there.")
    method: SignInMethod | None = says("What opened it.")
    created_at: datetime = says("Since when.")
    seen_at: datetime = says("When it was last used, to within five minutes.")
    expires_at: datetime = says("When it ends at the latest.")
    idle_expires_at: datetime = says("When it ends if it is not used until then.")
    remote_address: str | None = says("From which address it was opened.")
    user_agent: str | None = says("With which program, as it calls itself.")
    is_current: bool = says("Whether it is the one you ask with.")


@strawberry.type(description="One entry of your consents. Nothing is ever overwritten.")
class Consent:
    """What was said, about which text, and the proof of it (GDPR art. 7(1))."""

    subject: ConsentSubject = says("What it is about.")
    given: bool = says("Whether you said yes.")
    version: str = says("The version of the text that was shown.")
    text_sha256: str = says("SHA-256 of that text.")
    language: Language = says("The language in which it was shown.")
    at: datetime = says("When.")
    source: ConsentSource = says("By which way.")
    remote_address: str | None = says("From which address.")


@strawberry.type(description="What you accepted, refused and took back.")
class MyConsents:
    """The history, and what follows from it."""

    in_force: list[Consent] = says("The latest entry of each subject: what holds now.")
    history: list[Consent] = says("Every entry, the oldest first.")
