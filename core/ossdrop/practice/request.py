"""One request as the service sees it: which bucket, which object, which parameters."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from ossdrop.practice.errors import ServiceError

_SERVICE_HOST = re.compile(r"^oss-[a-z0-9-]+\.aliyuncs\.com$")


@dataclass(frozen=True)
class ServiceRequest:
    """A parsed request. `query` holds decoded names and values, `headers` lower-case names."""

    method: str
    host: str
    bucket: str
    key: str
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)
    path_style: bool = False

    def has(self, *names: str) -> bool:
        """Whether all these query parameters are there, with or without a value."""
        return all(name in self.query for name in names)


def parse_request(
    method: str, target: str, headers: Mapping[str, str], domains: Mapping[str, str]
) -> ServiceRequest:
    """Take the request target apart; `domains` maps custom domains to their bucket."""
    raw_path, _, raw_query = target.partition("?")
    path = _decode(raw_path)
    query = {}
    for pair in raw_query.split("&") if raw_query else []:
        name, _, value = pair.partition("=")
        query[_decode(name.replace("+", " "))] = _decode(value.replace("+", " "))
    host = headers.get("host", "").lower()
    bucket_of_host, path_style = _bucket_of_host(host.rsplit(":", 1)[0], domains)
    rest = path[1:]
    if bucket_of_host:
        bucket, key = bucket_of_host, rest
    else:
        bucket, _, key = rest.partition("/")
        if bucket and not path_style:
            raise ServiceError(
                "SecondLevelDomainForbidden",
                "The bucket you are attempting to access must be addressed using OSS third level "
                "domain.",
            )
    return ServiceRequest(method, host, bucket, key, query, headers, path_style)


def _bucket_of_host(hostname: str, domains: Mapping[str, str]) -> tuple[str, bool]:
    """The bucket that the host names, and whether the path may name it instead."""
    if hostname in domains:
        return domains[hostname], False
    if hostname == "localhost" or _is_address(hostname):
        return "", True
    if hostname.endswith(".localhost"):
        return hostname.partition(".")[0], False
    first, _, rest = hostname.partition(".")
    if _SERVICE_HOST.match(rest):
        return first, False
    return "", False


def _is_address(hostname: str) -> bool:
    try:
        ipaddress.ip_address(hostname.strip("[]"))
    except ValueError:
        return False
    return True


def _decode(text: str) -> str:
    try:
        return unquote_to_bytes(text.encode("utf-8", "surrogateescape")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ServiceError(
            "InvalidObjectName", "The specified object is not valid.", elements=()
        ) from error
