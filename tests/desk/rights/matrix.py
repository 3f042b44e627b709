"""The matrix: what each person is answered, for own and foreign ids, and what must hold of every answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from makegood.usecases.approving import Role
from makegood.usecases.rights import HOLDERS
from tests.desk.rights import bodies
from tests.desk.rights.asking import Answer, ask, has_written, state_of, undone, without_noise
from tests.desk.rights.bodies import Body, filled, names_in
from tests.desk.rights.cast import NOBODYS, OTHER, STRANGER, UNKNOWN, Cast, Side
from tests.desk.rights.routes import METHODS, SIGNED, Route

LOGIN = "/accounts/login/"
IN_QUERIES = {
    "shop": ("shop",), "case": ("case",), "owner": ("owner",), "order": ("order",), "action": ("action",), "evidence": ("evidence",),
    "person": ("person", "by"), "organisation": ("organisation",), "event": ("event", "since"), "number": ("q", "number"),
}  # fmt: skip
"""Kinds of ids put into every page's query, and the names they are put under."""
_NOT_TAKEN = {200, 302, 403, 404, 405}
"""What allauth answers; it makes of HEAD and OPTIONS what Django's own views make of them."""
POSITIONS = {"since"}
"""Parts of an address that are a place in time and not a row: whosever it is, what is shown is one's own."""
MOST_TRIED = 60
"""Own ids of a kind that are tried before a route counts as unreached."""
Given = dict[str, str]
Sent = frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What the owner's own requests showed, by route: methods taken, an address that opens, and which ids are in it."""

    methods: Mapping[str, set[str]]
    own: Mapping[str, str]
    given: Mapping[str, Given]
    unreached: Sequence[str]
    statuses: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def by_asking(cls, cast: Cast, routes: Iterable[Route]) -> Found:
        methods: dict[str, set[str]] = {}
        own: dict[str, str] = {}
        given: dict[str, Given] = {}
        unreached = []
        owner = cast.clients["owner"]
        for route in routes:
            candidates = list(_candidates(route, cast.ours)) or [{}]
            with undone():
                answer = ask(owner, "PATCH", address(route, candidates[0]))
            methods[route.name] = set(answer.allows & set(METHODS)) if answer.status == 405 else {"*"}
            given[route.name] = candidates[0]
            if not _reached(owner, route, methods[route.name], candidates, cast.ours, given):
                unreached.append(str(route))
            own[route.name] = address(route, given[route.name])
        return cls(methods, own, given, unreached)


def _reached(
    client: Any, route: Route, methods: set[str], candidates: list[Given], side: Side, given: dict[str, Given]
) -> bool:
    for one in candidates[:MOST_TRIED]:
        for method in methods & {"GET", "POST"} or {"GET"}:
            forms = bodies.samples().get(route.name, [{}]) if method == "POST" else [{}]
            for form in forms:
                with undone():
                    answer = ask(client, method, address(route, one), filled(form, _of(side, names_in(form))))
                if answer.status < 500 and answer.status not in (403, 404):
                    given[route.name] = one
                    return True
    return not route.is_ours or route.name in SIGNED


def address(route: Route, given: Mapping[str, str], query: Mapping[str, str] | None = None) -> str:
    """With what the room says its page is always asked with, and what is asked beside it."""
    asked = {**bodies.queries().get(route.name, {}), **(query or {})}
    return _path(route, given) + (f"?{urlencode(asked)}" if asked else "")


def _path(route: Route, given: Mapping[str, str]) -> str:
    path = "/" + route.pattern
    for name in route.parameters:
        start = path.index("<", 0)
        path = path[:start] + given[name] + path[path.index(">") + 1 :]
    return path


def _candidates(route: Route, side: Side) -> Iterator[Given]:
    """Own ids for the parts of the address: those that belong together, where a room says so; else each part's, one at a time."""
    if together := side.paths.get(route.name):
        yield from together
        return
    options = {name: bodies.words().get(name) or side.of(name) for name in route.parameters}
    for name, known in options.items():
        assert known, (
            f"{route}: nothing is known of <{name}>; say it in tests/desk/ROOM/bodies.py as WORDS, IDS or PATHS"
        )
    firsts = {name: known[0] for name, known in options.items()}
    yield firsts
    for name, known in options.items():
        yield from (firsts | {name: one} for one in known[1:])


def _of(side: Side, names: Iterable[str]) -> Given:
    told = {}
    for name in names:
        known = bodies.words().get(name) or side.of(name)
        assert known, f"nothing is known of {{{name}}}; cast.py knows {sorted(side.ids)}"
        told[name] = known[0]
    return told


