"""A module a room, with the screens of it that are looked at."""
