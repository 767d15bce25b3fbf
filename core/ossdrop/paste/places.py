"""Buckets, folders and regions in addresses, code, policies and sentences, without a label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from ossdrop.config.regions import region_of_host
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION
from ossdrop.paste.pasted import ADDRESS, LOOSE, NAMED, Reading

URL = re.compile(r"(?:https?|oss)://[^\s\"'<>|，。；、！（）()]+", re.IGNORECASE)
HOST = re.compile(
    r"\b(?:([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.)?(oss-[a-z0-9-]{1,60}\.aliyuncs\.com)\b",
    re.IGNORECASE,
)
_NAME = r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"
_JOINED = rf"(?=[a-z0-9-]{{0,61}}[\d-])(?!oss-){_NAME}(?![A-Za-z0-9_-]|\.\w)"  # no plain word
_POLICY = re.compile(rf"acs:oss:[^:\s]{{0,32}}:[^:\s]{{0,32}}:({_NAME})(?:/([^\s*\"',]{{1,200}}))?")
_BUCKETS = (
    (
        re.compile(
            rf"(?:桶|存储空间|bucket(?:'s called)?)[^\S\n]{{0,2}}({_JOINED})", re.IGNORECASE
        ),
        NAMED,
    ),
    (re.compile(rf"[*`\"'“]({_NAME})[*`\"'”]\s(?:OSS )?bucket\b", re.IGNORECASE), NAMED),
    (re.compile(rf"(?<![A-Za-z0-9_.-])({_JOINED}):(?=LTAI)"), NAMED),
    (re.compile(rf"\bBucket\([^()\n]{{0,200}}[\"']({_NAME})[\"']\s?[,)]"), NAMED),
    (re.compile(rf"\b[pP]utObject\(\s?[\"']({_NAME})[\"']"), NAMED),
)
_FOLDER = re.compile(
    r"(?:(?:放在|放到|传到|上传到|存到|\bunder|\binto|(?:folder|prefix) is)\s?"
    r"|(?:目录|前缀|文件夹|\bfolder|\bprefix)\s/?)[`\"'“]?((?!https?:)[A-Za-z0-9][\w.-]{0,60}(?:(?:/[\w.-]{1,60}){1,8}/?|/))",
    re.ASCII,
)
_OWN_DOMAIN = re.compile(
    r"(?:自定义域名|custom domain)\s((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12})\b", re.IGNORECASE
)
_FIELD = re.compile(r"[^\s,，/|;；]{1,200}")
_MOST, _MOST_FIELDS = 100, 8


def places_in(text: str) -> Iterator[Reading]:
    """What addresses say, then code, policies and sentences."""
    for url in itertools.islice(URL.finditer(text), _MOST):
        for name, value in _from_url(url[0]).items():
            yield Reading(name, value, url[0], url.start(), ADDRESS)
    for host in itertools.islice(HOST.finditer(without_addresses(text)), _MOST):
        for name, value in from_host(host.group(1) or "", host.group(2)).items():
            yield Reading(name, value, host[0], host.start(), ADDRESS)
    for found in itertools.islice(_POLICY.finditer(text), _MOST):
        yield Reading(BUCKET, found[1], found[1], found.start(1), ADDRESS)
        if found[2]:
            yield Reading(PREFIX, found[2], found[2], found.start(2), ADDRESS)
    for pattern, trust in _BUCKETS:
        for found in itertools.islice(pattern.finditer(text), _MOST):
            yield Reading(BUCKET, found[1], found[1], found.start(1), trust)
    for found in itertools.islice(_OWN_DOMAIN.finditer(text), _MOST):
        yield Reading(ENDPOINT, found[1], found[1], found.start(1))
    for found in itertools.islice(_FOLDER.finditer(text), _MOST):
        yield Reading(PREFIX, found[1], found[1], found.start(1), LOOSE)


def without_addresses(text: str) -> str:
    """The text with blanks for its addresses: places in it stay what they are."""
    return URL.sub(lambda url: " " * len(url[0]), text)


def without_queries(text: str) -> str:
    """The text with blanks for what follows the ? of an address."""
    return URL.sub(lambda url: url[0].partition("?")[0].ljust(len(url[0])), text)


def without_hosts(text: str) -> str:
    """The text with blanks for addresses and hosts."""
    return HOST.sub(lambda host: " " * len(host[0]), without_addresses(text))


def only_bucket(text: str, known: set[str]) -> Iterator[Reading]:
    """The one name among bare values: `my-assets / cn-hangzhou / LTAI… / …`."""
    fields = list(itertools.islice(_FIELD.finditer(text), _MOST_FIELDS + 1))
    if len(fields) > _MOST_FIELDS or len(fields) < 2:
        return
    others = [one for one in fields if one[0].isascii() and one[0] not in known]
    names = [one for one in others if "-" in one[0] and re.fullmatch(_JOINED, one[0])]
    if len(names) == 1 and len(others) < len(fields) and len(others) < 3:
        yield Reading(BUCKET, names[0][0], names[0][0], names[0].start(), LOOSE)


def _from_url(url: str) -> dict[str, str]:
    """A console page of a bucket, the address of an object in it, or `oss://bucket/folder`."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:  # "http://["
        return {}
    if parts.scheme == "oss":
        return {BUCKET: host, PREFIX: parts.path.strip("/")}
    if host.startswith("oss.console."):
        return _from_console(parts.path + "/" + parts.fragment)
    if found := HOST.fullmatch(host):
        return from_host(found.group(1) or "", found.group(2))
    # A signed link names its region; the bucket of a custom domain cannot be seen.
    credential = parse_qs(parts.query).get("x-oss-credential", [""])[0].split("/")
    values = {REGION: credential[2]} if len(credential) > 2 else {}
    return values | {ENDPOINT: f"{parts.scheme}://{parts.netloc}"} if values else {}


def _from_console(path: str) -> dict[str, str]:
    steps = [unquote(step) for step in path.split("/") if step]
    after = steps[steps.index("bucket") + 1 :] if "bucket" in steps else []
    if not after:
        return {}
    return from_host(after[1] if len(after) > 1 else "", after[0])


def from_host(bucket: str, host: str) -> dict[str, str]:
    """What a host of the service says."""
    host = host.lower()
    is_anywhere = host.startswith("oss-accelerate")  # the service's own fast lane, of no region
    values = {ENDPOINT: host} if is_anywhere else {REGION: region_of_host(host)}
    if bucket:
        values[BUCKET] = bucket.lower()
    if "-internal" in host:
        values[ENDPOINT] = host
    return values
