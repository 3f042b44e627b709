"""The walls between organisations, as SQL: row security, references that stay inside, privileges, and what must always hold.

Written from the models, so that a new table has its wall the moment it is made. Every statement may be run again.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from makegood.store.models.base import Tenant
from makegood.usecases.acting import IN_FLIGHT, State

APP_ROLE = "makegood_app"

READ_ADD = {"Event", "Seal", "Approval", "Entry", "Warning"}
"""What is only ever added to. The sealer sets an event's `number` and `seal_id`, once."""
ERASABLE = {"Content", "Token", "Due", "Pause", "Membership", "Shop"}
"""What the application may delete; nothing else is ever deleted."""


def tenant_models() -> list[type[models.Model]]:
    return [model for model in apps.get_app_config("store").get_models() if issubclass(model, Tenant)]


def statements(role: str) -> Iterator[str]:
    yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
    yield f'GRANT SELECT ON django_migrations TO "{role}"'  # the doctor asks whether the tables are this version's
    for model in apps.get_models():
        yield from _privileges(model, role)
    for model in tenant_models():
        yield from _row_security(model._meta.db_table)
        yield from _references(model)
    yield from _SEALED
    yield from _BALANCED
    yield from _ON_THE_WAY
    yield from _TO_SEAL


def _privileges(model: type[models.Model], role: str) -> Iterator[str]:
    table, name = model._meta.db_table, model.__name__
    rights = "SELECT, INSERT" if name in READ_ADD else "SELECT, INSERT, UPDATE"
    if name in ERASABLE or model._meta.app_label != "store":
        rights += ", DELETE"
    yield f'REVOKE ALL ON "{table}" FROM "{role}"'
    yield f'GRANT {rights} ON "{table}" TO "{role}"'
    if name == "Event":
        yield f'GRANT UPDATE (number, seal_id) ON "{table}" TO "{role}"'
    for field in model._meta.local_fields:
        if isinstance(field, models.AutoField):
            yield f"""GRANT USAGE ON SEQUENCE "{table}_{field.column}_seq" TO "{role}\""""
    for field in model._meta.local_many_to_many:
        through: type[models.Model] | None = field.remote_field.through
        if through is not None and through._meta.auto_created:
            yield from _privileges(through, role)


def _row_security(table: str) -> Iterator[str]:
    mine = "organisation_id = nullif(current_setting('app.organisation', true), '')::uuid"
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    yield f'DROP POLICY IF EXISTS own_organisation ON "{table}"'
    yield f'CREATE POLICY own_organisation ON "{table}" USING ({mine}) WITH CHECK ({mine})'


def _references(model: type[models.Model]) -> Iterator[str]:
    """A reference to a tenant row carries the organisation with it: what is another's cannot be named."""
    table = model._meta.db_table
    for field in model._meta.local_fields:
        target = field.remote_field.model if isinstance(field, models.ForeignKey) else None
        if target is None or not (isinstance(target, type) and issubclass(target, Tenant)):
            continue
        if (model.__name__, field.name) == ("Event", "content"):
            continue  # erasing the content leaves the event as it is: its hash still stands
        name = f"{table}_{field.name}_same_organisation"
        on_delete = f" ON DELETE SET NULL ({field.column})" if field.null else ""
        yield f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"'
        yield (
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (organisation_id, {field.column}) '
            f'REFERENCES "{target._meta.db_table}" (organisation_id, id){on_delete} DEFERRABLE INITIALLY DEFERRED'
        )


_SEALED = (
    """
    CREATE OR REPLACE FUNCTION store_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE rest store_event;
    BEGIN
      IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an event is never deleted' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      rest := NEW;
      rest.number := OLD.number;
      rest.seal_id := OLD.seal_id;
      IF OLD.number IS NOT NULL OR NEW.number IS NULL OR rest *<> OLD THEN
        RAISE EXCEPTION 'an event is never altered; its number and seal are set once' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    "DROP TRIGGER IF EXISTS event_is_kept ON store_event",
    "CREATE TRIGGER event_is_kept BEFORE UPDATE OR DELETE ON store_event FOR EACH ROW EXECUTE FUNCTION store_event_is_kept()",
)

_TO_SEAL = (
    """
    CREATE OR REPLACE FUNCTION store_organisation_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem)
        VALUES ('seal', NEW.id, NEW.id, 'epoch', 0, '') ON CONFLICT (kind, subject) DO NOTHING;
      RETURN NULL;
    END $$
    """,
    "DROP TRIGGER IF EXISTS organisation_is_sealed ON store_organisation",
    "CREATE TRIGGER organisation_is_sealed AFTER INSERT ON store_organisation FOR EACH ROW EXECUTE FUNCTION store_organisation_is_sealed()",
    """
    INSERT INTO store_due (kind, subject, organisation_id, due_at, attempts, problem)
      SELECT 'seal', id, id, 'epoch', 0, '' FROM store_organisation ON CONFLICT (kind, subject) DO NOTHING
    """,
)
"""An organisation is born with the sealer's row, which is never taken away: so no event has to see to it that it is sealed."""

_BALANCED = (
    """
    CREATE OR REPLACE FUNCTION store_movement_balances() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE off record;
    BEGIN
      SELECT currency, sum(amount) AS total INTO off FROM store_entry WHERE movement = NEW.movement
        GROUP BY currency HAVING sum(amount) <> 0 LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'movement % does not add up to nothing: % %', NEW.movement, off.total, off.currency
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NULL;
    END $$
    """,
    "DROP TRIGGER IF EXISTS movement_balances ON store_entry",
    "CREATE CONSTRAINT TRIGGER movement_balances AFTER INSERT ON store_entry DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION store_movement_balances()",
)


def _listed(states: frozenset[State]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


_ON_THE_WAY = (
    """
    CREATE OR REPLACE FUNCTION store_moving(action store_action) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN action.moves THEN coalesce(action.money, 0) ELSE 0 END
    $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION store_money_on_the_way() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE flying bigint := 0; done bigint := 0;
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF OLD.state IN ({_listed(IN_FLIGHT)}) THEN flying := flying - store_moving(OLD); END IF;
        IF OLD.state = 'confirmed' THEN done := done - store_moving(OLD); END IF;
        IF NEW.order_id IS DISTINCT FROM OLD.order_id OR NEW.money IS DISTINCT FROM OLD.money AND OLD.state <> 'planned' THEN
          RAISE EXCEPTION 'what an action moves, and of which order, stands once it was approved'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
      END IF;
      IF NEW.state IN ({_listed(IN_FLIGHT)}) THEN flying := flying + store_moving(NEW); END IF;
      IF NEW.state = 'confirmed' THEN done := done + store_moving(NEW); END IF;
      IF NEW.order_id IS NOT NULL AND (flying <> 0 OR done <> 0) THEN
        UPDATE store_order SET in_flight = in_flight + flying, released = released + done WHERE id = NEW.order_id;
      END IF;
      RETURN NEW;
    END $$
    """,  # noqa: S608
    "DROP TRIGGER IF EXISTS money_on_the_way ON store_action",
    "CREATE TRIGGER money_on_the_way BEFORE INSERT OR UPDATE ON store_action FOR EACH ROW EXECUTE FUNCTION store_money_on_the_way()",
)
