"""The store's tests need Django set up before they are gathered."""

import tests.opened  # noqa: F401
