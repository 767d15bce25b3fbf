"""Values of the query and the headers that have a form: numbers, ranges, tokens, limits."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import quote

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.request import ServiceRequest

_MOST_DIGITS = 19  # of a number of 64 bits
_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.ASCII)
_TRAFFIC_LIMIT = "x-oss-traffic-limit"
_LEAST_BITS_PER_S, _MOST_BITS_PER_S = 819_200, 838_860_800


def is_number(text: str) -> bool:
    """Whether `text` is a number that is not too long."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def number(
    query: Mapping[str, str],
    name: str,
    otherwise: int,
    least: int,
    most: int,
    ec: str | None = None,
) -> int:
    """The number that `name` says, `otherwise` where it says none; raises InvalidArgument."""
    text = query.get(name) or str(otherwise)
    if not is_number(text) or not least <= int(text) <= most:
        raise ServiceError(
            "InvalidArgument",
            f"Argument {name} must be an integer between {least} and {most}.",
            ec=ec,
            elements=(("ArgumentName", name), ("ArgumentValue", text)),
        )
    return int(text)


def span_of(text: str, size_bytes: int) -> tuple[int, int] | None:
    """First and last byte of a range, cut at the end; None where it is none or has no byte."""
    match = _RANGE.fullmatch(text)
    first, last = match.groups() if match else ("", "")
    if first:
        span = (int(first), min(int(last) if last else size_bytes - 1, size_bytes - 1))
    elif last:
        span = (max(size_bytes - int(last), 0), size_bytes - 1)
    else:
        return None
    return span if span[0] < size_bytes and span[0] <= span[1] else None


def is_range(text: str) -> bool:
    """Whether `text` has the form of a range."""
    match = _RANGE.fullmatch(text)
    return match is not None and any(match.groups())


def token_of(key: str) -> str:
    """The continuation token of a page that ends with `key`, as the service makes them."""
    return base64.b64encode(key.encode(), b"-_").decode().replace("=", "-")


def key_of_token(token: str) -> str:
    """The key that a page ended with; raises InvalidArgument for what token_of() never made."""
    try:
        padding = len(token) - len(token.rstrip("-"))
        text = token[: len(token) - padding] + "=" * padding
        key = base64.b64decode(text.encode("ascii"), b"-_", validate=True).decode()
    except ValueError:
        key = ""
    if not key or token_of(key) != token:
        raise ServiceError(
            "InvalidArgument", "The continuation token provided is incorrect.", ec="0015-00000404"
        )
    return key


def key_encoder(query: Mapping[str, str]) -> Callable[[str], str]:
    """How keys are written in an answer; raises InvalidArgument for an unknown encoding-type."""
    wanted = query.get("encoding-type", "")
    if wanted not in ("", "url"):
        raise ServiceError("InvalidArgument", "Invalid Encoding Method specified in Request.")
    return partial(quote, safe="/") if wanted else str


def traffic_limit_of(request: ServiceRequest) -> float:
    """The bytes a second that a request allows itself, 0 for all; raises InvalidArgument."""
    text = request.headers.get(_TRAFFIC_LIMIT) or request.query.get(_TRAFFIC_LIMIT)
    if text is None:
        return 0.0
    bounds = _LEAST_BITS_PER_S, _MOST_BITS_PER_S
    return number({_TRAFFIC_LIMIT: text}, _TRAFFIC_LIMIT, 0, *bounds, ec="0004-00000502") / 8
