"""The practice service: takes HTTP requests, checks who sent them, answers as the service does."""

from __future__ import annotations

import base64
import secrets
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from multidict import CIMultiDictProxy

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.browsers import require_no_web_page
from ossdrop.practice.clock import ServiceClock
from ossdrop.practice.dashscope import BUCKET, PATH, DashScope
from ossdrop.practice.errors import STATUS_AND_EC, ServiceError
from ossdrop.practice.exchange import ConnectionCut, Exchange, new_request_id
from ossdrop.practice.faults import Faults
from ossdrop.practice.link_ends import LinkEnds, LinksGiven, nothing_given
from ossdrop.practice.model_api import ModelApi
from ossdrop.practice.operation import Operation, not_implemented
from ossdrop.practice.operations import find_operation, require_nothing_refused
from ossdrop.practice.page import PracticePage
from ossdrop.practice.parameters import traffic_limit_of
from ossdrop.practice.proof import CHALLENGE_HEADER, PROBE_PATH, proof_of
from ossdrop.practice.request import ServiceRequest, parse_request
from ossdrop.practice.rules import require_bucket_name
from ossdrop.practice.signature import SignatureChecker, SignatureRules
from ossdrop.practice.store import DEFAULT_QUOTA_BYTES, Store
from ossdrop.printable import printable

_LOGGED_REQUESTS = 20_000
_WITHOUT_BODY = ("GET", "HEAD", "DELETE", "OPTIONS")
_ACTION_OF_HEADER = {
    "x-oss-object-acl": "oss:PutObjectAcl",
    "x-oss-tagging": "oss:PutObjectTagging",
}
# A body that is none, as aiohttp has it.
_UNREADABLE = (HttpProcessingError, web.RequestPayloadError)
# Besides errors of the service: what nobody thought of in a request, and what the disk says.
_UNFORESEEN = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, OSError)


@dataclass(frozen=True)
class ServiceConfig:
    """What the service is: its region, bucket, keys and rules. `folder=None` discards bytes."""

    folder: Path | None
    keys: tuple[AccessKey, ...]
    bucket: str = "practice-bucket"
    region: str = "cn-hangzhou"
    refuse_v1: bool = True
    public_endpoint_forbidden: bool = False
    domains: Mapping[str, str] = field(default_factory=dict)
    api_keys: Mapping[str, str] = field(default_factory=dict)
    models: frozenset[str] | None = None
    quota_bytes: int = DEFAULT_QUOTA_BYTES
    links_given: LinksGiven = nothing_given


@dataclass(frozen=True)
class LoggedRequest:
    """A request that was answered: for tests that count requests."""

    method: str
    bucket: str
    key: str
    parameters: frozenset[str]
    status: int


