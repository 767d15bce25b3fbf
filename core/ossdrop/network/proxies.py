"""Which way requests take: the system's proxies, one that was chosen, or none."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

import requests.utils

from ossdrop.config.address import is_loopback, parse_address
from ossdrop.errors import SOCKS, ErrorCode, OssDropError
from ossdrop.network import windows_proxies
from ossdrop.redaction import Secret

_ANY_URL = "https://aliyuncs.com/"
_PORTS = {"http": 80, "https": 443}
_KEEP_S, _MOST_KEPT = 2.0, 100  # of what the system says; addresses
_NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_VARIABLES = (*_NAMES, *map(str.upper, _NAMES))  # a change of these counts at once


@dataclass(frozen=True)
class Proxy:
    """A proxy over http or https, and who asks it."""

    scheme: str
    shown: str  # host and port: all that is ever printed
    name: str = field(default="", repr=False)
    password: Secret = field(default_factory=lambda: Secret(""))

    @property
    def url(self) -> str:
        """As requests take it, the password included."""
        login = f"{quote(self.name, safe='')}:{quote(self.password.reveal(), safe='')}@"
        return f"{self.scheme}://{login if self.name else ''}{self.shown}"

    @property
    def address(self) -> str:
        """As it may be kept: without the password."""
        scheme = f"{self.scheme}://" if self.scheme != "http" else ""
        return f"{scheme}{f'{self.name}@' if self.name else ''}{self.shown}"


@dataclass(frozen=True)
class ProxyChoice:
    """Which way requests take: the system's proxies, none, or `proxy`."""

    follows_system: bool = True
    proxy: Proxy | None = None


class _ProxyPolicy:
    """One for the whole process, as the system's own settings are."""

    choice = ProxyChoice()
    found: ClassVar[dict[tuple[str | None, ...], tuple[float, str]]] = {}  # when, and what


def use_proxy(choice: ProxyChoice) -> None:
    """Take another way from now on; requests under way keep theirs."""
    _ProxyPolicy.choice = choice
    _ProxyPolicy.found = {}
    windows_proxies.forget()


def read_proxy(text: str, password: Secret | None = None, *, needs_port: bool = True) -> Proxy:
    """A proxy as a person types it, or as the system has it; raises PROXY_INVALID.

    `host:port`, perhaps with `http://` and `name@` or `name:password@` before it. The login ends at
    the last `@`, so that a password may contain anything.
    """
    scheme, separator, rest = text.strip().partition("://")
    scheme, rest = (scheme.lower(), rest) if separator else ("http", text.strip())
    login, _, place = rest.rpartition("@")
    if scheme.startswith("socks"):
        raise OssDropError(ErrorCode.PROXY_INVALID, scheme, hint=SOCKS)
    try:
        server = parse_address(f"{scheme}://{place.rstrip('/')}")
    except ValueError as error:
        raise OssDropError(ErrorCode.PROXY_INVALID, str(error)) from None
    port = server.port or (None if needs_port else _PORTS[server.scheme])
    if port is None or server.path:
        raise OssDropError(ErrorCode.PROXY_INVALID, "a host and a port are needed")
    name, _, secret = login.partition(":")
    shown = server.netloc if server.port else f"{server.netloc}:{port}"
    return Proxy(server.scheme, shown, unquote(name), password or Secret(unquote(secret)))


def proxy_for(url: str) -> Proxy | None:
    """The proxy on the way to `url`; never one for this computer. Raises PROXY_INVALID."""
    parts = urlsplit(url)
    if parts.hostname and is_loopback(parts.hostname):
        return None
    choice = _ProxyPolicy.choice
    if not choice.follows_system:
        return choice.proxy
    address = _known_system_proxy(url, parts.scheme, parts.netloc)
    return read_proxy(address, needs_port=False) if address else None


def _known_system_proxy(url: str, scheme: str, place: str) -> str:
    """What the system says, asked anew after a moment: as long as a small file takes to be sent."""
    asked = scheme, place, *(os.environ.get(name) for name in _VARIABLES)
    now_s = time.monotonic()
    known = _ProxyPolicy.found.get(asked)
    if known is not None and now_s - known[0] < _KEEP_S:
        return known[1]
    if len(_ProxyPolicy.found) >= _MOST_KEPT:
        _ProxyPolicy.found = {}
    address = _system_proxy(url, scheme)
    _ProxyPolicy.found[asked] = now_s, address
    return address


def _system_proxy(url: str, scheme: str) -> str:
    """The environment's, as everywhere, else what a script chooses on Windows, else what is set."""
    if not urllib.request.getproxies_environment():
        chosen = windows_proxies.chosen_by_script(url)
        if chosen is not None:
            return chosen
    found: dict[str, str] = requests.utils.get_environ_proxies(url)
    return found.get(scheme) or found.get("all") or ""


def proxy_script() -> str:
    """The address of a script (PAC) by which this computer finds its proxies and which nobody runs.

    "" for none. Windows runs it for us, where it can be had; otherwise who follows the system's way
    has to be told. Blocks.
    """
    if not _ProxyPolicy.choice.follows_system:
        return ""
    if sys.platform == "darwin":
        return _script_of_macos()
    script = _script_of_registry()
    is_run = script and windows_proxies.chosen_by_script(_ANY_URL) is not None
    return "" if is_run else script


def _script_of_registry() -> str:
    try:
        winreg: Any = importlib.import_module("winreg")
    except ImportError:  # not Windows
        return ""
    path = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as settings:
            return str(winreg.QueryValueEx(settings, "AutoConfigURL")[0])
    except OSError:
        return ""


def _script_of_macos() -> str:
    command = ["/usr/sbin/scutil", "--proxy"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"ProxyAutoConfigURLString : (\S+)", told.stdout)
    return found[1] if found and "ProxyAutoConfigEnable : 1" in told.stdout else ""


def proxies_for(url: str) -> dict[str, str]:
    """`proxy_for`, as requests take it."""
    proxy = proxy_for(url)
    return dict.fromkeys(("http", "https"), proxy.url) if proxy else {}
