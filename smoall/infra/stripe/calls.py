"""One request to Stripe: time-outs, retries with the same key, and its errors in our words.

Every request is safe to send again: a read by nature, a write by the idempotency key that Stripe honours for a day. So
silence, 409, 429 and 5xx are tried again here; what still fails is Unavailable, and what was done is then looked up.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import uniform
from typing import Any, Protocol

import httpx
import stripe

from smoall.domain.kernel.errors import DomainError, Unavailable
from smoall.infra.stripe.breaker import Breaker
from smoall.infra.stripe.config import StripeConfig
from smoall.infra.stripe.transport import Transport
from smoall.usecases.billing.gateway import Declined

MOST_TRIES = 3
CONNECT_SECONDS = 3.0
LONGEST_WAIT_SECONDS = 5.0
BUDGET_SECONDS = 20.0
"""after which a call that still fails is given up, however few its attempts: somebody may be waiting"""

log = logging.getLogger("smoall.stripe")
stripe.enable_telemetry = False  # how long we take, and on which machine, is nobody's business

DECLINES = frozenset(
    {
        "authentication_required", "card_not_supported", "card_velocity_exceeded", "debit_not_authorized",
        "do_not_honor", "expired_card", "generic_decline", "incorrect_cvc", "incorrect_number", "insufficient_funds",
        "lost_card", "processing_error", "stolen_card",
    }
)  # fmt: skip
DECLINED = "card_declined"


class Refused(DomainError):
    """Stripe finds fault with the request itself: ours or the account's mistake, which no retry mends."""

    def __init__(self, reason: str) -> None:
        super().__init__("PAYMENT_PROVIDER_REFUSED", reason=reason)
        self.reason = reason


class Missing(Exception):
    """Stripe knows no object of that id; never leaves the adapter."""


class Answer(Protocol):
    """What the library returns."""

    def to_dict(self) -> dict[str, Any]: ...


Ask = Callable[[], Awaitable[Answer]]
Sleep = Callable[[float], Awaitable[None]]


class StripeCalls:
    """A client of one account, on one event loop. ``sleep`` waits between two attempts."""

    def __init__(self, config: StripeConfig, *, sleep: Sleep = asyncio.sleep) -> None:
        timeout = httpx.Timeout(config.try_seconds, connect=min(CONNECT_SECONDS, config.try_seconds))
        self._transport = Transport(timeout)
        self.client = stripe.StripeClient(
            config.key,
            base_addresses={"api": config.url} if config.url else None,
            http_client=self._transport,
            max_network_retries=0,
        )
        self._try_seconds = config.try_seconds
        self._sleep = sleep
        self._breaker = Breaker(time.monotonic)

    async def ask(self, request: Ask) -> dict[str, Any]:
        """The answer as plain data. Raises Unavailable, Declined, Refused, Missing."""
        if self._breaker.open:
            raise Unavailable("PAYMENT_PROVIDER_UNAVAILABLE")
        begun = time.monotonic()
        for attempt in range(1, MOST_TRIES + 1):
            try:
                async with asyncio.timeout(self._try_seconds):
                    answer = await request()
            except (stripe.StripeError, TimeoutError) as error:
                wait = _worth_another_try(error, attempt)
                if wait is None:
                    self._breaker.well()
                    raise _in_our_words(error) from None  # the library's errors quote what was sent
                if attempt == MOST_TRIES or time.monotonic() - begun + wait > BUDGET_SECONDS:
                    break
                await self._sleep(wait)
            else:
                self._breaker.well()
                return answer.to_dict()
        self._breaker.outage()
        raise Unavailable("PAYMENT_PROVIDER_UNAVAILABLE")

    async def raw(
        self, method: str, path: str, *, version: str, key: str | None = None, **params: Any
    ) -> dict[str, Any]:
        """A request that the library has no words for yet."""
        options = {"stripe_version": version} | ({"idempotency_key": key} if key else {})

        async def request() -> Answer:
            answer = await self.client.raw_request_async(method, path, **options, **params)
            return _Plain(answer.data)

        return await self.ask(request)

    async def close(self) -> None:
        """Hang up."""
        await self._transport.close_async()


async def reach(config: StripeConfig) -> str | None:
    """Ask for a customer that nobody is; what went wrong, None when Stripe answers that there is none."""
    calls = StripeCalls(config)
    try:
        await calls.ask(lambda: calls.client.v1.customers.retrieve_async("cus_doctor"))
    except Missing:
        return None
    except (Unavailable, Refused) as error:
        return error.values.get("reason", "it does not answer, or refuses the key")
    finally:
        await calls.close()
    return None


class _Plain:
    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def to_dict(self) -> dict[str, Any]:
        return self._values


def _worth_another_try(error: Exception, attempt: int) -> float | None:
    """How many seconds to wait before the request may go out again; None when its answer is final."""
    if not isinstance(error, stripe.StripeError):
        return _pause(attempt)
    headers: Mapping[str, str] = error.headers or {}
    if headers.get("stripe-should-retry") == "false":
        return None
    status = error.http_status or 0
    garbled = isinstance(error, stripe.APIError) and status < 400
    if isinstance(error, stripe.APIConnectionError) or garbled or status in (409, 429) or status >= 500:
        return max(_pause(attempt), _asked_for(headers.get("retry-after", "")))
    return None


def _pause(attempt: int) -> float:
    """Full jitter over a window that doubles: half a second, one, two."""
    return uniform(0, 0.25 * 2**attempt)  # noqa: S311  nobody gains by guessing it


def _asked_for(text: str) -> float:
    """A Retry-After in seconds or as a date (RFC 9110 §10.2.3), five seconds at most; 0 when there is none."""
    try:
        seconds = int(text) if text.isdigit() else (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0.0
    return min(max(0.0, seconds), LONGEST_WAIT_SECONDS)


def _in_our_words(error: Exception) -> Exception:
    match error:
        case stripe.CardError():
            return Declined(decline_reason(error.error.to_dict() if error.error else {}))
        case stripe.AuthenticationError() | stripe.PermissionError():
            log.error("Stripe refuses the key; see SMOALL_STRIPE_KEY")
            return Unavailable("PAYMENT_PROVIDER_UNAVAILABLE")
        case stripe.InvalidRequestError() if error.http_status == 404:
            return Missing()
        case stripe.InvalidRequestError():
            log.error("Stripe refuses a request", extra={"code": error.code, "param": error.param})
            return Refused(error.code or error.param or "invalid_request")
        case stripe.IdempotencyError():
            return Refused("idempotency_key_reused")
    return Unavailable("PAYMENT_PROVIDER_UNAVAILABLE")


def decline_reason(error: Mapping[str, Any]) -> str:
    """The bank's refusal as one of our codes; what we have no word for is ``card_declined``."""
    given = (error.get("decline_code"), error.get("code"))
    return next((code for code in given if code in DECLINES), DECLINED)
