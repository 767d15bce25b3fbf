"""The HTTP side of the service: what is no request is answered in its own XML too."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.service import PracticeService, announces_needless_body

_BODY_NEVER_COMES_S = 0.1


class ServiceProtocol(web.RequestHandler):
    """One connection. aiohttp answers what it cannot read, or what went wrong, through this."""

    __slots__ = ("_service",)

    def __init__(
        self, manager: ServiceListener, *, loop: asyncio.AbstractEventLoop, **settings: Any
    ) -> None:
        super().__init__(manager, loop=loop, **settings)
        self._service = manager.service

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer to what is no HTTP, or to a fault of ours; it closes the connection."""
        if request.writer.output_size > 0:
            raise ConnectionError("An answer is under way already.")
        if status >= 500:
            self.log_exception("Error handling request", exc_info=exc)
            error = ServiceError("InternalError", "We encountered an internal error.")
        else:
            error = ServiceError("BadRequest", "The request cannot be read.", status=status)
        response = self._service.error_answer(self._service.exchange_for(request), error)
        response.force_close()
        response.headers["Connection"] = "close"  # what could not be read may be of any version
        return response

    def expect_no_body(self) -> None:
        """Close after the next answer, without the usual patience for what was announced."""
        self._lingering_time = _BODY_NEVER_COMES_S


class ServiceListener(web.Server):
    """Makes a ServiceProtocol of each connection."""

    def __init__(self, service: PracticeService) -> None:
        super().__init__(self._answer, access_log=None)
        self.service = service

    def __call__(self) -> web.RequestHandler:
        """The protocol of a new connection."""
        return ServiceProtocol(self, loop=self._loop, access_log=None)

    async def _answer(self, http: web.BaseRequest) -> web.StreamResponse:
        if announces_needless_body(http) and isinstance(http.protocol, ServiceProtocol):
            http.protocol.expect_no_body()
        return await self.service.handle(http)
