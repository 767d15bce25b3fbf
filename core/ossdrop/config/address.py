r"""Addresses of servers, read by one parser and rebuilt from what it understood.

Two parsers that disagree about a text are how a check is passed by: `urlsplit` and urllib3 find
different hosts in `http://evil.example:80\@127.0.0.1`. Here nothing is let through that could be
read in two ways, and what is used later is made of the parts that were checked.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import Enum

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import could_be_secret

_HOST = re.compile(
    r"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$"
)
_NUMBERS_ONLY = re.compile(r"^[0-9a-fx.]+$")  # 127.1, 0x7f000001: addresses for some, not for all
_MOST_HOST, _MOST_LABEL = 253, 63  # RFC 1035
_PORT = re.compile(r"^[0-9]{1,5}$")
_PATH = re.compile(r"^/[A-Za-z0-9._~/-]*$")


class Place(Enum):
    """What kind of server a host names. The value is the hint of ENDPOINT_INSECURE."""

    SERVICE = "service"  # Alibaba Cloud's own
    DOMAIN = "domain"
    NETWORK = "network"  # an address, or a name without a dot: in an office, for example


@dataclass(frozen=True)
class Address:
    """A server: `scheme` is "" where none was given, `port` None likewise."""

    scheme: str
    host: str  # lower case; an IPv6 address without its brackets
    port: int | None = None
    path: str = ""

    @property
    def netloc(self) -> str:
        """Host and port, as in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def is_ip(self) -> bool:
        """Whether it is an address of numbers."""
        return _ip(self.host) is not None

    @property
    def is_loopback(self) -> bool:
        """Whether it is this computer."""
        return is_loopback(self.host)

    @property
    def place(self) -> Place:
        """What kind of server it is."""
        if self.host.endswith(".aliyuncs.com"):
            return Place.SERVICE
        return Place.NETWORK if self.is_ip or "." not in self.host else Place.DOMAIN


def parse_address(text: str) -> Address:
    """Read `[scheme://]host[:port][/path]`; raises ValueError with the reason, in words."""
    text = text.strip()
    if could_be_secret(text):
        raise ValueError("it looks like a key, not like an address")
    if any(c in '\\@"<>^`{|}%' or c.isspace() or not c.isprintable() for c in text):
        raise ValueError("it contains characters that no address has")
    scheme, separator, rest = text.partition("://")
    scheme, rest = (scheme.lower(), rest) if separator else ("", text)
    if scheme not in ("", "http", "https"):
        raise ValueError("it does not begin with https://")
    if "?" in rest or "#" in rest:
        raise ValueError("it contains ? or #")
    netloc, slash, path = rest.partition("/")
    if slash and not _PATH.match(slash + path):
        raise ValueError("it contains a path")
    host, port = _split(netloc)
    return Address(scheme, host, port, (slash + path).rstrip("/"))


def is_loopback(host: str) -> bool:
    """Whether a host, by name or address, is this computer: no proxy, no encryption needed."""
    address = _ip(host)
    if address is not None:
        return (getattr(address, "ipv4_mapped", None) or address).is_loopback
    name = host.lower().removesuffix(".")
    return name == "localhost" or name.endswith(".localhost")


def require_encrypted(scheme: str, address: Address) -> None:
    """Raise ENDPOINT_INSECURE for http to another computer, with a hint that names its kind."""
    if scheme == "http" and not address.is_loopback:
        raise OssDropError(ErrorCode.ENDPOINT_INSECURE, address.netloc, hint=address.place.value)


def _split(netloc: str) -> tuple[str, int | None]:
    if netloc.startswith("["):
        host, bracket, tail = netloc[1:].partition("]")
        if not bracket or ":" not in host or _ip(host) is None or (tail and tail[0] != ":"):
            raise ValueError("it is not a host name")
        return host.lower(), _port(tail[1:]) if tail else None
    host, colon, port = netloc.partition(":")
    host = _ascii(host)
    is_host = bool(_HOST.match(host)) and (not _NUMBERS_ONLY.match(host) or _is_name(host))
    if len(host) > _MOST_HOST or max(map(len, host.split("."))) > _MOST_LABEL:
        raise ValueError("it is longer than a host name can be")
    if not (is_host or _ip(host) is not None):
        raise ValueError("it is not a host name")
    return host, _port(port) if colon else None


def _is_name(host: str) -> bool:
    """Whether a host of digits, a to f and x is a name after all: its last label has a letter."""
    last = host.rpartition(".")[2]
    return not last.isdigit() and not last.startswith("0x")


def _port(text: str) -> int:
    if not _PORT.match(text) or not 1 <= int(text) <= 65_535:
        raise ValueError("its port is not a number from 1 to 65535")
    return int(text)


def _ascii(host: str) -> str:
    """A host name as DNS knows it; Chinese ones have a form in ASCII."""
    try:
        return (host if host.isascii() else host.encode("idna").decode()).lower()
    except UnicodeError:
        raise ValueError("it is not a host name") from None


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
