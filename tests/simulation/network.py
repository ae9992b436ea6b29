"""The network of a simulated world, between the till's real transport and the ledger's real endpoints."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

import requests
from urllib3.exceptions import ProtocolError

from tests.simulation.ledger_host import LedgerDown, Response

ADDRESS = "http://ledger.example"

#: What may become of one exchange, besides going well.
FATES = ("drop", "delay", "duplicate", "late_duplicate", "lost_answer", "cut_answer", "garbled", "busy")


class _Body:
    """The bytes of an answer as urllib3 gives them; a connection that breaks gives some of them and then fails."""

    def __init__(self, data: bytes, is_cut: bool) -> None:
        self._data = data[: len(data) // 2] if is_cut else data
        self._is_cut = is_cut

    def read1(self, amount: int, decode_content: bool = True) -> bytes:
        del decode_content
        piece, self._data = self._data[:amount], self._data[amount:]
        if not piece and self._is_cut:
            raise ProtocolError("cut off")
        return piece


class LineResponse:
    """As much of `requests.Response` as the till's transport uses."""

    def __init__(self, response: Response, is_cut: bool) -> None:
        self.status_code = response.status
        self.headers = response.headers
        self.raw = _Body(response.body, is_cut)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class LineSession:
    """As much of `requests.Session` as the till's transport uses: one till's way to the network."""

    def __init__(self, exchange: Callable[[Request], tuple[Response, bool]], till: str) -> None:
        self.trust_env = True
        self._exchange = exchange
        self._till = till

    def request(self, method: str, url: str, *, data: bytes | None, headers: Mapping[str, str], **_: Any) -> Any:
        request = Request(self._till, method, url.removeprefix(ADDRESS), dict(headers), data or b"")
        return LineResponse(*self._exchange(request))

    def close(self) -> None:
        return None


@dataclass(frozen=True)
class Request:
    """One request on its way. `till` is the host that sent it."""

    till: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Surroundings(Protocol):
    """What the network needs of the world."""

    def deliver(self, request: Request) -> Response:
        """To the ledger's endpoints. Raises LedgerDown."""

    def meanwhile(self, till: str) -> None:
        """Time passes while a request of this till is under way: others act. Raises Crashed when the till stopped."""

    def note(self, text: str) -> None: ...

    def count(self, fault: str) -> None: ...


@dataclass
class Network:
    """`fates` gives each a probability; `cut` names tills without a connection; `held` is what comes later."""

    world: Surroundings
    rng: random.Random
    fates: dict[str, float] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    held: list[Request] = field(default_factory=list)

    def exchange(self, request: Request) -> tuple[Response, bool]:
        """The answer, and whether it is cut off. Raises what `requests` raises."""
        self.world.meanwhile(request.till)
        fate = self._fate()
        if request.till in self.cut:
            raise requests.ConnectionError("no network")
        if fate:
            self.world.count(fate)
            self.world.note(f"network: {fate} {request.method} {request.target.partition('?')[0]} of {request.till}")
        if fate == "drop":
            raise requests.ConnectionError("dropped")
        if fate == "delay":
            self.held.append(request)
            raise requests.ReadTimeout("delayed")
        if fate == "busy":
            return Response(503, {"retry-after": "2"}, b""), False
        response = self._deliver(request)
        if fate == "duplicate":
            response = self._deliver(request)
        if fate == "late_duplicate":
            self.held.append(request)
        self.world.meanwhile(request.till)
        if fate == "lost_answer":
            raise requests.ReadTimeout("the answer was lost")
        if fate == "garbled":
            return self._garbled(), False
        return response, fate == "cut_answer"

    def deliver_held(self) -> bool:
        """Something that was on its way arrives at last, in any order; nobody waits for its answer any more."""
        if not self.held:
            return False
        request = self.held.pop(self.rng.randrange(len(self.held)))
        self.world.note(f"network: late arrival of {request.method} {request.target.partition('?')[0]} {request.till}")
        try:
            self.world.deliver(request)
        except LedgerDown:
            return True
        return True

    def heal(self) -> None:
        self.fates = {}
        self.cut.clear()

    def _deliver(self, request: Request) -> Response:
        try:
            return self.world.deliver(request)
        except LedgerDown as error:
            raise requests.ConnectionError("refused") from error

    def _fate(self) -> str | None:
        if not self.fates:
            return None
        draw = self.rng.random()
        for fate, probability in self.fates.items():
            draw -= probability
            if draw < 0:
                return fate
        return None

    def _garbled(self) -> Response:
        """What a proxy or a captive portal says in the ledger's place."""
        return self.rng.choice(
            [
                Response(200, {}, b"<html>Please sign in to the network</html>"),
                Response(502, {}, b"bad gateway"),
                Response(200, {}, b"{}"),
                Response(404, {}, b"not here"),
                Response(200, {}, b'{"verdicts": [], "high_water": {"epoch": "x", "seq": 99}, "suspended": false}'),
            ]
        )
