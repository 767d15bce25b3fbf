"""Endpoints in every form that people have, read as what they mean.

The forms and what oss2 makes of them are listed in docs/architecture.md ("Endpoints").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import quote

from ossdrop.config.address import Address, parse_address, require_encrypted
from ossdrop.config.regions import service_host
from ossdrop.errors import ErrorCode, OssDropError

_REGION_ONLY = re.compile(r"^(?:oss-)?(?:cn|ap|eu|us|na|sa|me|af)-[a-z0-9-]+$")
_OF_SERVICE = re.compile(r"oss-[a-z0-9-]+\.aliyuncs\.com")
_BUCKETS_LIVE_AT = re.compile(rf"^(?:{_OF_SERVICE.pattern}|(?:.+\.)?localhost)$")
_OTHER_BUCKET = re.compile(r"^[^.]+\.oss-[a-z0-9-]+\.aliyuncs\.com$")


# What the service answers as S3 does, under names of its own: s3.oss-cn-beijing.aliyuncs.com.
_S3 = re.compile(r"^((?:[^.]+\.)?)s3\.oss-(?=[a-z0-9-]+\.aliyuncs\.com$)")


# Addresses of other clouds: their keys sign nothing here, and ours would be sent to them.
_OTHER_CLOUDS = ("amazonaws.com", "myqcloud.com", "qiniucs.com", "googleapis.com", "windows.net")


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
    def is_of_service(self) -> bool:
        """Whether it is a host of OSS itself, public or internal."""
        return bool(_OF_SERVICE.fullmatch(self.host))

    @property
    def is_internal(self) -> bool:
        """Whether it answers inside Alibaba Cloud only."""
        return "-internal." in self.host

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this computer."""
        return parse_address(self.host).is_loopback

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
    """Read an endpoint as a person typed it.

    Raises ENDPOINT_INVALID with the reason, ENDPOINT_INSECURE for http to another computer.
    """
    try:
        address = parse_address(text)
    except ValueError as error:
        raise _invalid(str(error)) from None
    if address.path:
        raise _invalid("it contains a path")
    if ":" in address.host:
        raise _invalid("IPv6 addresses cannot be used")
    if address.host.endswith(_OTHER_CLOUDS):
        raise _invalid("it is an address of another cloud")
    host = _S3.sub(r"\1oss-", address.host)
    rest = host.removeprefix(f"{bucket or host.partition('.')[0]}.")
    names_bucket = rest != host and bool(_BUCKETS_LIVE_AT.match(rest))
    if names_bucket:
        host = rest
    elif _OTHER_BUCKET.match(host):
        raise _invalid("it names another bucket")
    if address.port is None and _REGION_ONLY.match(host):
        host = service_host(host.removeprefix("oss-"))
    address = replace(address, host=host)
    scheme = address.scheme or ("http" if address.is_loopback else "https")
    require_encrypted(scheme, address)
    return Endpoint(scheme, address.netloc, _style_of(address, named_bucket=names_bucket))


def _style_of(address: Address, *, named_bucket: bool) -> Style:
    if named_bucket or address.host.endswith(".aliyuncs.com"):
        return Style.VIRTUAL_HOST
    if address.is_ip or address.host == "localhost":
        return Style.PATH
    return Style.CUSTOM_DOMAIN


def _invalid(reason: str) -> OssDropError:
    return OssDropError(ErrorCode.ENDPOINT_INVALID, reason)
