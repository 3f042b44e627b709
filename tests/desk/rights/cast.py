"""Two organisations alike, each with people of every role and cases of every platform; in each, its own canary everywhere."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.test import Client

from makegood.core.words import Action as Verb
from makegood.rehearsal import hand_kept as worked
from makegood.store.walls import tenant_models
from makegood.usecases.acting import State
from makegood.usecases.ports import Tokens
from tests.desk.rights import bodies
from tests.desk.rights.asking import state_of
from tests.desk.rights.planting import plant, with_canary
from tests.store.making import Scene, dispute, scene

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROLES = ("clerk", "lead", "owner", "warehouse", "developer", "read_only")
STRANGER, OTHER = "anonymous", "owner of the other"
ACTORS = (STRANGER, *ROLES, OTHER)
PLATFORMS = ("aliexpress", "wish", "ali1688", "shopee")
ALIASES = {"since": "event", "after": "event", "owner": "person", "member": "person", "seat": "membership"}
"""Names that addresses and forms have for rows of another name."""
UNKNOWN = {"pk": "999999", "number": "8190000404"}
NOBODYS = str(UUID(int=0xDEAD))
CASE_AT = timedelta(hours=108)
BUSY = 5
"""So many cases have actions asked for and under way."""


@dataclass(frozen=True)
class Side:
    """One of the two: its rows' ids by kind, and the string that nobody else may ever see."""

    name: str
    canary: str
    scene: Scene
    ids: Mapping[str, list[str]] = field(default_factory=dict)
    paths: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    """Ids of an address that belong together, by route."""

    @cached_property
    def every_id(self) -> frozenset[str]:
        return frozenset(key for keys in self.ids.values() for key in keys)

    def of(self, kind: str) -> list[str]:
        return self.ids.get(ALIASES.get(kind, kind), [])


@dataclass(frozen=True, slots=True)
class Cast:
    ours: Side
    theirs: Side
    clients: Mapping[str, Client]
    before: Mapping[str, str]
    """What each side's rows are, before anybody asks for anything."""

    def own(self, actor: str) -> Side:
        return self.theirs if actor == OTHER else self.ours

    def foreign(self, actor: str) -> Side:
        return self.ours if actor == OTHER else self.theirs


def cast(now: datetime) -> Cast:
    ours, theirs = (_side(name, f"canary-{mark}", now) for name, mark in (("ours", "5d0a"), ("theirs", "91c4")))
    people = {role: (ours.scene.people[role]) for role in ROLES} | {OTHER: theirs.scene.people["owner"]}
    clients = {STRANGER: _browser(), **{actor: _signed_in(key) for actor, key in people.items()}}
    return Cast(ours, theirs, clients, {side.name: state_of(side) for side in (ours, theirs)})


def _side(name: str, canary: str, now: datetime) -> Side:
    from makegood.store import wiring
    from makegood.store.models import Membership, Organisation, Pause, Person
    from makegood.store.tenancy import within

    made = scene(canary)
    for role in ROLES[4:]:
        made.people[role] = Person.objects.create(username=f"{canary}-{role}").pk
        Membership.objects.create(person_id=made.people[role], organisation_id=made.organisation, role=role)
    Organisation.objects.filter(pk=made.organisation).update(
        role_most={"clerk": {"USD": "5000"}, "lead": {"USD": "9000"}}, alone={"USD": "40"}
    )
    for person in Person.objects.filter(pk__in=made.people.values()):
        _proofs(person, canary)
    with within(made.organisation):
        _cases(made, canary, now)
        bodies.plant(made.people, now)
    # Of the actions only the approved would be sent, and none is; clocks are warned of and the record is sealed.
    wiring.worker(lambda: now, lambda _organisation, _shop: None).until_idle()
    with within(made.organisation):
        _in_flight(made, now)
    Pause.objects.create(organisation_id=made.organisation, by=canary, why=canary, since=now, until=now)
    plant(made.organisation, canary)
    with within(made.organisation):
        return Side(name, canary, made, _ids(made), bodies.paths())


