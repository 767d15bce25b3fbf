"""What goes wrong on the way, as errors of the catalogue."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence

import requests
import urllib3.exceptions

from ossdrop.errors import LOGIN, REFUSED, UNKNOWN_NAME, ErrorCode, OssDropError
from ossdrop.network.answers import AnswerTooLarge
from ossdrop.redaction import redact

_PROXY_ERRORS = (
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidProxyURL,
    requests.exceptions.InvalidSchema,  # a SOCKS proxy, which needs a package that is not here
    urllib3.exceptions.ProxyError,
)
_WANTS_LOGIN = "Tunnel connection failed: 407"  # http.client's words for the answer to a CONNECT
# Whoever answered, what came is no answer of the service.
_ANSWER_ERRORS = (AnswerTooLarge, requests.exceptions.ContentDecodingError)


def network_error(error: BaseException) -> OssDropError:
    """The catalogue's error for what requests, urllib3 or the socket raised."""
    chain = list(_causes(error))
    detail = redact(type(chain[-1]).__name__)
    if any(isinstance(cause, _PROXY_ERRORS) for cause in chain):
        wants_login = any(_WANTS_LOGIN in str(cause) for cause in chain)
        hint = LOGIN if wants_login else hint_of(chain)
        return OssDropError(ErrorCode.PROXY_FAILED, detail, hint=hint)
    if any(isinstance(cause, _ANSWER_ERRORS) for cause in chain):
        return OssDropError(ErrorCode.SERVICE_FAILED, redact(str(chain[-1])))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in chain):
        return OssDropError(ErrorCode.CERTIFICATE_REFUSED, detail)
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
