"""An organisation's own keys, drawn from one secret that is made on first use and sealed at rest.

They stay the same when the installation's keys are changed (secrets.py): the secret is then only sealed anew.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from makegood.store import secrets
from makegood.store.models import Organisation
from makegood.usecases.sealed import canonical, public_of


def signing(organisation: UUID) -> bytes:
    """The seed of the Ed25519 key that signs the record. Raises `NotOpened`."""
    return _drawn(_secret(organisation), "record")


def buyer_key(organisation: UUID, platform: str, buyer: str) -> bytes:
    """What finds a buyer's orders without telling who the buyer is."""
    return _hashed(organisation, "buyer", canonical([platform, buyer]))


def blinded(organisation: UUID, personal: Mapping[str, Any]) -> str:
    """What makes a fact's personal part the same when it is told again, and cannot be guessed back. Empty for none."""
    return _hashed(organisation, "fact", canonical(personal)).hex() if personal else ""


def public(organisation: Organisation) -> bytes | None:
    """The public key as the sealed secret has it; None where none was made yet. Raises `NotOpened`."""
    if organisation.seal_key is None:
        return None
    return public_of(_drawn(_opened(organisation.pk, bytes(organisation.seal_key)), "record"))


def _hashed(organisation: UUID, what: str, message: bytes) -> bytes:
    return hmac.digest(_drawn(_secret(organisation), what), message, hashlib.sha256)


def _drawn(secret: bytes, what: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"makegood|{what}".encode()).derive(secret)


def _secret(organisation: UUID) -> bytes:
    kept = Organisation.objects.values_list("seal_key", flat=True).get(pk=organisation)
    return _opened(organisation, bytes(kept)) if kept is not None else _made(organisation)


def _opened(organisation: UUID, kept: bytes) -> bytes:
    return secrets.unseal(kept, purpose=_purpose(organisation))


@transaction.atomic
def _made(organisation: UUID) -> bytes:
    """The first to come makes it; who comes at the same time waits and takes that one."""
    row = Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    if row.seal_key is not None:
        return _opened(organisation, bytes(row.seal_key))
    secret = os.urandom(32)
    row.seal_key = secrets.seal(secret, purpose=_purpose(organisation))
    row.seal_public = public_of(_drawn(secret, "record"))
    row.save(update_fields=["seal_key", "seal_public"])
    return secret


def _purpose(organisation: UUID) -> str:
    return f"organisation|{organisation}"
