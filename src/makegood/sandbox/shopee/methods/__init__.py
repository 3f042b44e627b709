"""The APIs that are answered, by the module that the reference puts them in."""

from makegood.sandbox.shopee.methods import (
    access,
    account_health,
    chat,
    logistics,
    orders,
    payment,
    product,
    proofs,
    push,
    returns,
)

__all__ = ["access", "account_health", "chat", "logistics", "orders", "payment", "product", "proofs", "push", "returns"]
