"""What a platform sends, for the matrix of rights."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

BODIES = {"hook": [{"seller_id": "1"}]}
WORDS = {"platform": ["aliexpress"]}


def plant(people: Mapping[str, UUID], now: datetime) -> None:  # noqa: ARG001
    from makegood.store.models import Notice, Shop

    Notice.objects.create(shop=Shop.objects.first(), digest="d", body=b"{}", heard_at=now)
