"""An action's life: each state, what may follow it, and when the next look or sending is due.

planned → approved → sending → confirmed | rejected | unknown → looking → confirmed | approved again | rejected | needs_person.
The intent is committed as `sending` before the call. A sending whose outcome is not known is never repeated before the platform's
lists can be believed (`Verb.settle`) and show nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from makegood.usecases.ports import Look, Receipt, Refused, Sight, SignInNeeded, Unanswered, Unavailable, Verb


class State(StrEnum):
    planned = "planned"
    """Prepared; waits for a person's yes."""
    approved = "approved"
    """May be sent; is due."""
    sending = "sending"
    """The intent is on record; the call may be under way."""
    unknown = "unknown"
    """Sent, no answer: nobody sends or believes anything until the platform's lists have settled."""
    looking = "looking"
    """The platform is being asked whether it was done."""
    confirmed = "confirmed"
    rejected = "rejected"
    needs_person = "needs_person"
    """The platform cannot tell: a person must look and say."""
    assisted = "assisted"
    """A person does it on the platform's page and brings the receipt."""
    refused = "refused"
    """A person said no."""
    dropped = "dropped"
    """Overtaken by what happened since; never sent."""


LIVE = frozenset(
    {
        State.planned,
        State.approved,
        State.sending,
        State.unknown,
        State.looking,
        State.needs_person,
        State.assisted,
    }
)
"""Of these, one at a time for one order line and kind of action; a constraint of the database holds it."""

IN_FLIGHT = frozenset({State.approved, State.sending, State.unknown, State.looking, State.needs_person, State.assisted})
"""Money that may be moving: it counts against what was paid until it is known not to."""

FOLLOWS: dict[State, frozenset[State]] = {
    State.planned: frozenset({State.approved, State.assisted, State.refused, State.dropped}),
    State.approved: frozenset(
        {
            State.sending,
            State.refused,
            State.dropped,
            State.needs_person,
            State.confirmed,
        }  # the last: a yes that came late
    ),
    State.sending: frozenset({State.confirmed, State.rejected, State.unknown, State.approved}),
    State.unknown: frozenset({State.looking, State.needs_person, State.confirmed}),
    State.looking: frozenset({State.confirmed, State.approved, State.rejected, State.needs_person, State.unknown}),
    State.needs_person: frozenset({State.confirmed, State.approved, State.rejected, State.refused}),
    State.assisted: frozenset({State.confirmed, State.rejected, State.dropped, State.refused}),
    State.confirmed: frozenset(),
    State.rejected: frozenset(),
    State.refused: frozenset(),
    State.dropped: frozenset(),
}

MOST_ATTEMPTS = 8
"""House: sendings that reached nothing before a person is asked."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait where the platform says nothing of it. House figures; proofs against a sandbox run shorter ones."""

    lease: timedelta = timedelta(seconds=60)
    """Beyond `Verb.settle`, until a worker that has said nothing is taken for gone."""
    look_again: timedelta = timedelta(seconds=30)
    """The platform could not be asked; ask again then."""
    first_wait: timedelta = timedelta(seconds=5)
    longest_wait: timedelta = timedelta(minutes=15)
    """Between sendings that reached nothing: the first wait, doubled each time up to the longest."""

    def between(self, attempts: int, *, asked: timedelta | None = None) -> timedelta:
        doubled = min(self.first_wait * (1 << min(max(attempts - 1, 0), 10)), self.longest_wait)
        return max(doubled, asked) if asked is not None else doubled


PATIENT = Patience()


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an action goes next, when it is due again (None: nothing is), and why, for the record."""

    state: State
    due_at: datetime | None = None
    receipt: Receipt | None = None
    why: str = ""
    code: str = ""
    reached_nothing: bool = False


def after_sending(
    outcome: Receipt | Exception,
    verb: Verb,
    *,
    sent_at: datetime,
    at: datetime,
    attempts: int,
    patience: Patience = PATIENT,
) -> Turn:
    """What an attempt's outcome makes of a `sending` action. `attempts` counts this one."""
    match outcome:
        case Receipt():
            return Turn(State.confirmed, receipt=outcome)
        case SignInNeeded():
            again_at = at + patience.longest_wait
            return Turn(State.approved, again_at, why=outcome.words, code=outcome.code, reached_nothing=True)
        case Refused() if attempts > 1:
            # "Done already" is a no, too: an earlier attempt may have taken effect after we looked.
            return Turn(State.unknown, settled_at(verb, sent_at, at), why=outcome.words, code=outcome.code)
        case Refused():
            return Turn(State.rejected, why=outcome.words, code=outcome.code)
        case Unavailable():
            again_at = at + patience.between(attempts, asked=outcome.wait)
            return Turn(State.approved, again_at, why=str(outcome), reached_nothing=True)
        case _:  # `Unanswered`, and anything nobody foresaw: it may have been done
            return Turn(State.unknown, settled_at(verb, sent_at, at), why=str(outcome) or type(outcome).__name__)


def after_silence(verb: Verb, *, sent_at: datetime, at: datetime) -> Turn:
    """The worker that was sending is gone: whether the call was made is not known."""
    return Turn(State.unknown, settled_at(verb, sent_at, at), why="the worker that was sending it is gone")


def after_looking(
    found: Look | Exception, *, at: datetime, attempts: int, no: Refused | None = None, patience: Patience = PATIENT
) -> Turn:
    """What the platform's own lists make of a `looking` action. `no`: the platform's answer to the last attempt, where it was one."""
    match found:
        case Look(sight=Sight.done):
            return Turn(State.confirmed, receipt=found.receipt or Receipt(None))
        case Look(sight=Sight.not_done) if no is not None:
            return Turn(State.rejected, why=no.words, code=no.code)
        case Look(sight=Sight.not_done) if attempts < MOST_ATTEMPTS:
            return Turn(State.approved, at)
        case Look(sight=Sight.not_done):
            return Turn(State.needs_person, why=f"sent {attempts} times, and the platform lists none of them")
        case Look():
            return Turn(State.needs_person, why=found.why)
        case SignInNeeded() | Refused():
            return Turn(State.needs_person, why=found.words, code=found.code)
        case _:  # it could not be asked; its no, if there was one, stays with the action
            asked = found.wait if isinstance(found, Unavailable) and found.wait is not None else patience.look_again
            again_at = at + max(asked, patience.look_again)
            if no is not None:
                return Turn(State.unknown, again_at, why=no.words, code=no.code)
            return Turn(State.unknown, again_at, why=str(found))


def settled_at(verb: Verb, sent_at: datetime, at: datetime) -> datetime:
    """The first instant at which what the platform lists can be believed. `at` outranks a sending dated after it (clocks step)."""
    return max(sent_at, at) + verb.settle


def may_follow(now: State, then: State) -> bool:
    return then in FOLLOWS[now]


__all__ = [
    "FOLLOWS",
    "IN_FLIGHT",
    "LIVE",
    "PATIENT",
    "Patience",
    "State",
    "Turn",
    "Unanswered",
    "after_looking",
    "after_sending",
    "after_silence",
    "may_follow",
    "settled_at",
]
