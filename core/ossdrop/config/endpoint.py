"""Endpoints in every form that people have, read as what they mean.

The forms and what oss2 makes of them are listed in docs/architecture.md ("Endpoints").
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urlsplit

from ossdrop.config.regions import service_host
from ossdrop.errors import ErrorCode, OssDropError

_HOST = re.compile(
    r"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$"
)
_REGION_ONLY = re.compile(r"^(?:oss-)?(?:cn|ap|eu|us|na|sa|me|af)-[a-z0-9-]+$")
_BUCKETS_LIVE_AT = re.compile(r"^(?:oss-[a-z0-9-]+\.aliyuncs\.com|(?:.+\.)?localhost)$")
_OTHER_BUCKET = re.compile(r"^[^.]+\.oss-[a-z0-9-]+\.aliyuncs\.com$")


class Style(Enum):
    """How a URL names the bucket."""

    VIRTUAL_HOST = "virtual-host"
    PATH = "path"
    CUSTOM_DOMAIN = "custom-domain"


@dataclass(frozen=True)
class Endpoint:
    """A host without bucket, and how the bucket is named on it."""

    scheme: str
    host: str  # with port where there is one
    style: Style

    @property
    def base_url(self) -> str:
        """Scheme and host: what oss2 takes."""
        return f"{self.scheme}://{self.host}"

    @property
    def is_internal(self) -> bool:
        """Whether it answers inside Alibaba Cloud only."""
        return "-internal." in self.host

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this computer."""
        return _is_loopback(_hostname(self.host))

    def object_url(self, bucket: str, key: str) -> str:
        """The unsigned address of an object; slashes of the key stay slashes."""
        path = quote(key, safe="/~")
        if self.style is Style.PATH:
            return f"{self.base_url}/{bucket}/{path}"
        if self.style is Style.CUSTOM_DOMAIN:
            return f"{self.base_url}/{path}"
        return f"{self.scheme}://{bucket}.{self.host}/{path}"


def endpoint_of_region(region: str) -> Endpoint:
    """The public endpoint of a region, over https."""
    return Endpoint("https", service_host(region), Style.VIRTUAL_HOST)


def parse_endpoint(text: str, bucket: str) -> Endpoint:
    """Read an endpoint as a person typed it; raises ENDPOINT_INVALID with the reason."""
    text = text.strip()
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "", text
    scheme = scheme.lower()
    if scheme not in ("", "http", "https"):
        raise _invalid(f"it begins with {scheme}://")
    try:
        parts = urlsplit(f"//{rest}")
        hostname, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise _invalid("it is not a host name") from error
    if parts.username is not None or parts.password is not None:
        raise _invalid("it contains a user name")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _invalid("it contains a path")
    hostname = _ascii(hostname)
    loopback = _is_loopback(hostname)
    if ":" in hostname:
        raise _invalid("IPv6 addresses cannot be used")
    if not (_is_address(hostname) or _HOST.match(hostname)):
        raise _invalid("it is not a host name")
    rest_of_host = hostname.removeprefix(f"{bucket}.")
    names_bucket = rest_of_host != hostname and bool(_BUCKETS_LIVE_AT.match(rest_of_host))
    if names_bucket:
        hostname = rest_of_host
    elif _OTHER_BUCKET.match(hostname):
        raise _invalid("it names another bucket")
    if port is None and _REGION_ONLY.match(hostname):
        hostname = service_host(hostname.removeprefix("oss-"))
    return Endpoint(
        scheme or ("http" if loopback else "https"),
        hostname if port is None else f"{hostname}:{port}",
        _style_of(hostname, named_bucket=names_bucket),
    )


def _ascii(hostname: str) -> str:
    """A host name as DNS knows it; Chinese ones have a form in ASCII."""
    try:
        return hostname if hostname.isascii() else hostname.encode("idna").decode()
    except UnicodeError as error:
        raise _invalid("it is not a host name") from error


def _style_of(hostname: str, *, named_bucket: bool) -> Style:
    if named_bucket or hostname.endswith(".aliyuncs.com"):
        return Style.VIRTUAL_HOST
    if _is_address(hostname) or hostname == "localhost":
        return Style.PATH
    return Style.CUSTOM_DOMAIN


def _hostname(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def _is_address(hostname: str) -> bool:
    try:
        ipaddress.ip_address(hostname)
    except ValueError:
        return False
    return True


def _is_loopback(hostname: str) -> bool:
    if hostname == "localhost" or hostname.endswith(".localhost"):
        return True
    return _is_address(hostname) and ipaddress.ip_address(hostname).is_loopback


def _invalid(reason: str) -> OssDropError:
    return OssDropError(ErrorCode.ENDPOINT_INVALID, reason)
