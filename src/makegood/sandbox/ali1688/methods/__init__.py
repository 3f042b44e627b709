"""The APIs that are answered; importing a module registers what it answers."""

from makegood.sandbox.ali1688.methods import (
    agreeing,
    buyers,
    buyers_refunds,
    messages,
    operations,
    orders,
    refunds,
    shipping,
    shop,
)

__all__ = ["agreeing", "buyers", "buyers_refunds", "messages", "operations", "orders", "refunds", "shipping", "shop"]