def _cases(made: Scene, canary: str, now: datetime) -> None:
    from makegood.store import actions, intake, tokens
    from makegood.store.models import Case, Shop

    Shop.objects.filter(pk=made.shop).update(name=canary, address="http://127.0.0.1:9")
    shops = {"aliexpress": made.shop}
    for platform in PLATFORMS[1:]:
        shops[platform] = Shop.objects.create(name=f"{canary} {platform}", platform=platform, rehearsal=False).pk
    day = timedelta(days=1)
    tokens.keep(
        Shop.objects.get(pk=made.shop), Tokens("a", "r", now + day, now + 9 * day), app_key=canary, app_secret="s"
    )
    for number in range(2):
        taken = intake.take_in(
            made.shop, _marked(dispute(number, opened=now - CASE_AT), canary), by="aliexpress", at=now
        )
        assert taken is not None
    for platform, documents in worked.cases(now).items():
        for document in documents:
            intake.take_in(shops[platform], _marked(document, canary), by="rule", at=now)
    by = f"person:{made.people['clerk']}"
    for case in Case.objects.select_related("shop", "order").order_by("id")[:BUSY]:
        for verb in (Verb.contact_buyer, Verb.offer, Verb.submit_ticket):
            details = {"text": f"said by {canary}", "remedy": "full_refund", "what": ["full_refund"]}
            asked = actions.propose(case, verb, details, money=None, by=by, at=now)
            if verb is Verb.submit_ticket:
                actions.approve(asked.pk, made.people["owner"], connection=None, at=now)


def _marked(document: dict[str, Any], canary: str) -> dict[str, Any]:
    """The case file with the canary in its numbers and in every sentence."""
    told = with_canary(document, canary)
    told["id"] = f"{document['id']}-{canary}"
    if told.get("order"):
        told["order"] = {**told["order"], "id": f"{document['order']['id']}-{canary}"}
    return told


def _in_flight(made: Scene, now: datetime) -> None:
    """An action in every state, and one row of what only happens out there."""
    from makegood.store.models import Action, Approval, Case, Entry, Evidence, Order, Warning
    from makegood.store.models import Deadline as Clock

    planned = list(Action.objects.filter(state=State.planned, kind=Verb.contact_buyer).order_by("id"))
    for action, state in zip(
        planned, (State.unknown, State.needs_person, State.confirmed, State.rejected), strict=False
    ):
        Action.objects.filter(pk=action.pk).update(state=state, sent_at=now, first_sent_at=now, due_at=now + CASE_AT)
    case = Case.objects.filter(order__isnull=False).first()
    assert case is not None
    if not Warning.objects.exists():
        clock = Clock.objects.first()
        assert clock is not None
        Warning.objects.create(deadline=clock, due_at=now, hours=24, at=now)
    for model in (Approval, Entry, Evidence, Order):
        assert model.objects.exists(), model


def _proofs(person: Any, canary: str) -> None:
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(person)
    secret = {"secret": get_adapter().encrypt("JBSWY3DPEHPK3PXP")}
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=secret)
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": f"key of {canary}", "credential": _credential()}
    )


def _credential() -> dict[str, Any]:
    """A passkey as a browser registers it, of a key nobody has."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.utils import websafe_encode
    from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(Aaguid.NONE, secrets.token_bytes(16), public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    told = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, held), {})
    said = CollectedClientData.create("webauthn.create", bytes(16), "http://localhost")
    key = websafe_encode(held.credential_id)
    response = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(told)}
    return {"id": key, "rawId": key, "type": "public-key", "response": response, "clientExtensionResults": {}}


def _ids(made: Scene) -> dict[str, list[str]]:
    from allauth.mfa.models import Authenticator

    from makegood.store.models import Membership, Order

    found = {
        model.__name__.lower(): [str(key) for key in model.objects.order_by("id").values_list("pk", flat=True)]
        for model in tenant_models()
    }
    members = Membership.objects.filter(organisation=made.organisation)
    found |= {
        "organisation": [str(made.organisation)],
        "person": [str(key) for key in made.people.values()],
        "membership": [str(key) for key in members.values_list("pk", flat=True)],
        "number": list(Order.objects.order_by("id").values_list("number", flat=True)),
        "pk": [str(key) for key in Authenticator.objects.filter(user=made.people["owner"], type="webauthn").values_list("pk", flat=True)],
    }  # fmt: skip
    return found | {name: [str(key) for key in asked()] for name, asked in bodies.ids().items()}


def _browser() -> Client:
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"}, raise_request_exception=False)


def _signed_in(key: UUID) -> Client:
    """Fresh from signing in, by password and by code: no page asks again."""
    from makegood.store.models import Person

    client = _browser()
    client.force_login(Person.objects.get(pk=key), backend=BACKEND)
    session, at = client.session, time.time()
    session["account_authentication_methods"] = [{"method": "password", "at": at}, {"method": "mfa", "at": at, "type": "totp"}]  # fmt: skip
    session.save()
    return client
