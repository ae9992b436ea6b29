"""The application of the line (docs/spec/line.md): the handlers of all endpoints, their errors, a log line a request.

Bad input is answered with 4xx and a code; nothing that is sent makes a 5xx. The event loop only moves bytes: reading
runs on a small pool of connections, writing on one thread, because SQLite has one writer. Logs are JSON lines without
personal data: the route, never the path.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from central_ledger.api.baskets import BasketHandlers
from central_ledger.api.brand_accounts import BrandAccountHandlers
from central_ledger.api.cases import CaseHandlers
from central_ledger.api.contacts import ContactHandlers
from central_ledger.api.earnings import EarningsHandlers
from central_ledger.api.endpoint import Endpoint
from central_ledger.api.figures import FigureHandlers
from central_ledger.api.guide_coupons import GuideCouponHandlers
from central_ledger.api.identity import IdentityHandlers
from central_ledger.api.integration import IntegrationHandlers
from central_ledger.api.member_data import MemberDataHandlers
from central_ledger.api.member_profile import MemberProfileHandlers
from central_ledger.api.members import MemberHandlers
from central_ledger.api.people import PeopleHandlers
from central_ledger.api.programs import ProgramHandlers
from central_ledger.api.proposals import ProposalHandlers
from central_ledger.api.rain_checks import RainCheckHandlers
from central_ledger.api.reservations import ReservationHandlers
from central_ledger.api.sales import SaleHandlers
from central_ledger.api.standing import StandingHandlers
from central_ledger.api.support import JSON, Line, client_address, error_response, json_answer, log
from central_ledger.api.tills import TillHandlers
from central_ledger.api.value import ValueHandlers
from central_ledger.api.who_is_who import WhoIsWhoHandlers
from central_ledger.application.cases import CaseRefused
from central_ledger.application.keys import NotInitialised
from central_ledger.application.member_codes import UnknownMember
from central_ledger.application.tags import RequestRefused
from central_ledger.limits import COST_OF_STRANGER
from central_ledger.openapi import served
from central_ledger.routes import ENDPOINTS
from central_ledger.signatures import LineError
from central_ledger.store.archives import Archived
from central_ledger.store.database import StoreUnavailable
from central_ledger.wire import BadField, HealthAnswer
from central_ledger.workers import Overloaded

RETRY_AFTER_S = 5
#: Another value after each start: a ledger that was put back in time started too.
RUN_HEADER = "OneTill-Run"
Handler = Callable[[Request], Awaitable[Response]]
_CASE_STATUS = {"not_found": 404, "forbidden": 403, "decision_wrong": 400}


class LedgerApp:
    """The handlers over one ledger."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._groups = (
            self,
            IdentityHandlers(line),
            TillHandlers(line),
            StandingHandlers(line),
            ReservationHandlers(line),
            ProgramHandlers(line),
            GuideCouponHandlers(line),
            BasketHandlers(line),
            SaleHandlers(line),
            ValueHandlers(line),
            RainCheckHandlers(line),
            EarningsHandlers(line),
            FigureHandlers(line),
            ContactHandlers(line),
            MemberHandlers(line),
            MemberProfileHandlers(line),
            MemberDataHandlers(line),
            WhoIsWhoHandlers(line),
            BrandAccountHandlers(line),
            PeopleHandlers(line),
            CaseHandlers(line),
            ProposalHandlers(line),
            IntegrationHandlers(line),
        )

    def starlette(self) -> Starlette:
        """The application for a server."""
        routes = [
            Route(endpoint.path, self._logged(endpoint), methods=[endpoint.method], name=endpoint.name)
            for endpoint in ENDPOINTS
        ]
        return Starlette(routes=routes, exception_handlers={HTTPException: _http_error})

    async def healthz(self, request: Request) -> Response:
        """That the process answers and its database can be read."""
        now = await self._line.workers.read(lambda ledger: ledger.reference.meta("ledger_id") and ledger.now())
        return json_answer(HealthAnswer("ok", self._line.ledger_id, now or ""))

    async def openapi(self, request: Request) -> Response:
        return Response(served(), media_type=JSON)

    def _logged(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """The handler of an endpoint, its errors as answers of the line, and one log line."""
        handler: Handler = next(
            found for group in self._groups if (found := getattr(group, endpoint.name, None)) is not None
        )

        async def handle(request: Request) -> Response:
            started = time.perf_counter()
            address = f"address:{client_address(request)}"
            with self._line.room.held(request) as has_room:
                response = await _answered(self._admitted(handler, address) if has_room else _no_room, request)
            if response.status_code == 401:
                self._line.buckets.charge(address, COST_OF_STRANGER)
            response.headers[RUN_HEADER] = self._line.run_id
            seconds = time.perf_counter() - started
            self._line.metrics.request(endpoint.path, endpoint.method, response.status_code, seconds)
            facts = {
                "method": endpoint.method,
                "route": endpoint.path,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
            }
            log.info("request", extra={"facts": facts})
            return response

        return handle

    def _admitted(self, handler: Handler, address: str) -> Handler:
        async def handle(request: Request) -> Response:
            self._line.admit(address)
            return await handler(request)

        return handle


async def _no_room(request: Request) -> Response:
    raise Overloaded


async def _answered(handler: Handler, request: Request) -> Response:
    """The handler's answer; what callers may do wrong and what the world may refuse become errors of the line."""
    try:
        return await handler(request)
    except LineError as error:
        return error_response(error.status, error.code, str(error), error.retry_after_s)
    except CaseRefused as refused:
        return error_response(_CASE_STATUS.get(refused.code, 409), refused.code, str(refused))
    except RequestRefused as refused:
        return error_response(409 if refused.code == "key_reused" else 400, refused.code, str(refused))
    except (BadField, ValueError) as error:
        return error_response(400, "malformed", str(error))
    except UnknownMember:
        return error_response(404, "not_found", "there is no such member")
    except Archived as error:
        log.error("archived", extra={"facts": {"why": str(error)}})
        return error_response(503, "archived", "It lies in an archive that cannot be read now.", RETRY_AFTER_S)
    except (StoreUnavailable, NotInitialised) as error:
        log.error("unavailable", extra={"facts": {"why": str(error)}})
        return error_response(503, "unavailable", "The ledger cannot write or read now. Try again.", RETRY_AFTER_S)
    except Overloaded as overloaded:
        return error_response(429, "too_many", "The ledger is busy. Try again.", overloaded.retry_after_s)
    except ClientDisconnect:
        return error_response(400, "malformed", "the request was cut off")


async def _http_error(request: Request, error: Exception) -> Response:
    """What Starlette says about paths and methods, in the form of the line."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = {404: "not_found", 405: "method_not_allowed"}.get(status, "malformed")
    response = error_response(status, code, "there is nothing of this name here")
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)  # `Allow`, with 405
    return response
