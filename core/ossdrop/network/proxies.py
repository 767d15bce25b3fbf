"""Which way requests take: the system's proxies, one that was chosen, or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import requests.utils

from ossdrop.errors import ErrorCode, OssDropError

_LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class ProxyChoice:
    """Which way requests take: the system's proxies, none, or the one of `url`."""

    follows_system: bool = True
    url: str = field(default="", repr=False)  # "http://name:password@host:port"; "": none


class _ProxyPolicy:
    """One for the whole process, as the system's own settings are."""

    choice = ProxyChoice()


def use_proxy(choice: ProxyChoice) -> None:
    """Take another way from now on; requests under way keep theirs."""
    _ProxyPolicy.choice = choice


def proxy_of(url: str, password: str = "") -> str:
    """A proxy's address as requests take it; raises PROXY_INVALID.

    `url` is what a person typed: `host:port`, perhaps with `http://` and `name@` before it.
    """
    text = url.strip()
    parts = urlsplit(text if "://" in text else f"http://{text}")
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ("http", "https") or not parts.hostname or port is None:
        raise OssDropError(ErrorCode.PROXY_INVALID, "a host and a port are needed, over http")
    name = parts.username or ""
    secret = password or parts.password or ""
    login = f"{quote(name, safe='')}:{quote(secret, safe='')}@" if name else ""
    return f"{parts.scheme}://{login}{parts.hostname}:{port}"


def proxies_for(url: str) -> dict[str, str]:
    """The proxies to use for `url`; never one for this computer."""
    hostname = urlsplit(url).hostname or ""
    if hostname in _LOOPBACK_HOSTS or hostname.endswith(".localhost"):
        return {}
    choice = _ProxyPolicy.choice
    if not choice.follows_system:
        return dict.fromkeys(("http", "https"), choice.url) if choice.url else {}
    found: dict[str, str] = requests.utils.get_environ_proxies(url)
    return found
