"""What can happen by itself on Shopee."""

from makegood.sandbox.stage.agenda import Happenings

happening = Happenings()
