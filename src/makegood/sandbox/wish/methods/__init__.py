"""The operations that are answered; importing them registers them."""

from makegood.sandbox.wish.methods import bulk, merchant, orders, penalties, tickets, webhooks, writes

__all__ = ["bulk", "merchant", "orders", "penalties", "tickets", "webhooks", "writes"]
