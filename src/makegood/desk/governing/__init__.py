"""Settings: connections and the red switch, people and roles, money limits, this device."""
