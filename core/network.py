"""HTTP sessions that do what was meant: no surprise redirects, no netrc, the system's own trust.

`requests` with `trust_env` reads netrc and would replace the Authorization header, so it is off;
the proxies of the environment or the system are asked for on purpose instead.
"""

from __future__ import annotations

import ssl
from typing import Any
from urllib.parse import urlsplit

import requests
import requests.adapters
import requests.utils
import truststore

SOCKET_BLOCK_BYTES = 1 << 20
CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 60.0
_LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")


class TrustedAdapter(requests.adapters.HTTPAdapter):
    """Verifies with the operating system's certificates; sends in large blocks."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Called by requests; adds our TLS context and block size."""
        super().init_poolmanager(*args, **{**kwargs, **_pool_options()})

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Called by requests for each proxy; the same options as without one."""
        return super().proxy_manager_for(proxy, **{**kwargs, **_pool_options()})

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Certificates come from the context alone; there is no switch to turn checking off."""


def _pool_options() -> dict[str, object]:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return {"ssl_context": context, "blocksize": SOCKET_BLOCK_BYTES}


def new_session(connections: int) -> requests.Session:
    """A session with up to `connections` kept-alive connections a host."""
    session = requests.Session()
    session.trust_env = False
    adapter = TrustedAdapter(pool_connections=4, pool_maxsize=connections)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def proxies_for(url: str) -> dict[str, str]:
    """The proxies that environment or system name for `url`; never one for this computer."""
    hostname = urlsplit(url).hostname or ""
    if hostname in _LOOPBACK_HOSTS or hostname.endswith(".localhost"):
        return {}
    found: dict[str, str] = requests.utils.get_environ_proxies(url)
    return found
