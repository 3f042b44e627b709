"""Where the sandbox's own deeds are reached on this platform."""

from __future__ import annotations

from flask import Blueprint

from makegood.sandbox.shopee.admin import Admin
from makegood.sandbox.shopee.push import Pushing
from makegood.sandbox.shopee.refusing import Refused
from makegood.sandbox.shopee.state import State
from makegood.sandbox.stage import doors
from makegood.sandbox.stage.faults import Faults


def blueprint(state: State, faults: Faults, push: Pushing) -> Blueprint:
    admin = Admin(state, faults, push)
    own: list[doors.Door] = [
        ("/state", "GET", admin.dump),
        ("/access", "GET", admin.access),
        ("/apps", "POST", admin.add_app),
        ("/shops", "POST", admin.add_shop),
        ("/codes", "POST", admin.add_code),
        ("/tokens", "POST", admin.add_token),
        ("/storm", "POST", admin.storm),
        ("/orders", "POST", admin.plant_order),
        ("/orders/<id>", "GET", admin.order),
        ("/orders/<id>/<who>", "POST", admin.act_on_order),
        ("/returns", "POST", admin.plant_return),
        ("/returns/<id>", "GET", admin.claim),
        ("/returns/<id>/<who>", "POST", admin.act_on_return),
        ("/points", "POST", admin.issue_points),
        ("/points/<int:id>/appeal", "POST", admin.win_appeal),
        ("/populate", "POST", admin.populate),
    ]
    return doors.blueprint(admin, own, (Refused,))
