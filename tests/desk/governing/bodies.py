"""What the settings' forms send, for the matrix of rights."""

BODIES = {
    "settings_pause": [{"shop": "{shop}", "why": "stock-taking"}, {"why": "stock-taking"}],
    "settings_resume": [{"shop": "{shop}"}, {}],
    "settings_live": [{"shop": "{shop}", "live": "0"}],
    "settings_test": [{"shop": "{shop}"}],
    "settings_add_person": [{"name": "somebody", "role": "clerk"}],
    "settings_role": [{"member": "{membership}", "role": "lead"}],
    "settings_remove": [{"member": "{membership}"}],
    "settings_set_limits": [{"alone_currency": "USD", "alone": "60"}],
    "settings_sign_out_others": [{}],
}
