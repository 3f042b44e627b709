"""The methods that are answered, a module per family; importing this registers them all."""

from makegood.sandbox.aliexpress.methods import (
    cancelling,
    evidence,
    issues,
    loans,
    messages,
    order_details,
    orders,
    parcels,
    shipping,
    shop,
    solutions,
)

__all__ = [
    "cancelling",
    "evidence",
    "issues",
    "loans",
    "messages",
    "order_details",
    "orders",
    "parcels",
    "shipping",
    "shop",
    "solutions",
]
