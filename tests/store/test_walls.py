"""Two walls between organisations: managers that ask for one, and row security that no forgotten filter gets past."""

from __future__ import annotations

import uuid
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from makegood.store.embedded import Server
from makegood.store.opening import Refused, insist_on_a_plain_role
from makegood.store.tenancy import NoOrganisation, within
from tests.store.making import T0, dispute, scene

pytestmark = pytest.mark.usefixtures("store")

CANARY = "canary-6d1f"
GLOBAL = {"Organisation", "Person", "Membership", "Due", "Bucket", "Pause"}
"""Tables without row security: accounts, memberships, due work. Nothing of a buyer stands in them (design decision 4)."""


def models() -> list[Any]:
    from django.apps import apps

    return list(apps.get_app_config("store").get_models())


def tenant_models() -> list[Any]:
    return [model for model in models() if model.__name__ not in GLOBAL]


def filled() -> Any:
    """An organisation with at least one row in every tenant table."""
    from decimal import Decimal

    from makegood.core.money import Money
    from makegood.core.words import Action as Verb
    from makegood.store import actions, intake
    from makegood.store.models import Deadline, Evidence, Import, Notice, Seal, Shop, Token, Warning
    from makegood.store.tokens import keep
    from makegood.usecases.ports import Tokens

    one = scene(CANARY)
    evidence = [{"id": "e1", "kind": "goods_photo", "by": "buyer"}]
    with within(one.organisation):
        case = intake.take_in(one.shop, dispute(evidence=evidence), by="aliexpress", at=T0)
        assert case is not None and Evidence.objects.count() == 1
        action = actions.propose(
            case, Verb.refund, {"note": CANARY}, money=Money(Decimal("5.00"), "USD"), by="rule", at=T0
        )
        actions.approve(action.pk, one.people["lead"], connection=None, at=T0)
        clock = Deadline.objects.filter(case=case).first()
        Warning.objects.create(deadline=clock, due_at=T0, hours=72, at=T0)
        Seal.objects.create(number=1, first=1, last=1, root=b"", before=b"", at=T0, signature=b"")
        keep(Shop.objects.get(pk=one.shop), Tokens(CANARY, CANARY, T0, None), app_key="k", app_secret=CANARY)
        assert Token.objects.count() == 1
        Import.objects.create(shop_id=one.shop, name=CANARY, digest="", size=1, content=b"x", by="rule", created_at=T0)
        Notice.objects.create(shop_id=one.shop, digest=CANARY, body=b"x", heard_at=T0)
    return one


