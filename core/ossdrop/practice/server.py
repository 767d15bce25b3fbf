"""Runs the practice service in a thread of its own, on the loopback interface only."""

from __future__ import annotations

import asyncio
import ssl
import threading
from types import TracebackType
from typing import Self

from aiohttp import web

from ossdrop.practice.faults import Faults
from ossdrop.practice.listening import LOOPBACK, listen_on
from ossdrop.practice.protocol import ServiceListener
from ossdrop.practice.service import PracticeService, ServiceConfig

_CLEAN_EVERY_S = 3600
_TURNS_TO_ACCEPT = 3  # of the loop


class PracticeServer:
    """A running practice service. Use as a context manager, or start() and stop().

    `faults` and `service` may be read and changed from any thread while it runs.
    """

    def __init__(
        self, config: ServiceConfig, *, port: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self.service = PracticeService(config)
        self._tls = tls
        self._wanted_port = port
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="practice-server", daemon=True)

    @property
    def faults(self) -> Faults:
        """The faults of the running service."""
        return self.service.faults

    @property
    def base_url(self) -> str:
        """Scheme, host and port."""
        return f"{'https' if self._tls else 'http'}://{LOOPBACK}:{self.port}"

    def start(self) -> Self:
        """Listen; returns when requests are answered. Raises OSError when the port is taken."""
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure
        return self

    def stop(self) -> None:
        """Cut all connections and end the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner: web.ServerRunner | None = None
        try:
            runner = self._loop.run_until_complete(self._listen())
            self._ready.set()
            self._loop.run_forever()
        except Exception as error:  # noqa: BLE001 - handed to start(), which raises it
            self._failure = error
        finally:
            if runner is not None:
                self._loop.run_until_complete(_accept_no_more(runner))
            self._cancel_all()  # first, so that a handler held back by a fault ends too
            if runner is not None:
                self._loop.run_until_complete(runner.cleanup())
            self._loop.close()
            self._ready.set()

    async def _listen(self) -> web.ServerRunner:
        listener = listen_on(self._wanted_port)
        self.port = listener.getsockname()[1]
        self.service.base_url = self.base_url
        runner = web.ServerRunner(ServiceListener(self.service), shutdown_timeout=0)
        await runner.setup()
        await web.SockSite(runner, listener, ssl_context=self._tls, backlog=256).start()
        self._loop.call_later(_CLEAN_EVERY_S, self._clean)
        return runner

    def _clean(self) -> None:
        self.service.store.clean()
        self._loop.call_later(_CLEAN_EVERY_S, self._clean)

    def _cancel_all(self) -> None:
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


async def _accept_no_more(runner: web.ServerRunner) -> None:
    """Let connections that are just being taken be taken: cancelled, they would stay open."""
    for site in list(runner.sites):
        await site.stop()
    for _ in range(_TURNS_TO_ACCEPT):
        await asyncio.sleep(0)
