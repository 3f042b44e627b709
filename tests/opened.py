"""Sets Django up while tests are gathered, so that they may import models; which server it is shows when one is asked for."""

from __future__ import annotations

import os

from makegood.desk.opening import open_desk

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"

os.environ.setdefault("MAKEGOOD_SECRET_KEY", "signs nothing but the tests' own sessions")
open_desk(app=NOWHERE, owner=NOWHERE)
