"""The case page's own words in templates, for the rooms that show a case's header as well."""

from __future__ import annotations

from django import template

from makegood.desk.case import labels
from makegood.desk.frame.places import address_of

register = template.Library()


@register.filter
def label(name: str | None, family: str) -> str:
    """`{{ mark.name|label:"mark" }}`"""
    return labels.label(family, name)


@register.filter
def clause_page(name: str) -> str:
    """The clause's page; while that room is not there, its place further down."""
    return address_of("clause", name) or f"#law-{name}"


@register.filter
def missing(path: str) -> str:
    """`{% for path in one.missing %}{{ path|missing }}`"""
    return labels.missing(path)
