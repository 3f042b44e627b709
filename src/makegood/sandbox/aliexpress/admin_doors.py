"""Where this platform's own deeds are reached."""

from __future__ import annotations

from flask import Blueprint

from makegood.sandbox.aliexpress.admin import Admin
from makegood.sandbox.aliexpress.refusing import Refused
from makegood.sandbox.aliexpress.state import State
from makegood.sandbox.stage import doors
from makegood.sandbox.stage.faults import Faults
from makegood.sandbox.stage.sending import Push


def blueprint(state: State, faults: Faults, push: Push) -> Blueprint:
    admin = Admin(state, faults, push)
    ours: list[doors.Door] = [
        ("/state", "GET", admin.dump),
        ("/access", "GET", admin.access),
        ("/apps", "POST", admin.add_app),
        ("/shops", "POST", admin.add_shop),
        ("/codes", "POST", admin.add_code),
        ("/tokens", "POST", admin.add_token),
        ("/orders", "POST", admin.plant_order),
        ("/orders/<int:id>", "GET", admin.order),
        ("/orders/<int:id>/<who>", "POST", admin.act_on_order),
        ("/issues", "POST", admin.plant_issue),
        ("/issues/<int:id>", "GET", admin.issue),
        ("/issues/<int:id>/<who>", "POST", admin.act_on_issue),
        ("/populate", "POST", admin.populate),
    ]
    return doors.blueprint(admin, ours, (Refused,))
