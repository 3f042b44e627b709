"""The desk's own tables; none of them holds anything of a buyer or an organisation."""

from __future__ import annotations

from django.db import models


class Cached(models.Model):
    """What Django's database cache keeps, as it names it: how often somebody tried to sign in of late."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)


class Blocked(models.Model):
    """What a browser refused on one of our pages, counted by day: zero is the promise."""

    day = models.DateField()
    directive = models.TextField()
    what = models.TextField()
    """The origin refused, or `inline`, `eval`; never a whole address."""
    times = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "directive", "what"], name="counted_by_day")]
