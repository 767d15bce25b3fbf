"""The way to the service: name, connection, trust, an answer of its own, and the clock."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
import urllib3.exceptions

from ossdrop.config.address import is_loopback
from ossdrop.config.endpoint import endpoint_of_region
from ossdrop.config.model_service import MAINLAND, SINGAPORE, base_url_in
from ossdrop.config.regions import find_region, nearest_region, region_of_host
from ossdrop.config.settings import ENDPOINT, Destination
from ossdrop.doctor.check import Check, Status, failed, passed, warned
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import TIMEOUT_S, Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.errors import hint_of, network_error
from ossdrop.network.proxies import proxies_for, proxy_for, proxy_script
from ossdrop.network.service_clock import moment_of
from ossdrop.remedies import Fix, FixKind
from ossdrop.storage.service_errors import foreign_answer

_CLOCK_OFF_S, _CLOCK_WRONG_S = 120, 840  # the service refuses from 15 minutes


def check_network(context: Context) -> Iterator[Check]:
    """Each step needs the one before."""
    url = base_of(context)
    host, port = urlsplit(url).hostname or "", _port_of(url)
    try:
        proxy = proxy_for(url)
    except OssDropError as error:
        yield failed(CheckId.NETWORK_NAME, error)
        return
    if proxy is not None:
        yield passed(CheckId.NETWORK_NAME, said(Sentence.THROUGH_PROXY, proxy.shown))
        yield from _answer(context, url)
        return
    if proxy_script() and not is_loopback(host):
        yield warned(
            CheckId.NETWORK_PAC, said(Sentence.PROXY_SCRIPT), said(Sentence.PROXY_SCRIPT_REMEDY)
        )
    try:
        addresses = _addresses_of(host, port)
    except OSError as error:
        problem = _error_of(error, f"{host}: {error.strerror or type(error).__name__}")
        if _is_well_known(context):
            problem.hint = ""  # it is the network's fault: nothing is there to be corrected
        failure = failed(CheckId.NETWORK_NAME, problem)
        meant = _meant(context)
        yield replace(failure, fix=meant) if meant else failure
        return
    yield passed(CheckId.NETWORK_NAME, said(Sentence.NAME_RESOLVES, host))
    began = time.perf_counter()
    try:
        with _connect(addresses) as plain:
            took_ms = max(1, round((time.perf_counter() - began) * 1000))
            yield passed(CheckId.NETWORK_CONNECT, said(Sentence.CONNECTED, took_ms))
            trust = _trust(url, host, plain)
            yield trust
    except OSError as error:
        yield failed(CheckId.NETWORK_CONNECT, _error_of(error, type(error).__name__))
        return
    if trust.status is Status.FAIL:
        return  # to ask would say the same again
    yield from _answer(context, url)


def _addresses_of(host: str, port: int) -> Sequence[tuple[Any, ...]]:
    """As getaddrinfo, which knows no time limit, gives them within one. Raises OSError."""
    answer: Future[Sequence[tuple[Any, ...]]] = Future()

    def ask() -> None:
        try:
            answer.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            answer.set_exception(error)
        except UnicodeError:  # a label that no name has
            answer.set_exception(socket.gaierror(socket.EAI_NONAME, "no name of a host"))

    # Left alone when it does not end: it holds up nothing.
    threading.Thread(target=ask, name="check-name", daemon=True).start()
    return answer.result(TIMEOUT_S)


def _error_of(error: OSError, detail: str) -> OssDropError:
    if isinstance(error, TimeoutError):
        return OssDropError(ErrorCode.NETWORK_TIMEOUT, detail)
    return OssDropError(ErrorCode.NETWORK_UNREACHABLE, detail, hint=hint_of([error]))


def _is_well_known(context: Context) -> bool:
    """Whether it is an address that the service has for everybody: not a misspelt one."""
    to = context.destination
    if isinstance(to, Destination):
        region = find_region(to.region)
        return region is not None and to.endpoint.host == endpoint_of_region(region.id).host
    return to is not None and to.base_url in map(base_url_in, (MAINLAND, SINGAPORE))


def _meant(context: Context) -> Fix | None:
    """What was misspelt, where it is the region: as a setting of its own, or in the endpoint."""
    to = context.destination
    if not isinstance(to, Destination):
        return None
    region = region_of_host(to.endpoint.host)
    nearest = nearest_region(region)
    if not nearest or not _is_there(endpoint_of_region(nearest).host):
        return None  # a region may be newer than our list, and the line may be down
    if to.region == region:
        return Fix(FixKind.USE_REGION, nearest)
    return Fix(FixKind.WRITE_VALUE, endpoint_of_region(nearest).base_url, ENDPOINT)


def _is_there(host: str) -> bool:
    """Whether a name is found, now that another one was not: else nothing is known."""
    try:
        return bool(_addresses_of(host, _port_of("https:")))
    except OSError:
        return False


def base_of(context: Context) -> str:
    """Scheme and host that are asked: those of the bucket, or of the model service."""
    destination = context.destination
    if isinstance(destination, Destination):
        parts = urlsplit(destination.endpoint.object_url(destination.bucket, "x"))
        return f"{parts.scheme}://{parts.netloc}"
    if destination is None:
        return ""
    parts = urlsplit(destination.base_url)
    return f"{parts.scheme}://{parts.netloc}"


def _port_of(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connect(addresses: Sequence[tuple[Any, ...]]) -> socket.socket:
    problem, end = OSError(), time.monotonic() + TIMEOUT_S
    for family, kind, protocol, _, address in addresses:
        try:
            made = socket.socket(family, kind, protocol)
        except OSError as error:  # an address family that this computer does not have
            problem = error
            continue
        try:
            made.settimeout(max(end - time.monotonic(), 0.1))
            made.connect(address)
        except OSError as error:
            problem = error
            made.close()
        else:
            return made
    raise problem


def _trust(url: str, host: str, plain: socket.socket) -> Check:
    if urlsplit(url).scheme == "http":
        return passed(CheckId.NETWORK_TRUST, said(Sentence.UNENCRYPTED_LOCAL))
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # The socket's own limit is for each byte; who sends one a second is not waited for either.
    end = threading.Timer(TIMEOUT_S, _cut, (plain,))
    end.start()
    try:
        with trust.wrap_socket(plain, server_hostname=host):
            return passed(CheckId.NETWORK_TRUST, said(Sentence.TRUSTED))
    except ssl.SSLCertVerificationError as error:
        reason = OssDropError(ErrorCode.CERTIFICATE_REFUSED, error.verify_message)
        return failed(CheckId.NETWORK_TRUST, reason)
    except OSError as error:
        return failed(CheckId.NETWORK_TRUST, network_error(error))
    finally:
        end.cancel()


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _answer(context: Context, url: str) -> Iterator[Check]:
    """Something unsigned is asked: the service refuses it, but in its own words."""
    try:
        answer = context.session.get(
            url,
            timeout=TIMEOUT_S,
            allow_redirects=False,
            proxies=proxies_for(url),
            headers={"Accept-Encoding": "identity"},
        )
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        yield failed(CheckId.NETWORK_ANSWER, network_error(error))
        return
    is_oss = isinstance(context.destination, Destination)
    own = answer.headers.get("x-oss-request-id") if is_oss else _looks_like_api(answer)
    if not own:
        yield failed(CheckId.NETWORK_ANSWER, foreign_answer(answer.status_code))
        return
    yield passed(CheckId.NETWORK_ANSWER, said(Sentence.SERVICE_ANSWERS))
    yield from _clock(answer.headers.get("Date", ""))


def _looks_like_api(answer: requests.Response) -> bool:
    """The model service answers in JSON or not at all; pages in HTML come from somebody else."""
    is_page = "html" in answer.headers.get("Content-Type", "").lower()
    return not (is_page or answer.is_redirect or answer.status_code in (407, 511))


def _clock(date: str) -> Iterator[Check]:
    service = moment_of(date)
    if service is None:
        return
    off_s = abs((datetime.now(UTC) - service).total_seconds())
    if off_s >= _CLOCK_WRONG_S:
        yield failed(
            CheckId.CLOCK, OssDropError(ErrorCode.CLOCK_WRONG, f"{off_s / 60:.0f} min off")
        )
    elif off_s >= _CLOCK_OFF_S:
        title = said(Sentence.CLOCK_OFF, round(off_s / 60))
        yield warned(CheckId.CLOCK, title, said(Sentence.CLOCK_OFF_REMEDY))
    else:
        yield passed(CheckId.CLOCK, said(Sentence.CLOCK_GOOD))
