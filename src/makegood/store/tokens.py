"""A shop's tokens: sealed in their row, renewed by one caller however many find them stale, written before they are used."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from makegood.core.instants import parse, show
from makegood.store.models import Shop, Token
from makegood.store.secrets import seal, unseal
from makegood.store.tenancy import within
from makegood.usecases.ports import SignInNeeded, Tokens, Unavailable

RENEWS_WITHIN = timedelta(seconds=45)
"""House: how long the one who renews has; after that another may try."""
LOOKS_EVERY, LOOKS_FOR = 0.05, 30.0

Renew = Callable[[str], Tokens]
"""The platform's call that renews: refresh token in, tokens out."""


def keep(shop: Shop, tokens: Tokens, *, app_key: str, app_secret: str) -> Token:
    """A shop is authorised: its tokens, sealed. Runs inside `within(organisation)`."""
    token = Token.objects.filter(shop=shop).first() or Token(shop=shop, version=0)
    token.app_key, token.version = app_key, token.version + 1
    token.access_until, token.refresh_until = tokens.access_until, tokens.refresh_until
    token.sealed = _sealed(shop.organisation_id, shop.pk, app_secret, tokens)
    token.renewing_until = None
    token.save()
    return token


@dataclass(slots=True)
class Kept:
    """Fits `Vault`. `renewing` is given by the connector once it exists: the platform's own renewal call."""

    organisation: UUID
    shop: UUID
    now: Callable[[], datetime]
    renewing: Renew | None = None
    apart: bool = False
    """Renew in a process of its own, which a worker's death does not end (renewing.py)."""
    wait: Callable[[float], None] = time.sleep

    def access(self) -> str:
        return self._opened()[1].access

    def secret(self) -> str:
        return self._opened()[0]

    def renew(self, stale: str) -> str:
        """A token that is not `stale`. Raises `SignInNeeded`, or `Unavailable` where the one who renews does not come back."""
        for _ in range(int(LOOKS_FOR / LOOKS_EVERY)):
            secret, tokens, version = self._opened()
            if tokens.access != stale:
                return tokens.access
            if tokens.refresh_until is None or tokens.refresh_until <= self.now() or self.renewing is None:
                raise SignInNeeded("refresh", "the token cannot be renewed any more; authorise the shop again")
            if self._is_mine(version):
                return self._renewed_apart(version) if self.apart else self._renewed(secret, tokens)
            self.wait(LOOKS_EVERY)
        raise Unavailable("the token is being renewed by another worker, who has not come back")

    def _is_mine(self, version: int) -> bool:
        """Whether we are the one who renews these very tokens."""
        with within(self.organisation), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE store_token SET renewing_until = %s WHERE shop_id = %s AND version = %s"
                " AND (renewing_until IS NULL OR renewing_until < %s)",
                [self.now() + RENEWS_WITHIN, self.shop, version, self.now()],
            )
            return int(cursor.rowcount) == 1

    def _renewed_apart(self, version: int) -> str:
        from makegood.store import renewing

        renewing.apart(self.organisation, self.shop, version)
        return self.access()

    def renewed_once(self, version: int) -> None:
        """The tokens of that version are renewed, by one session at a time; where another did it meanwhile, nothing is done."""
        lock = ["renewing", str(self.shop)]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s), hashtext(%s))", lock)
            try:
                secret, tokens, stands = self._opened()
                if stands == version:
                    self._renewed(secret, tokens)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), hashtext(%s))", lock)

    def _renewed(self, secret: str, tokens: Tokens) -> str:
        assert self.renewing is not None
        try:
            fresh = self.renewing(tokens.refresh)
        except Exception:
            with within(self.organisation):
                Token.objects.filter(shop_id=self.shop).update(renewing_until=None)
            raise
        with within(self.organisation):  # on record before anybody uses it
            token = Token.objects.select_for_update().get(shop_id=self.shop)
            token.sealed = _sealed(self.organisation, self.shop, secret, fresh)
            token.access_until, token.refresh_until = fresh.access_until, fresh.refresh_until
            token.version, token.renewing_until = token.version + 1, None
            token.save()
        return fresh.access

    def _opened(self) -> tuple[str, Tokens, int]:
        with within(self.organisation):
            sealed, version = Token.objects.values_list("sealed", "version").get(shop_id=self.shop)
        held = json.loads(unseal(bytes(sealed), purpose=_purpose(self.organisation, self.shop)))
        refresh_until = parse(held["refresh_until"]) if held["refresh_until"] else None
        tokens = Tokens(held["access"], held["refresh"], parse(held["access_until"]), refresh_until)
        return held["secret"], tokens, version


def _sealed(organisation: UUID, shop: UUID, secret: str, tokens: Tokens) -> bytes:
    held = {
        "secret": secret,
        "access": tokens.access,
        "refresh": tokens.refresh,
        "access_until": show(tokens.access_until),
        "refresh_until": show(tokens.refresh_until) if tokens.refresh_until else None,
    }
    return seal(json.dumps(held).encode(), purpose=_purpose(organisation, shop))


def _purpose(organisation: UUID, shop: UUID) -> str:
    return f"token|{organisation}|{shop}"
