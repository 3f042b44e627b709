"""What can happen by itself on this platform, by its word."""

from __future__ import annotations

from makegood.sandbox.stage.agenda import Happenings

happening = Happenings()
