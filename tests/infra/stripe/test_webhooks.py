"""What is believed of a webhook that says it comes from Stripe."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stripe import WebhookSignature

from smoall.infra.stripe.config import StripeConfig
from smoall.infra.stripe.webhooks import StripeWebhooks
from smoall.usecases.operations.hints import Arrival, Foreign, Forged, Hint, Stale, WebhookSource

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
OLD, NEW = "whsec_old", "whsec_new"
SOURCE: WebhookSource = StripeWebhooks(StripeConfig("sk_test_x", (OLD, NEW)))


def event(
    kind: str = "payment_intent.succeeded", thing: dict[str, Any] | None = None, **changes: Any
) -> dict[str, Any]:
    content = {"object": thing or {"id": "pi_1", "customer": "cus_1"}}
    return {"id": "evt_1", "object": "event", "type": kind, "livemode": False, "data": content} | changes


def arrival(
    body: bytes | dict[str, Any], *, secret: str = NEW, at: datetime = NOW, header: str | None = None
) -> Arrival:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signed = WebhookSignature.generate_signature_header(raw.decode(), secret, int(at.timestamp()))
    return Arrival(raw, {"stripe-signature": signed if header is None else header}, {}, NOW)


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_either_secret_will_do_while_one_is_replaced(secret: str) -> None:
    assert SOURCE.read(arrival(event(), secret=secret)) == Hint("evt_1", {"collection": "pi_1"})


def test_a_signature_among_several_will_do() -> None:
    both = arrival(event(), secret="whsec_other").headers["stripe-signature"]
    ours = arrival(event()).headers["stripe-signature"].split(",")[1]
    assert SOURCE.read(arrival(event(), header=f"{both},{ours}"))


@pytest.mark.parametrize(
    ("kind", "thing", "subjects"),
    [
        ("payment_intent.processing", {"id": "pi_2"}, {"collection": "pi_2"}),
        ("charge.refunded", {"id": "ch_1", "payment_intent": "pi_2"}, {"collection": "pi_2"}),
        ("charge.dispute.created", {"id": "du_1", "payment_intent": "pi_2"}, {"collection": "pi_2"}),
        ("refund.failed", {"id": "re_1", "payment_intent": "pi_2"}, {"collection": "pi_2"}),
        ("checkout.session.completed", {"id": "cs_test_a1"}, {"checkout": "cs_test_a1"}),
        ("customer.updated", {"id": "cus_2"}, {"customer": "cus_2"}),
        ("payment_method.automatically_updated", {"id": "pm_1", "customer": "cus_2"}, {"customer": "cus_2"}),
    ],
)
def test_a_hint_names_what_is_to_be_read_again(kind: str, thing: dict[str, Any], subjects: dict[str, str]) -> None:
    assert SOURCE.read(arrival(event(kind, thing))) == Hint("evt_1", subjects)


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("invoice.paid", {"id": "in_1"}),
        ("customer.created", {"id": "cus_1"}),
        ("charge.succeeded", {"id": "ch_1", "payment_intent": None}),
        ("payment_method.detached", {"id": "pm_1", "customer": None}),
        ("of.a.kind.that.is.new", {"id": "x_1"}),
    ],
)
def test_what_concerns_nothing_here_is_no_hint(kind: str, thing: dict[str, Any]) -> None:
    assert SOURCE.read(arrival(event(kind, thing))) is None


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        "t=1,v1=",
        "t=,v1=00",
        "t=abc,v1=00",
        f"t={int(NOW.timestamp())},v1=é",
        f"t={int(NOW.timestamp())},v0=00",
        f"t={int(NOW.timestamp())},v1={'0' * 64}",
        f"v1={'0' * 64}",
    ],
)
def test_a_signature_that_is_none_is_forged(header: str) -> None:
    with pytest.raises(Forged):
        SOURCE.read(arrival(event(), header=header))


def test_what_was_changed_after_it_was_signed_is_forged() -> None:
    sound = arrival(event())
    with pytest.raises(Forged):
        SOURCE.read(Arrival(sound.body.replace(b"pi_1", b"pi_2"), sound.headers, {}, NOW))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b'{"object": "v2.core.event"}', b"{", b'"\xc3\xa9"'])
def test_a_signed_body_that_is_no_event_is_none_of_stripes(body: bytes) -> None:
    with pytest.raises(Forged):
        SOURCE.read(arrival(body))


@pytest.mark.parametrize(
    "odd",
    [event(id="evt_" + "1" * 500), event(id=7), event(id="evt_1'; --"), event(thing={"id": "pi_1\n"}), event(id=None)],
)
def test_an_id_that_is_none_is_none_of_stripes(odd: dict[str, Any]) -> None:
    with pytest.raises(Forged):
        SOURCE.read(arrival(odd))


def test_a_body_that_is_no_text_is_forged() -> None:
    with pytest.raises(Forged):
        SOURCE.read(Arrival(b"\xff\xfe", {"stripe-signature": "t=1,v1=00"}, {}, NOW))


@pytest.mark.parametrize(("age", "stale"), [(0, False), (300, False), (301, True), (86400, True), (-600, False)])
def test_a_signature_ages(age: int, stale: bool) -> None:
    old = arrival(event(), at=NOW - timedelta(seconds=age))
    if stale:
        with pytest.raises(Stale):
            SOURCE.read(old)
    else:
        assert SOURCE.read(old)


@pytest.mark.parametrize("changes", [{"livemode": True}, {"account": "acct_other"}])
def test_another_account_and_real_money_are_foreign(changes: dict[str, Any]) -> None:
    with pytest.raises(Foreign):
        SOURCE.read(arrival(event(**changes)))


def test_play_money_is_foreign_where_real_money_moves() -> None:
    live = StripeWebhooks(StripeConfig("rk_live_x", (NEW,)))
    with pytest.raises(Foreign):
        live.read(arrival(event()))
    assert live.read(arrival(event(livemode=True)))


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(Forged):
        StripeWebhooks(StripeConfig("sk_test_x")).read(arrival(event(), secret=""))


@given(st.binary(max_size=200), st.text(max_size=100))
def test_nothing_that_comes_in_surprises(body: bytes, header: str) -> None:
    with pytest.raises(Forged):
        SOURCE.read(Arrival(body, {"stripe-signature": header}, {}, NOW))
