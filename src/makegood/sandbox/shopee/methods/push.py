"""Setting pushes up, and the queue of those that were lost (platforms/shopee.md §2 Push; sandbox list, 17)."""

from __future__ import annotations

from typing import Any

from makegood.sandbox.shopee.calls import Call, api
from makegood.sandbox.shopee.push import Pushing


@api("GET", "push/get_app_push_config", kind="public")
def config(call: Call) -> dict[str, Any]:
    return pushing(call).config()


@api("POST", "push/set_app_push_config", kind="public")
def set_config(call: Call) -> dict[str, Any]:
    """Saving sends a test push, which must be answered in time."""
    asked = call.asked
    given = {name: [int(code) for code in asked.texts(name)] for name in ("set_push_config_on", "set_push_config_off")}
    blocked = [int(shop) for shop in asked.texts("blocked_shop_id_list")]
    pushing(call).configure(
        asked.text("callback_url", ""),
        on=given["set_push_config_on"],
        off=given["set_push_config_off"],
        blocked=blocked,
    )
    return {"result": "success"}


@api("GET", "push/get_lost_push_message", kind="public")
def lost(call: Call) -> dict[str, Any]:
    return pushing(call).lost()


@api("POST", "push/confirm_consumed_lost_push_message", kind="public")
def consumed(call: Call) -> dict[str, Any]:
    pushing(call).consumed(call.asked.number("last_message_id"))
    return {}


def pushing(call: Call) -> Pushing:
    found: Pushing = call.state.pushing
    return found
