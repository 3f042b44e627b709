"""Where this platform's own deeds are reached."""

from __future__ import annotations

from flask import Blueprint

from makegood.sandbox.stage import doors
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.wish.admin import Admin
from makegood.sandbox.wish.hooks import Hooks
from makegood.sandbox.wish.refusing import Refused
from makegood.sandbox.wish.state import State


def blueprint(state: State, faults: Faults, push: Hooks) -> Blueprint:
    admin = Admin(state, faults, push)
    ours: list[doors.Door] = [
        ("/state", "GET", admin.dump),
        ("/access", "GET", admin.access),
        ("/gone", "GET", admin.show_gone),
        ("/gone", "POST", admin.set_gone),
        ("/jobs", "POST", admin.set_job),
        ("/apps", "POST", admin.add_app),
        ("/shops", "POST", admin.add_shop),
        ("/codes", "POST", admin.add_code),
        ("/tokens", "POST", admin.add_token),
        ("/orders", "POST", admin.plant_order),
        ("/orders/<id>", "GET", admin.order),
        ("/orders/<id>/<who>", "POST", admin.act_on_order),
        ("/tickets", "POST", admin.plant_ticket),
        ("/tickets/<id>", "GET", admin.ticket),
        ("/tickets/<id>/<who>", "POST", admin.act_on_ticket),
        ("/penalties", "POST", admin.plant_penalty),
        ("/penalties/<id>/<who>", "POST", admin.act_on_penalty),
        ("/disputes", "POST", admin.raise_dispute),
        ("/disputes/<id>/<who>", "POST", admin.act_on_dispute),
        ("/populate", "POST", admin.populate),
    ]
    return doors.blueprint(admin, ours, (Refused,))
