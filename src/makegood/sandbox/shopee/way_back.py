"""Returned goods on their way: one leg to the seller, or two where a warehouse checks them (platforms/shopee.md §3; sandbox list, 20)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.sandbox.shopee.agenda import happening
from makegood.sandbox.shopee.claim import Return
from makegood.sandbox.shopee.refusing import data
from makegood.sandbox.shopee.returning import accept, changes, end
from makegood.sandbox.shopee.state import State


def must_be_processing(claim: Return) -> None:
    if claim.status != "PROCESSING":
        raise data(f"Invalid return status: {claim.status}")


def buyer_posts(state: State, claim: Return, number: str = "") -> None:
    must_be_processing(claim)
    claim.way.tracking = number or f"RNS{claim.shop_id % 1000:03d}{state.number('way_back'):08d}"
    claim.ship_due = None
    moves(state, claim, "Preparing" if claim.request_type else "LOGISTICS_PICKUP_DONE")


def moves(state: State, claim: Return, status: str) -> None:
    before, claim.way.status, claim.way.at = claim.way.status, status, state.at
    state.changed(claim)
    changes(state, claim, ("logistics_status", before, status))


def arrives(state: State, claim: Return) -> None:
    """At the seller's, who then has days to object; or at the warehouse, which checks."""
    must_be_processing(claim)
    if claim.way.warehouse:
        claim.way.warehouse = 3
        state.agenda.enter(state.at + timedelta(days=state.figures.warehouse_days), "warehouse_checked", claim.sn)
    else:
        claim.seller_due = state.at + timedelta(days=state.figures.seller_check_days)
        state.agenda.enter(claim.seller_due, "check_lapses", claim.sn)
    moves(state, claim, "Delivered" if claim.request_type else "LOGISTICS_DELIVERY_DONE")
    state.tell("goods_back", claim)


def received(state: State, claim: Return) -> None:
    """The seller says on the seller centre's page that all is well."""
    must_be_processing(claim)
    claim.seller_due = None
    accept(state, claim, claim.amount)


@happening("check_lapses")
def check_lapses(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    if claim.status == "PROCESSING" and claim.seller_due == state.at:
        received(state, claim)


@happening("warehouse_checked")
def warehouse_checked(state: State, subject: tuple[Any, ...]) -> None:
    """All is well: the money goes back, and the goods go on to the seller."""
    claim = state.returns[subject[0]]
    if claim.status != "PROCESSING":
        return
    claim.way.second, claim.way.second_at = "POST_RETURN_LOGISTICS_PICKUP_DONE", state.at
    claim.way.second_tracking = f"RTS{state.number('second_leg'):08d}"
    accept(state, claim, claim.amount)
    state.agenda.enter(state.at + timedelta(days=2), "second_leg_ends", claim.sn)


@happening("second_leg_ends")
def second_leg_ends(state: State, subject: tuple[Any, ...]) -> None:
    claim = state.returns[subject[0]]
    claim.way.second, claim.way.second_at = "POST_RETURN_LOGISTICS_DELIVERY_DONE", state.at


@happening("buyer_ship_lapses")
def buyer_ship_lapses(state: State, subject: tuple[Any, ...]) -> None:
    """Open: goods that are not posted in time end the request."""
    claim = state.returns[subject[0]]
    if claim.status == "PROCESSING" and claim.ship_due == state.at and not claim.way.tracking:
        end(state, claim, "CANCELLED")
