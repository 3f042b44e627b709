"""The record's arithmetic, and the one door through which facts are put on it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.store.tenancy import within
from makegood.usecases import sealed
from tests.store.making import T0, dispute, scene


def h(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1 as it is written: split at the largest power of two smaller than the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return h(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:]))


LEAVES = [h(bytes([n])) for n in range(70)]


def test_the_root_is_that_of_the_definition() -> None:
    assert sealed.root([]) == h(b"")
    for size in range(1, len(LEAVES)):
        assert sealed.root(LEAVES[:size]) == by_definition(LEAVES[:size])


def test_a_proof_leads_to_the_root_from_its_own_place_alone() -> None:
    for size in range(1, 40):
        leaves = LEAVES[:size]
        root = sealed.root(leaves)
        for place in range(size):
            proof = sealed.proof(leaves, place)
            assert sealed.root_by_proof(leaves[place], place, size, proof) == root
            assert size == 1 or sealed.root_by_proof(LEAVES[-1], place, size, proof) != root
            assert sealed.root_by_proof(leaves[place], place, size, [*proof, root]) is None
            assert not proof or sealed.root_by_proof(leaves[place], place, size, proof[:-1]) is None


def test_a_signature_by_another_key_or_no_key_is_none() -> None:
    one, other = bytes(32), bytes([1]) * 32
    signature = sealed.sign(one, b"m")

    assert sealed.is_signed(sealed.public_of(one), signature, b"m")
    assert not sealed.is_signed(sealed.public_of(other), signature, b"m")
    assert not sealed.is_signed(b"", signature, b"m")
    assert not sealed.is_signed(sealed.public_of(one), b"", b"m")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    ),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8), below, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.usefixtures("opened")
@given(st.dictionaries(st.sampled_from(["a", "b", "ü"]), JSON))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_database_gives_back_hashes_as_what_went_in(body: dict[str, Any]) -> None:
    import json

    from django.db import connection

    kept = sealed.settled(body)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb::text", [json.dumps(kept)])
        assert sealed.canonical(json.loads(cursor.fetchone()[0])) == sealed.canonical(kept)


@pytest.mark.usefixtures("store")
def test_nothing_personal_stands_in_an_event_itself() -> None:
    from makegood.store.intake import take_in
    from makegood.store.models import Event

    one = scene()
    told = dispute(events=[{"at": "2026-11-22T08:00:00Z", "type": "message", "direction": "in", "text": "canary"}])
    told["order"]["buyer"]["nickname"] = "canary"
    told["claim"]["extra"] = {"deep": "canary"}
    told["evidence"] = [{"id": "e", "kind": "goods_photo", "file": "canary.jpg", "seen": "canary"}]
    with within(one.organisation):
        take_in(one.shop, told, by="aliexpress", at=T0)
        events = list(Event.objects.values_list("body", "key", "content_id"))

    assert "canary" not in str(events) and "María" not in str(events) and "Calle" not in str(events)
    assert sum(content is not None for _, _, content in events) == 4


@pytest.mark.usefixtures("store")
def test_the_key_of_a_fact_does_not_give_its_text_away() -> None:
    """The same words under another organisation's key are another fact's key: nobody can try words until one fits."""
    from makegood.store.own_keys import blinded

    one, other = scene("One"), scene("Other")
    told = {"text": "Where is my parcel?"}

    assert blinded(one.organisation, told) == blinded(one.organisation, told) != blinded(other.organisation, told)
    assert blinded(one.organisation, {}) == ""


@pytest.mark.usefixtures("store")
def test_an_organisations_keys_outlive_the_installations(monkeypatch: pytest.MonkeyPatch) -> None:
    import base64

    from makegood.store import own_keys, secrets
    from makegood.store.models import Organisation

    first, second = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    monkeypatch.setenv(secrets.VARIABLE, f"1:{first}")
    one = scene()
    before = own_keys.buyer_key(one.organisation, "wish", "b1")

    monkeypatch.setenv(secrets.VARIABLE, f"2:{second},1:{first}")
    row = Organisation.objects.get(pk=one.organisation)
    plain = secrets.unseal(bytes(row.seal_key), purpose=f"organisation|{one.organisation}")
    row.seal_key = secrets.seal(plain, purpose=f"organisation|{one.organisation}")
    row.save()
    monkeypatch.setenv(secrets.VARIABLE, f"2:{second}")

    assert own_keys.buyer_key(one.organisation, "wish", "b1") == before
    assert own_keys.public(row) == bytes(row.seal_public)


@pytest.mark.usefixtures("store")
def test_the_same_fact_told_again_stands_once() -> None:
    from makegood.store.intake import take_in
    from makegood.store.models import Event

    one, told = scene(), dispute()
    with within(one.organisation):
        take_in(one.shop, told, by="aliexpress", at=T0)
        before = Event.objects.count()
        take_in(one.shop, told, by="aliexpress", at=T0 + timedelta(hours=1))
        assert Event.objects.count() == before
