"""People who sign in: their accounts, sessions, consents; who belongs where, and who was asked in."""

from smoall.domain.access.invitation import InvitationState
from smoall.domain.access.role import PERMISSIONS
from smoall.domain.access.session import CredentialKind
from smoall.domain.kernel.ids import Kind
from smoall.infra.postgres.reads.catalogue.words import columns, public_id_of
from smoall.infra.postgres.reads.model import Entity, Expr, Field, Inside, Many, One, Order

_OF_THE_ROLE = " ".join(
    f"when '{role}' then '{{{{{','.join(sorted(granted))}}}}}'::text[]" for role, granted in PERMISSIONS.items()
)
# The guard of a read says which scopes the credential has; "*" are all.
_SCOPES = "current_setting('app.scopes', true)"
PERMISSIONS_NOW = Expr(
    "(select coalesce(json_agg(p order by p), '[]')::text from unnest(case"
    f" (select role from membership where organisation_id = {{org}} and user_id = {{user}}) {_OF_THE_ROLE} end) p"
    f" where {_SCOPES} = '*' or p = any(string_to_array({_SCOPES}, ',')))",
    json=True,
)

# A key or an application was let into one organisation: the person's others are no business of theirs.
OWN_MEMBERSHIPS = Many(
    "OwnMembership",
    f"{{c}}.user_id = {{user}} and ({_SCOPES} = '*' or {{c}}.organisation_id = {{org}})",
    "{c}.created_at, {c}.organisation_id",
)

_LATER = (
    "select from consent later where later.user_id = {c}.user_id and later.subject = {c}.subject"
    " and (later.at, later.id) > ({c}.at, {c}.id)"
)
MY_CONSENTS = Inside(
    {
        "inForce": Many("Consent", f"{{c}}.user_id = {{user}} and not exists ({_LATER})", "{c}.subject"),
        "history": Many("Consent", "{c}.user_id = {user}", "{c}.at, {c}.id"),
    }
)

_MEMBERSHIP: dict[str, Field] = {
    "role": Expr("{t}.role"),
    "joinedAt": Expr("{t}.created_at"),
    "user": One("User", "{c}.id = {t}.user_id"),
}
_OVER = f"{{t}}.state = '{InvitationState.PENDING}' and {{t}}.expires_at <= now()"

ENTITIES: dict[str, Entity] = {
    "User": Entity(
        "user_account",
        {
            "id": public_id_of(Kind.USER),
            **columns("email", "name", "language", "created_at", "version"),
            **columns("source", "source_detail", "email_verified_at"),
        },
        only="exists (select from membership m where m.organisation_id = {org} and m.user_id = {t}.id)",
        tenant=False,
        prefix=Kind.USER,
    ),
    "Membership": Entity(
        "membership",
        {**_MEMBERSHIP, "organisation": One("Organisation", "true")},
        key="{t}.user_id",
        orders={"JOINED_AT": Order("{t}.created_at", "timestamptz")},
        default_order=(("JOINED_AT", "ASC"),),
    ),
    # The same of all organisations: row security shows a person their own memberships, whichever of them is open.
    "OwnMembership": Entity(
        "membership",
        {**_MEMBERSHIP, "organisation": One("OwnOrganisation", "{c}.organisation_id = {t}.organisation_id")},
        tenant=False,
        key="{t}.organisation_id",
    ),
    "OpenSession": Entity(
        "session",
        {
            "id": public_id_of(Kind.SESSION),
            **columns("role", "method", "created_at", "seen_at", "remote_address", "user_agent"),
            "expiresAt": Expr("{t}.ends_at"),
            "idleExpiresAt": Expr("{t}.expires_at"),
            "isCurrent": Expr("coalesce({t}.id::text = current_setting('app.session', true), false)"),
            "organisation": One("OwnOrganisation", "{c}.organisation_id = {t}.organisation_id"),
        },
        only=f"{{t}}.user_id = {{user}} and {{t}}.kind = '{CredentialKind.SESSION}'"
        " and {t}.revoked_at is null and {t}.expires_at > now()",
        tenant=False,
        prefix=Kind.SESSION,
        orders={"CREATED_AT": Order("{t}.created_at", "timestamptz")},
        default_order=(("CREATED_AT", "DESC"),),
    ),
    "Consent": Entity(
        "consent",
        columns("subject", "given", "version", "text_sha256", "language", "at", "source", "remote_address"),
        tenant=False,
    ),
    "Invitation": Entity(
        "invitation",
        {
            "id": public_id_of(Kind.INVITATION),
            **columns("email", "role", "language", "message", "source", "created_at", "expires_at", "closed_at"),
            **columns("version"),
            "state": Expr(f"case when {_OVER} then '{InvitationState.EXPIRED}' else {{t}}.state end"),
            "invitedBy": One("User", "{c}.id = {t}.invited_by"),
            "informedAt": Expr(
                "(select max(m.sent_at) from message m where m.recipient = {t}.email and m.subject_id = {t}.id)"
            ),
        },
        prefix=Kind.INVITATION,
        orders={"CREATED_AT": Order("{t}.id", "uuid")},
        default_order=(("CREATED_AT", "DESC"),),
    ),
}
