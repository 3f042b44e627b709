"""`makegood COMMAND`: finds the command and hands it its arguments; each command imports only what it needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

COMMANDS = {
    "assess": "read case files, print what to do about each",
    "read": "read a platform's JSON as case files",
    "import": "read a platform's export files, orders and returns, as case files",
    "conversation": "read a pasted conversation as messages",
    "schema": "print the JSON Schema of a case or an assessment",
    "policy": "list, show, check and compare the policy packs",
    "screen": "audit a table of orders for bad faith and bad addresses",
    "shop": "add or list the shops of an organisation",
    "take": "put case files on record",
    "cases": "list the open cases, soonest lapse first",
    "case": "show one case: what to do, what was done, what happened",
    "approve": "say yes to a case's next step, or to an action that waits",
    "refuse": "say no to an action that waits",
    "sync": "pull what changed on a platform, now",
    "work": "send, pull and warn what is due, until told to stop",
    "simulate": "play a month of a shop on a sandbox, and compare both ledgers",
    "pause": "stop all writes to platforms within a second; --lift ends it",
    "verify": "is the record as it was sealed? the database's, or an exported one",
    "desk": "the desk in the browser, until told to stop",
    "person": "add or list the people who sign in",
    "db": "set the database up, back it up, restore it",
    "doctor": "what works here and what does not, and what to do about it",
    "run": "a rehearsal of the whole desk: made-up shops on a sandbox, a worker, the desk in the browser",
    "look": "a first look in the terminal: a table of orders screened, the worked examples assessed",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status. 2: the input or the arguments are not valid. 1: anything else."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help", "help"):
        print(_usage())
        return 0 if given else 2
    if given[0] in ("-V", "--version"):
        from makegood import __version__

        print(f"makegood {__version__}")
        return 0
    if given[0] not in COMMANDS:
        print(f"makegood: found the command {given[0]!r}; expected one of {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return _run(given[0], given[1:])
    except BrokenPipeError:  # the reader went away, as `| head` does: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(command: str, arguments: list[str]) -> int:
    from importlib import import_module
    from keyword import iskeyword

    module = command + "_" * iskeyword(command)  # `import` cannot be the name of a module
    status: int = import_module(f"makegood.cli.{module}").run(arguments)
    sys.stdout.flush()
    return status


def _usage() -> str:
    lines = ["usage: makegood COMMAND ...", ""]
    lines += [f"  {name:<12} {what}" for name, what in COMMANDS.items()]
    return "\n".join([*lines, "", "makegood COMMAND --help says more."])
