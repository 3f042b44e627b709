"""The tables, by subject."""

from makegood.store.models.actions import Action, Approval
from makegood.store.models.base import Keyed, Tenant
from makegood.store.models.cases import Case, Content, Deadline, Evidence, Order, Warning
from makegood.store.models.imports import Import
from makegood.store.models.money import Account, Entry
from makegood.store.models.notices import Notice
from makegood.store.models.people import Membership, Organisation, Person
from makegood.store.models.record import Event, Seal
from makegood.store.models.shops import Shop, Token
from makegood.store.models.work import Bucket, Due, Pause

__all__ = [
    "Account",
    "Action",
    "Approval",
    "Bucket",
    "Case",
    "Content",
    "Deadline",
    "Due",
    "Entry",
    "Event",
    "Import",
    "Evidence",
    "Keyed",
    "Membership",
    "Notice",
    "Order",
    "Organisation",
    "Pause",
    "Person",
    "Seal",
    "Shop",
    "Tenant",
    "Token",
    "Warning",
]
