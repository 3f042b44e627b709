"""Screens tables of orders for bad faith: the order-audit rules, column by column, on DuckDB."""

from makegood.screening.columns import TableRefused
from makegood.screening.expressions import RuleRefused
from makegood.screening.generated import generated_orders
from makegood.screening.screening import screen

__all__ = ["RuleRefused", "TableRefused", "generated_orders", "screen"]
