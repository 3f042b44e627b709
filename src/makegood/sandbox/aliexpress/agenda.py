"""What happens by itself on this platform, by its word; the modules that know how register it."""

from makegood.sandbox.stage.agenda import Happenings

happening = Happenings()
