"""`python -m makegood`."""

from makegood.cli.main import main

raise SystemExit(main())
