"""Which actions have an API on 1688, and where the sheet says so; every other action is assisted."""

from __future__ import annotations

from makegood.connectors.ali1688 import agreeing, cancelling
from makegood.connectors.ali1688.asking import ORDERS, REFUNDS
from makegood.connectors.ali1688.planning import Way
from makegood.core.words import Action

# Not here, though there are calls: arbitration (whether a seller may is not known, §2.3), sending (no action of ours: §2.2 declares the
# parcel of an order that waits, while filling in a number is for one already sent), the generic operation of 2018 (availability unknown).
# fmt: off
WAYS = {way.action: way for way in (
    Way(Action.agree, REFUNDS, agreeing.AGREE, "sheet §2.3 agree to return, give address",
        agreeing.takes, agreeing.prepare, agreeing.seen),
    Way(Action.cancel_order, ORDERS, cancelling.CANCEL, "sheet §2.1 close/cancel, before payment",
        cancelling.takes, cancelling.prepare, cancelling.seen),
)}
# fmt: on
