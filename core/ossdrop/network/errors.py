"""What goes wrong on the way, as errors of the catalogue."""

from __future__ import annotations

import errno
import http.client
import re
import socket
import ssl
from collections.abc import Sequence

import requests
import urllib3.exceptions

from ossdrop.errors import (
    LOGIN,
    NOT_HTTP,
    NOT_HTTPS,
    PRIVATE,
    REFUSED,
    TOO_MANY_OPEN,
    UNKNOWN_NAME,
    ErrorCode,
    OssDropError,
)
from ossdrop.network.answers import AnswerTooLarge
from ossdrop.network.reach import LeadsIntoPrivate
from ossdrop.redaction import redact

_WRONG_PROXY = (
    requests.exceptions.InvalidProxyURL,
    requests.exceptions.InvalidSchema,  # a SOCKS proxy, which needs a package that is not here
)
_PROXY_ERRORS = (
    *_WRONG_PROXY,
    requests.exceptions.ProxyError,
    urllib3.exceptions.ProxyError,
)
# http.client's words for the answer to a CONNECT.
_TUNNEL_REFUSED = re.compile("Tunnel connection failed: ([0-9]{3})")
_CUT = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
# What OpenSSL calls an answer that is no TLS at all, by version.
_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG")
_OF_ITS_LINE = ("502", "503", "504")
# Whoever answered, what came is no answer of the service.
_ANSWER_ERRORS = (AnswerTooLarge, requests.exceptions.ContentDecodingError)


def network_error(error: BaseException) -> OssDropError:
    """The catalogue's error for what requests, urllib3 or the socket raised."""
    chain = list(_causes(error))
    detail = redact(type(chain[-1]).__name__)
    if any(isinstance(cause, LeadsIntoPrivate) for cause in chain):
        return OssDropError(ErrorCode.NETWORK_UNREACHABLE, detail, hint=PRIVATE)
    if any(isinstance(cause, _PROXY_ERRORS) for cause in chain):
        return _proxy_error(chain, detail)
    if any(isinstance(cause, _ANSWER_ERRORS) for cause in chain):
        return OssDropError(ErrorCode.SERVICE_FAILED, redact(str(chain[-1])))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in chain):
        return OssDropError(ErrorCode.CERTIFICATE_REFUSED, detail)
    if any(isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS for cause in chain):
        return OssDropError(ErrorCode.NETWORK_UNREACHABLE, detail, hint=NOT_HTTPS)
    if any(isinstance(c, OSError) and c.errno in (errno.EMFILE, errno.ENFILE) for c in chain):
        return OssDropError(ErrorCode.NETWORK_UNREACHABLE, detail, hint=TOO_MANY_OPEN)
    if any(map(_is_no_http, chain)):
        return OssDropError(ErrorCode.NETWORK_UNREACHABLE, detail, hint=NOT_HTTP)
    if any(isinstance(cause, (requests.exceptions.Timeout, TimeoutError)) for cause in chain):
        return OssDropError(ErrorCode.NETWORK_TIMEOUT, detail)
    unreachable = (
        urllib3.exceptions.NewConnectionError,
        urllib3.exceptions.NameResolutionError,
        urllib3.exceptions.LocationParseError,  # a name that can be no host's
    )
    if any(isinstance(cause, unreachable) for cause in chain):
        return OssDropError(ErrorCode.NETWORK_UNREACHABLE, detail, hint=hint_of(chain))
    return OssDropError(ErrorCode.CONNECTION_LOST, detail)


def _is_no_http(error: BaseException) -> bool:
    """Whether an answer does not begin as one; a line that was cut has no beginning at all."""
    is_cut = isinstance(error, http.client.RemoteDisconnected)
    return isinstance(error, (http.client.BadStatusLine, http.client.LineTooLong)) and not is_cut


def _proxy_error(chain: Sequence[BaseException], detail: str) -> OssDropError:
    """A proxy that says no, or one that is away, or whose own line is: that passes."""
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in chain):
        return OssDropError(ErrorCode.CERTIFICATE_REFUSED, detail)
    refused = next(filter(None, (_TUNNEL_REFUSED.search(str(cause)) for cause in chain)), None)
    is_no = refused is not None and refused[1] not in _OF_ITS_LINE
    is_wrong = any(isinstance(cause, (*_WRONG_PROXY, ssl.SSLError)) for cause in chain)
    if is_no or (is_wrong and not any(isinstance(cause, _CUT) for cause in chain)):
        hint = LOGIN if refused and refused[1] == "407" else ""
        return OssDropError(ErrorCode.PROXY_FAILED, detail, hint=hint)
    return OssDropError(ErrorCode.PROXY_UNREACHABLE, detail, hint=hint_of(chain))


def hint_of(chain: Sequence[BaseException]) -> str:
    """Whether it may be a wrong setting: a name that nobody knows, a port that nobody opens."""
    if any(isinstance(cause, ConnectionRefusedError) for cause in chain):
        return REFUSED
    unknown = [c for c in chain if isinstance(c, socket.gaierror) and c.errno == socket.EAI_NONAME]
    return UNKNOWN_NAME if unknown else ""


def _causes(error: BaseException | None) -> list[BaseException]:
    """The error and everything it was raised from or wraps, outermost first."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        inner = getattr(error, "reason", None) or next(
            (arg for arg in error.args if isinstance(arg, BaseException)), None
        )
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__
    return chain
