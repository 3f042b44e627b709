"""The settings, as an owner sees them; and as a clerk does, who may not change them."""

PAGES = {
    "settings": "/settings/",
    "settings-people": "/settings/people/",
    "settings-limits": "/settings/limits/",
    "settings-device": "/settings/device/",
    "settings-clerk": "/settings/limits/",
}
DOINGS = {"settings-pause": ("/settings/", ["click .switch summary"], ".switch .sheet input[name=why]")}
ROLES = dict.fromkeys((*PAGES, *DOINGS), "owner") | {"settings-clerk": "clerk"}