@dataclass(slots=True)
class Matrix:
    """One person's requests, and what was wrong with the answers."""

    cast: Cast
    found: Found
    actor: str
    asked: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def own(self) -> Side:
        return self.cast.own(self.actor)

    @property
    def foreign(self) -> Side:
        return self.cast.foreign(self.actor)

    def play(self, route: Route) -> None:
        taken = self.found.methods[route.name]
        for method in METHODS:
            if method in taken or "*" in taken and method in ("GET", "POST"):
                (self._reads if method != "POST" else self._writes)(route, method)
            else:
                self._not_taken(route, method)

    # --- requests -------------------------------------------------------------------------------------------

    def _not_taken(self, route: Route, method: str) -> None:
        """Refused before anything is looked for, whosever ids are named."""
        mine, *_ = every = list(self._given(route))
        given = every[-1]
        everything = self._all_at_once() if route.is_ours else {}
        answer = self._ask(route, method, address(route, given, everything))
        if self.actor == STRANGER and not route.is_open:
            self._check(route, method, "method not taken", answer, _sent(mine, given, everything))
        elif answer.status not in (
            {405, 403} if route.is_ours and "*" not in self.found.methods[route.name] else _NOT_TAKEN
        ):
            self._fault(route, method, "method not taken", f"found {answer.status}; expected 405")
        self._seen(method, f"{route} (method not taken)", answer, _sent(mine, given, everything))

    def _reads(self, route: Route, method: str) -> None:
        own, *foreign = self._given(route)
        where = address(route, own)
        with undone():
            answer = self._said(method, where)
            self._check(route, method, "own", answer, _sent(own))
            if self._has_changed(self.own):
                self._fault(route, method, "own", "reading changed what is on record")
        for given in foreign:
            self._not_found(route, method, address(route, given), given)
        if not route.is_ours:
            return
        for query in self._queries():
            answer = self._ask(route, method, address(route, own, query))
            self._check(route, method, "foreign ids in the query", answer, _sent(own, query))
        everything = self._all_at_once()
        self._as_part(route, method, where, _sent(own))
        self._as_part(route, method, address(route, own, everything), _sent(own, everything))

    def _as_part(self, route: Route, method: str, where: str, sent: Sent) -> None:
        self._check(route, method, "as a part", self._ask(route, method, where, part=True), sent)

    def _writes(self, route: Route, method: str) -> None:
        own, *foreign = self._given(route)
        for form in bodies.samples().get(route.name, [{}]):
            mine = _of(self.own, names_in(form))
            self._write(route, own, form, mine, "own")
            for given in foreign:
                self._not_found(route, method, address(route, given), given, filled(form, mine))
            for name in mine:
                if name not in bodies.words() and self.foreign.of(name):
                    theirs = {name: self.foreign.of(name)[0]}
                    self._write(route, own, form, mine | theirs, f"foreign {name} in the form")

    def _write(self, route: Route, given: Given, form: Body, ids: Given, what: str) -> None:
        sent = _sent(given, ids)
        with undone():
            answer = self._said("POST", address(route, given), filled(form, ids))
            self._check(route, "POST", what, answer, sent)
            if self._has_changed(self.foreign):
                self._fault(route, "POST", what, "it changed what is another organisation's")
            if self._is_refused(route) and self._has_changed(self.own):
                self._fault(route, "POST", what, "refused, and yet it changed something")
            if what != "own" and answer.where.startswith("/") and self.actor != STRANGER:
                self._check(None, "GET", f"after {route} with {what}", self._said("GET", answer.where), sent)

    def _not_found(self, route: Route, method: str, where: str, given: Given, form: Body | None = None) -> None:
        """A foreign id is answered as one that nobody has."""
        with undone():
            answer = self._said(method, where, form)
            self._check(route, method, "foreign id in the path", answer, _sent(given, form or {}))
            if self._has_changed(self.foreign):
                self._fault(route, method, "foreign id in the path", "it changed what is another organisation's")
        if POSITIONS & set(route.parameters):
            return
        if self._is_let_in(route) and answer.status not in (404, 302 if not route.is_ours else 404):
            self._fault(route, method, "foreign id in the path", f"found {answer.status}; expected 404")
        nowhere = self._ask(
            route, method, address(route, {name: _nobodys(name, one) for name, one in given.items()}), form
        )
        if answer.status != nowhere.status or _plain(answer, given) != _plain(nowhere, {"pk": UNKNOWN["pk"]}):
            self._fault(
                route,
                method,
                "foreign id in the path",
                f"not answered as an unknown one: {answer.status}, {nowhere.status}",
            )

    def _ask(self, route: Route, method: str, where: str, form: Body | None = None, *, part: bool = False) -> Answer:
        with undone():
            return self._said(method, where, form, part=part)

    def _said(self, method: str, where: str, form: Body | None = None, *, part: bool = False) -> Answer:
        self.asked += 1
        return ask(self.cast.clients[self.actor], method, where, form, part=part)

    def _has_changed(self, side: Side) -> bool:
        """Everything is taken back after each request: so each begins with the same rows."""
        return has_written() and state_of(side) != self.cast.before[side.name]

    # --- ids ------------------------------------------------------------------------------------------------

    def _given(self, route: Route) -> Iterator[Given]:
        """The parts of the address: first all of one's own, then each that is an id replaced by a foreign one."""
        mine = dict(self.found.given[route.name])
        if self.actor == OTHER:  # the same place on their side
            mine = _across(route, mine, self.cast.ours, self.own)
        yield mine
        theirs = _across(route, mine, self.own, self.foreign)
        for name in route.parameters:
            if name not in bodies.words():
                yield mine | {name: theirs[name]}

    def _queries(self) -> list[Given]:
        """The owner asks with each alone; everybody else with all at once, which is quicker."""
        told = self._all_at_once()
        return [{name: one} for name, one in told.items()] if self.actor == "owner" else [told]

    def _all_at_once(self) -> Given:
        return {asked: self.foreign.of(kind)[0] for kind, names in IN_QUERIES.items() for asked in names}

    # --- what must hold -------------------------------------------------------------------------------------

    def _is_refused(self, route: Route) -> bool:
        if route.right is None or self.actor == STRANGER:
            return False
        return self._role not in HOLDERS[route.right] or str(self._role) in bodies.forbidden().get(route.name, ())

    def _is_let_in(self, route: Route) -> bool:
        return self.actor != STRANGER and not self._is_refused(route)

    @property
    def _role(self) -> Role:
        return Role.owner if self.actor == OTHER else Role(self.actor)

    def _check(self, route: Route | None, method: str, what: str, answer: Answer, sent: Sent) -> None:
        """`sent`: ids that the request itself named, and that an answer may therefore repeat."""
        if answer.status >= 500:
            self._fault(route, method, what, f"{answer.status} {answer.fault}")
        self._seen(method, f"{route or ''} ({what})", answer, sent)
        if route is not None:
            self._admitted(route, method, what, answer)

    def _seen(self, method: str, what: str, answer: Answer, sent: Sent) -> None:
        """Nothing of anybody else's is in it."""
        text = _without(answer.text, sent)
        for side in [self.foreign] if self.actor != STRANGER else [self.cast.ours, self.cast.theirs]:
            if (place := text.find(side.canary)) >= 0:
                self.faults.append(
                    f"{method} {what}: shows what is {side.name}: {text[max(0, place - 80) : place + 60]!r}"
                )
            if seen := (answer.ids & side.every_id) - sent:
                self.faults.append(f"{method} {what}: names ids that are {side.name}: {sorted(seen)[:3]}")

    def _admitted(self, route: Route, method: str, what: str, answer: Answer) -> None:
        if self.actor == STRANGER and not route.is_open:
            if answer.status != 302 or not answer.where.startswith(LOGIN):
                self._fault(route, method, what, f"a stranger is answered {answer.status}; expected the way to sign in")
        elif self._is_refused(route):
            if answer.status != 403:
                self._fault(route, method, what, f"{self.actor} is answered {answer.status}; expected 403")
        elif answer.status == 403 and self.actor != STRANGER:
            self._fault(route, method, what, f"{self.actor} has the right, and is answered 403")

    def _fault(self, route: Route | None, method: str, what: str, said: str) -> None:
        self.faults.append(f"{method} {route or ''} ({what}): {said}")


def _across(route: Route, given: Given, side: Side, other: Side) -> Given:
    """The ids that stand at the same place on the other side."""
    if together := side.paths.get(route.name):
        place = next(at for at, one in enumerate(together) if one == given)
        return other.paths[route.name][place]
    return {
        name: one if name in bodies.words() else other.of(name)[side.of(name).index(one)] for name, one in given.items()
    }


def _nobodys(name: str, one: str) -> str:
    return bodies.words()[name][0] if name in bodies.words() else UNKNOWN.get(name, NOBODYS if one else "")


def _plain(answer: Answer, given: Given) -> str:
    """A page without what is different each time, and without the address it was asked at."""
    text = without_noise(answer.text)
    for part in (f"keys/{given.get('pk')}/", f"keys%2F{given.get('pk')}%2F"):
        text = text.replace(part, "")
    return text


def _sent(*parts: Body) -> Sent:
    """Every text that a request named, in its address or its form."""
    return frozenset(one for part in parts for one in part.values() if isinstance(one, str) and one)


def _without(text: str, named: Iterable[str]) -> str:
    """The answer without what the request itself said."""
    for one in named:
        text = text.replace(one, "")
    return text
