"""An authorization code becomes tokens, once (RFC 6749 §4.1.3, RFC 7636 §4.6)."""

import hmac
from dataclasses import dataclass

from smoall.domain.access.oauth import proves
from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.oauth.refusal import OAuthError, Refusal
from smoall.usecases.oauth.stores import Code, OAuthApp
from smoall.usecases.oauth.tokens import Issued, Issuer, hold_grant, issue, revoke_for_misuse
from smoall.usecases.unit import Unit

REFUSED = Refusal(OAuthError.INVALID_GRANT, "The code does not hold: it is unknown, over, used, or for another call.")


@dataclass(frozen=True, slots=True)
class CodeExchange:
    """What comes with a code."""

    code: str
    redirect_uri: str
    verifier: str


async def exchange_code(unit: Unit, app: OAuthApp, given: CodeExchange, issuer: Issuer) -> Issued | Refusal:
    """The first tokens of a grant. Commit whatever it answers.

    One code, one try: a wrong verifier or address uses it up. A code that comes a second time was copied by somebody,
    so everything issued from it ends (RFC 6749 §4.1.2). Another application's code is left alone.
    """
    code = await unit.oauth.code(issuer.secrets.hash_of(given.code))
    held = await hold_grant(unit, code.grant_id) if code else None
    if code is None or held is None or held.grant.app_id != app.id:
        return REFUSED
    grant, role = held.grant, held.role
    if code.used_at is not None:
        if grant.revoked_at is None:
            await revoke_for_misuse(unit, grant.id, what="CODE_USED_TWICE", object_id=public_id(Kind.OAUTH_APP, app.id))
        return REFUSED
    await unit.oauth.use_code(code.code_hash)
    if unit.now >= code.expires_at or grant.revoked_at is not None or role is None or not _is_for(code, given):
        return REFUSED
    return await issue(unit, grant, role=role, scopes=grant.scopes, issuer=issuer)


def _is_for(code: Code, given: CodeExchange) -> bool:
    at_this_address = hmac.compare_digest(code.redirect_uri.encode(), given.redirect_uri.encode("utf-8", "replace"))
    return proves(given.verifier, challenge=code.challenge) and at_this_address
