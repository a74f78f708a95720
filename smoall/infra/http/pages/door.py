"""Signing in on a page: the same use cases, throttle and trail as the mutation ``signIn``."""

from dataclasses import dataclass

from starlette.requests import Request

from smoall.domain.kernel.ids import Kind, public_id
from smoall.usecases.access.session import Device, Opened
from smoall.usecases.access.sign_in import open_after_sign_in, sign_in
from smoall.usecases.actor import Actor
from smoall.usecases.credentials.ports import Ceremonies, Entropy, Vault
from smoall.usecases.credentials.sign_in_with_passkey import check_passkey, open_after_passkey, start_passkey_sign_in
from smoall.usecases.ports import Passwords, Tokens
from smoall.usecases.reading import Reader
from smoall.usecases.unit import Units

LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Door:
    """What signing in needs."""

    units: Units
    passwords: Passwords
    tokens: Tokens
    vault: Vault
    ceremonies: Ceremonies
    entropy: Entropy

    async def enter(
        self, request: Request, *, email: str, password: str, request_id: str, code: str | None = None
    ) -> Opened:
        """A session. Raises what signing in raises: CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, CODE_WRONG,
        TOO_MANY_ATTEMPTS, NO_ORGANISATION."""
        device = device_of(request)
        recognised = await sign_in(
            self.units,
            email=email,
            password=password,
            code=code,
            remote_address=device.remote_address,
            request_id=request_id,
            passwords=self.passwords,
        )
        async with self.units.begin(None, request_id=request_id) as unit:
            opened = await open_after_sign_in(
                unit, recognised, code=code, device=device, tokens=self.tokens, vault=self.vault
            )
            await unit.commit()
        return opened

    async def passkey_options(self, *, request_id: str) -> str:
        """What a device is asked to sign, as JSON."""
        async with self.units.begin(None, request_id=request_id) as unit:
            ceremony = await start_passkey_sign_in(unit, ceremonies=self.ceremonies, entropy=self.entropy)
            await unit.commit()
        return ceremony.options

    async def enter_by_passkey(self, request: Request, *, credential: str, request_id: str) -> Opened:
        """A session for what a device signed. Raises PASSKEY_WRONG, PASSKEY_COPIED, TOO_MANY_ATTEMPTS,
        NO_ORGANISATION."""
        device = device_of(request)
        user_id = await check_passkey(
            self.units,
            credential,
            ceremonies=self.ceremonies,
            remote_address=device.remote_address,
            request_id=request_id,
        )
        async with self.units.begin(None, request_id=request_id) as unit:
            opened = await open_after_passkey(unit, user_id, device=device, tokens=self.tokens)
            await unit.commit()
        return opened

    async def leave(self, reader: Reader, *, request_id: str) -> None:
        """End the session that a browser holds."""
        actor = actor_of(reader)
        async with self.units.begin(actor, request_id=request_id) as unit:
            await unit.people.end_session(reader.token_hash)
            unit.record("signOut", public_id(Kind.USER, reader.user_id))
            await unit.commit()


def actor_of(reader: Reader) -> Actor:
    """The person who is signed in at a page."""
    return Actor(reader.user_id, reader.organisation_id, reader.role, reader.language, session_id=reader.session_id)


def device_of(request: Request) -> Device:
    """From where somebody comes, as they will read it in the list of their sessions."""
    agent = request.headers.get("user-agent", "")[:LONGEST_AGENT]
    shown = "".join(character for character in agent if character.isprintable())
    return Device(request.client.host if request.client else None, shown or None)