def plain_count(table: str, organisation: uuid.UUID | None) -> int:
    """As the application's role, by SQL that no manager has seen."""
    with transaction.atomic(), connection.cursor() as cursor:
        if organisation is not None:
            cursor.execute("SELECT set_config('app.organisation', %s, true)", [str(organisation)])
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def test_every_table_is_either_global_or_walled() -> None:
    assert {model.__name__ for model in models()} >= GLOBAL
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                   (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polpermissive
                     AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL),
                   (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind = 'r' AND EXISTS (
              SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND a.attnotnull)
            """
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    walled = {name for name, state in found.items() if state == (True, True, 1, 1)}
    assert walled == {model._meta.db_table for model in tenant_models()}
    assert found.keys() - walled == {"store_due", "store_membership"}


def test_the_application_sees_nothing_without_an_organisation() -> None:
    one = filled()

    for model in tenant_models():
        table = model._meta.db_table
        assert plain_count(table, one.organisation) > 0, table
        assert plain_count(table, None) == 0, table


def test_another_organisation_sees_and_changes_nothing() -> None:
    filled()
    other = scene("Other")
    untouchable = set()

    for model in tenant_models():
        table = model._meta.db_table
        own = 1 if model.__name__ == "Shop" else 0
        assert plain_count(table, other.organisation) == own, table
        for statement in (f'DELETE FROM "{table}"', f'UPDATE "{table}" SET id = id'):
            try:
                with within(other.organisation), connection.cursor() as cursor:
                    cursor.execute(statement)
                    assert cursor.rowcount <= own, statement
                    transaction.set_rollback(True)
            except DatabaseError as reason:
                assert "permission denied" in str(reason), statement
                untouchable.add(statement)
    assert 'DELETE FROM "store_event"' in untouchable and 'UPDATE "store_entry" SET id = id' in untouchable


@pytest.mark.parametrize("empty", ["", "not-a-uuid", str(uuid.UUID(int=0))])
def test_an_organisation_that_is_none_matches_nobody(empty: str) -> None:
    filled()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.organisation', %s, true)", [empty])
        try:
            with transaction.atomic():
                cursor.execute("SELECT count(*) FROM store_case")
                assert cursor.fetchone() == (0,)
        except DatabaseError as reason:
            assert "invalid input syntax for type uuid" in str(reason)


def test_a_row_cannot_be_written_into_another_organisation() -> None:
    one, other = scene("One"), scene("Other")

    with pytest.raises(DatabaseError, match="row-level security"), within(one.organisation):
        from makegood.store.models import Shop

        Shop.objects.create(name="x", platform="wish", organisation_id=other.organisation)


def test_a_reference_cannot_leave_the_organisation() -> None:
    """Every composite key, one by one: the other's shop, order, case, action … cannot be named."""
    one, other = filled(), scene("Other")
    tried = 0
    for model in tenant_models():
        for field in model._meta.local_fields:
            target = getattr(field.remote_field, "model", None)
            if target not in tenant_models() or (model.__name__, field.name) == ("Event", "content"):
                continue
            with connections["owner"].cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' AND array_length(conkey, 1) = 2"
                    " AND confrelid = %s::regclass AND conkey @> (SELECT array_agg(attnum) FROM pg_attribute WHERE attrelid = conrelid"
                    " AND attname = ANY(%s))",
                    [model._meta.db_table, target._meta.db_table, [field.column, "organisation_id"]],
                )
                assert cursor.fetchone() == (1,), f"{model.__name__}.{field.name}"
                tried += 1
    assert tried >= 20
    with pytest.raises(DatabaseError, match="violates foreign key"), within(other.organisation):
        from makegood.store.models import Order

        Order.objects.create(shop_id=one.shop, number="stolen")


def test_managers_refuse_without_an_organisation() -> None:
    for model in tenant_models():
        with pytest.raises(NoOrganisation):
            model.objects.count()


def test_an_organisation_entered_is_left_again() -> None:
    one, other = scene("One"), scene("Other")
    with within(one.organisation):
        with within(other.organisation):
            from makegood.store.models import Shop

            assert Shop.objects.get().pk == other.shop
        assert Shop.objects.get().pk == one.shop
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM store_shop")
            assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("role", ["makegood_admin", "makegood_owner"])
def test_it_does_not_run_as_a_role_that_walls_do_not_hold(store: Server, role: str) -> None:
    before = connection.settings_dict
    url = psycopg.conninfo.conninfo_to_dict(store.url(role))
    connection.close()
    connection.settings_dict = {**before, "USER": url["user"], "PASSWORD": url["password"]}
    try:
        with pytest.raises(Refused, match=f"the role '{role}'"):
            insist_on_a_plain_role()
    finally:
        connection.close()
        connection.settings_dict = before
    insist_on_a_plain_role()


def test_an_event_is_never_altered_nor_deleted() -> None:
    one = filled()
    for statement in (
        "DELETE FROM store_event",
        "UPDATE store_event SET body = '{}'",
        "UPDATE store_event SET at = now()",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), within(one.organisation):
            connection.cursor().execute(statement)
    with pytest.raises(DatabaseError, match="never altered"):
        connections["owner"].cursor().execute("UPDATE store_event SET body = '{}'")


def test_a_movement_that_does_not_add_up_is_not_kept() -> None:
    from makegood.store.models import Entry

    one = scene()
    with pytest.raises(DatabaseError, match="does not add up"), within(one.organisation):
        Entry.objects.create(
            movement=uuid.uuid4(), key="k", account="escrow", amount=1, currency="USD", what="paid", at=T0,
            shop_id=one.shop,
        )  # fmt: skip


def test_more_than_was_paid_is_refused_by_the_database_itself() -> None:
    from makegood.store.models import Action, Case

    one = filled()
    with pytest.raises(DatabaseError, match="no_more_goes_back_than_was_paid"), within(one.organisation):
        case = Case.objects.get()
        Action.objects.create(
            shop_id=one.shop, order=case.order, case=case, kind="refund", line="2", state="approved", money=99999, moves=True,
            currency="USD", asked_by="nobody", created_at=T0,
        )  # fmt: skip
