"""Signing in, and oneself."""

PAGES = {"login": "/accounts/login/", "me": "/me/", "second-factor": "/accounts/2fa/"}
ROLES = {"login": None}