class PracticeService:
    """Answers requests. All methods run on the server's one thread."""

    def __init__(self, config: ServiceConfig) -> None:
        self.config = config
        self.faults = Faults()
        self.keys: dict[str, AccessKey] = {key.id: key for key in config.keys}
        self.store = Store(config.folder, config.quota_bytes)
        self.store.clean()
        self.store.create_bucket(config.bucket, config.region)
        self.store.create_bucket(BUCKET, config.region)
        self.dashscope = DashScope(config.api_keys, config.models)
        self.models = ModelApi(self.dashscope)
        self.requests: deque[LoggedRequest] = deque(maxlen=_LOGGED_REQUESTS)
        self.base_url = ""
        self.waiting_requests = 0  # received, and held back by `faults.hold`
        self._clock = ServiceClock(self.faults)
        rules = SignatureRules(config.region, config.refuse_v1)
        self._checker = SignatureChecker(self.keys, rules, self.dashscope.upload_key)
        self._links = LinkEnds(config.links_given, BUCKET)
        self.page = PracticePage(
            self.store,
            self._links,
            self._clock,
            secret=config.keys[0].secret if config.keys else secrets.token_hex(32),  # nobody's
            bucket=config.bucket,
            temporary=BUCKET,
        )

    def exchange_for(self, http: web.BaseRequest) -> Exchange:
        """An exchange of which no more is known than who asks."""
        return Exchange(
            http,
            ServiceRequest(http.method, http.host or "", "", "", {}, {}),
            self.store,
            self.faults,
            self._clock,
            new_request_id(),
            self.config.region,
            self._signer_of_form,
            closes=announces_needless_body(http),
        )

    async def handle(self, http: web.BaseRequest) -> web.StreamResponse:
        """Answer one HTTP request."""
        exchange = self.exchange_for(http)
        try:
            require_no_web_page(http.method, http.headers, self.base_url)
            if http.path == PROBE_PATH:
                return self._prove(http)
            if (shown := await self.page.answer(exchange, self.base_url)) is not None:
                return shown
            response = await self._answer(exchange)
        except (ConnectionCut, ConnectionError):
            return web.Response()
        except (ServiceError, *_UNREADABLE, *_UNFORESEEN) as error:
            response = self.error_answer(exchange, _service_error(error))
        self._log(exchange, response.status)
        if self.faults.take("answer_lost_times", http.method) and http.transport is not None:
            http.transport.abort()
        return response

    def _prove(self, http: web.BaseRequest) -> web.Response:
        """Answer whoever asks whether this is the practice bucket of its home."""
        challenge = http.headers.get(CHALLENGE_HEADER, "")
        secret, port = self.config.keys[0].secret, urlsplit(self.base_url).port or 0
        return web.json_response(
            {
                "practice": "OssDrop",
                "proof": proof_of(secret, challenge, port),
                "run": self.page.sign_in.run,
            }
        )

    async def _answer(self, exchange: Exchange) -> web.StreamResponse:
        http, faults = exchange.http, self.faults
        self.waiting_requests += 1
        await faults.wait_before_answer(http.method)
        self.waiting_requests -= 1
        if faults.redirect_to and faults.concerns(http.method):
            return web.Response(status=302, headers={"Location": faults.redirect_to})
        if faults.captive_portal and faults.concerns(http.method):
            async for _ in http.content.iter_any():
                pass
            page = "<html><title>Wi-Fi login</title></html>"
            return web.Response(text=page, content_type="text/html")
        exchange.request = parse_request(
            http.method, http.raw_path, _lower(http.headers), self.config.domains
        )
        if faults.fails_now(http.method):
            raise ServiceError(
                faults.fail_code,
                "A fault that was asked for.",
                ec=faults.fail_ec or None,
                status=faults.fail_status or STATUS_AND_EC.get(faults.fail_code, (503, ""))[0],
            )
        if self.models.is_meant(http.path):
            return await self.models.answer(exchange, self.base_url)
        if http.raw_path.partition("?")[0] == PATH:
            return self.dashscope.answer(exchange, self.base_url)
        return await self._answer_oss(exchange)

    async def _answer_oss(self, exchange: Exchange) -> web.StreamResponse:
        request = exchange.request
        if request.bucket:
            require_bucket_name(request.bucket)
        self._require_right_place(request)
        exchange.key = self._checker.identify(request, self._clock.now())
        operation = find_operation(request)
        if not operation.is_form:
            self._require_permission(exchange, operation)
        if operation.handler is None:
            raise not_implemented(operation.name)
        require_nothing_refused(request)
        exchange.traffic_limit_bytes_per_s = traffic_limit_of(request)
        if operation.name == "GetObject" and exchange.key is not None:
            self._links.note(request)
        return await operation.handler(exchange)

    def _signer_of_form(self, fields: Mapping[str, str], bucket: str) -> AccessKey:
        """Who signed the policy of a form; raises ServiceError."""
        key = self._checker.check_policy(fields, self._clock.now())
        self.dashscope.require_granted(key, bucket, fields.get("policy", ""))
        return key

    def _require_right_place(self, request: ServiceRequest) -> None:
        """The bucket lives in this region, and this host may serve its data."""
        bucket = self.store.buckets.get(request.bucket)
        if bucket is not None and bucket.region != self.config.region:
            raise ServiceError(
                "AccessDenied",
                "The bucket you are attempting to access must be addressed using the specified "
                "endpoint. Please send all future requests to this endpoint.",
                ec="0003-00001403",
                elements=(
                    ("Bucket", bucket.name),
                    ("Endpoint", f"oss-{bucket.region}.aliyuncs.com"),
                ),
            )
        own_domain = request.host.rsplit(":", 1)[0] in self.config.domains
        if self.config.public_endpoint_forbidden and request.key and not own_domain:
            raise ServiceError(
                "PublicEndpointForbidden",
                "Accessing OSS data through the default public endpoint is not allowed.",
            )

    def _require_permission(self, exchange: Exchange, operation: Operation) -> None:
        if exchange.key is None:
            self._require_public(exchange, operation)
            return
        exchange.key.require_action(operation.action)
        for header, action in _ACTION_OF_HEADER.items():
            if header in exchange.request.headers:
                exchange.key.require_action(action)

    def _require_public(self, exchange: Exchange, operation: Operation) -> None:
        """Raise AccessDenied for what nobody signed, but for reading what everybody may read."""
        acl = ""
        if operation.anonymous_read:
            bucket = exchange.require_bucket()
            record = bucket.objects.get(exchange.request.key)
            acl = bucket.acl if record is None or record.acl == "default" else record.acl
        if not acl.startswith("public-read"):
            raise ServiceError(
                "AccessDenied", "You have no right to access this object because of bucket acl."
            )

    def error_answer(self, exchange: Exchange, error: ServiceError) -> web.Response:
        """An error as the service answers it: in XML, or for a HEAD in a header."""
        host = printable((exchange.http.host or "").encode("utf-8", "replace").decode())
        body = error.to_xml(exchange.request_id, host)
        headers = {"x-oss-ec": error.finer_code, **dict(error.headers)}
        if exchange.http.method == "HEAD":
            headers["x-oss-err"] = base64.b64encode(body).decode()
            body = b""
        if error.http_status == 304:
            body = b""
        return exchange.answer(body, error.http_status, headers)

    def _log(self, exchange: Exchange, status: int) -> None:
        request = exchange.request
        self.requests.append(
            LoggedRequest(
                request.method, request.bucket, request.key, frozenset(request.query), status
            )
        )


def _lower(headers: CIMultiDictProxy[str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def announces_needless_body(http: web.BaseRequest) -> bool:
    """Whether a body was announced that no operation waits for, and that has not come.

    What comes next on such a connection may be that body or a request: nobody can tell.
    """
    return http.method in _WITHOUT_BODY and not http.content.is_eof()


def _service_error(error: Exception) -> ServiceError:
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, _UNREADABLE):
        return ServiceError("BadRequest", "The body of the request cannot be read.")
    if isinstance(error, OSError):
        return ServiceError("InternalError", "We encountered an internal error.")
    return ServiceError("InvalidArgument", "The request cannot be understood.")
