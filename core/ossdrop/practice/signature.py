"""Checks the signatures of requests: V4 and V1, in the header and in the query.

Written from the service's documentation and independent of the signing code of this project, so
that one cannot hide an error of the other.
Sources: https://help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4
and https://help.aliyun.com/zh/oss/developer-reference/ddd-signatures-to-urls.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.request import ServiceRequest

V4 = "OSS4-HMAC-SHA256"
MAX_SKEW = timedelta(minutes=15)
MAX_EXPIRES_S = 604_800
_TIME_FORMAT = "%Y%m%dT%H%M%SZ"
_V4_HEADER = re.compile(
    r"^OSS4-HMAC-SHA256\s+Credential=(?P<credential>[^,\s]+)"
    r"(?:,\s*AdditionalHeaders=(?P<additional>[^,\s]*))?"
    r",\s*Signature=(?P<signature>[0-9a-fA-F]{64})"
    r"(?:,\s*AdditionalHeaders=(?P<additional_last>[^,\s]*))?$"
)
# The parameters that V1 signs, from the documentation of "CanonicalizedResource".
_V1_PARAMETERS = frozenset(
    re.findall(
        r"\S+",
        """
        acl uploads location cors logging website referer lifecycle delete append tagging
        objectMeta uploadId partNumber security-token position img style styleName replication
        replicationProgress replicationLocation cname bucketInfo comp qos live status vod
        startTime endTime symlink x-oss-process response-content-type
        response-content-language response-expires response-cache-control
        response-content-disposition response-content-encoding restore callback callback-var
        continuation-token stat x-oss-traffic-limit versions versionId versioning policy
        encryption
        """,
    )
)


@dataclass(frozen=True)
class Place:
    """Where a signature stands: how the service words what is wrong with it there."""

    name: str
    credential_ec: str
    region_ec: str
    product_ec: str

    def invalid(self, what: str, ec: str) -> ServiceError:
        """The error for a part of the credential."""
        return _invalid(f"Invalid {what} in {self.name}.", ec)


_HEADER = Place("Authorization header", "0002-00000213", "0002-00000226", "0002-00000227")
_QUERY = Place("x-oss-credential", "0002-00000206", "0002-00000228", "0002-00000229")


@dataclass(frozen=True)
class SignatureRules:
    """What this service accepts."""

    region: str
    refuse_v1: bool


class SignatureChecker:
    """Finds out which AccessKey signed a request, or refuses the request as the service does."""

    def __init__(
        self, keys: Mapping[str, AccessKey], rules: SignatureRules, policy_key: AccessKey
    ) -> None:
        self._keys = keys
        self._rules = rules
        self._policy_key = policy_key  # signs policies, and nothing else

    def identify(self, request: ServiceRequest, now: datetime) -> AccessKey | None:
        """The key that signed `request`, None for an anonymous one; raises ServiceError."""
        authorization = request.headers.get("authorization", "")
        if authorization.startswith(V4):
            return self._check_v4_header(request, authorization, now)
        if request.query.get("x-oss-signature-version") == V4:
            return self._check_v4_query(request, now)
        if authorization.startswith("OSS "):
            return self._check_v1_header(request, authorization, now)
        if request.has("OSSAccessKeyId", "Signature", "Expires"):
            return self._check_v1_query(request, now)
        if authorization:
            raise ServiceError("InvalidArgument", "Authorization header is invalid.")
        return None

    def key_of(self, access_key_id: str) -> AccessKey:
        """The enabled key of this id; raises InvalidAccessKeyId."""
        key = self._keys.get(access_key_id)
        if key is None:
            raise ServiceError(
                "InvalidAccessKeyId",
                "The OSS Access Key Id you provided does not exist in our records.",
                elements=(("OSSAccessKeyId", access_key_id),),
            )
        if not key.enabled:
            raise ServiceError(
                "InvalidAccessKeyId",
                "The OSS Access Key Id you provided is disabled.",
                ec="0002-00000901",
                elements=(("OSSAccessKeyId", access_key_id),),
            )
        return key

    def check_scope(self, credential: str, place: Place) -> tuple[AccessKey, str]:
        """Check `ID/date/region/oss/aliyun_v4_request`; returns the key and the date."""
        parts = credential.split("/")
        if len(parts) != 5 or parts[4] != "aliyun_v4_request":
            raise place.invalid("credential", place.credential_ec)
        key = self.key_of(parts[0])
        if parts[2] != self._rules.region:
            raise place.invalid("signing region", place.region_ec)
        if parts[3] != "oss":
            raise place.invalid("signing product", place.product_ec)
        return key, parts[1]

    def check_policy(self, fields: Mapping[str, str], now: datetime) -> AccessKey:
        """Check the signature of a PostObject form's policy; V4 fields or V1 fields."""
        policy = fields.get("policy", "")
        if fields.get("x-oss-signature-version") == V4:
            key, date = self.check_scope(fields.get("x-oss-credential", ""), _QUERY)
            _require_fresh(_parse_time(fields.get("x-oss-date", "")), now)
            expected = _hex(signing_key(key.secret, date, self._rules.region), policy)
            provided = fields.get("x-oss-signature", "")
        else:
            key_id = fields.get("ossaccesskeyid", "")
            key = self._policy_key if key_id == self._policy_key.id else self.key_of(key_id)
            expected = _sha1(key.secret, policy)
            provided = fields.get("signature", "")
        if not _same(expected, provided):
            raise _mismatch(key, provided, policy, "0002-00000201")
        key.require_token(fields.get("x-oss-security-token"), now)
        return key

    def _check_v4_header(
        self, request: ServiceRequest, authorization: str, now: datetime
    ) -> AccessKey:
        match = _V4_HEADER.match(authorization)
        if match is None:
            raise _invalid("Authorization header is invalid.", "0002-00000203")
        key, date = self.check_scope(match["credential"], _HEADER)
        if request.headers.get("x-oss-content-sha256") != "UNSIGNED-PAYLOAD":
            raise _invalid("x-oss-content-sha256 must be UNSIGNED-PAYLOAD.", "0002-00000219")
        stamp = request.headers.get("x-oss-date") or request.headers.get("date", "")
        _require_fresh(_parse_time(stamp), now)
        additional = match["additional"] or match["additional_last"] or ""
        self._compare_v4(request, key, stamp, date, additional, match["signature"])
        key.require_token(request.headers.get("x-oss-security-token"), now)
        return key

    def _check_v4_query(self, request: ServiceRequest, now: datetime) -> AccessKey:
        query = request.query
        key, date = self.check_scope(query.get("x-oss-credential", ""), _QUERY)
        expires_text = query.get("x-oss-expires", "")
        if not expires_text.isascii() or not expires_text.isdigit():
            raise _invalid("Invalid x-oss-expires.", "0002-00000221")
        expires_s = int(expires_text)
        if not 1 <= expires_s <= MAX_EXPIRES_S:
            raise _invalid("x-oss-expires must be within 1 and 604800 seconds.", "0002-00000222")
        signed_at = _parse_time(query.get("x-oss-date", ""))
        if signed_at - now > MAX_SKEW:
            raise _skewed(signed_at, now)
        if now >= signed_at + timedelta(seconds=expires_s):
            raise _expired(now)
        additional = query.get("x-oss-additional-headers", "")
        signature = query.get("x-oss-signature", "")
        self._compare_v4(request, key, query["x-oss-date"], date, additional, signature)
        key.require_token(query.get("x-oss-security-token"), now)
        return key

    def _compare_v4(
        self,
        request: ServiceRequest,
        key: AccessKey,
        stamp: str,
        date: str,
        additional: str,
        provided: str,
    ) -> None:
        names = sorted(name for name in additional.lower().split(";") if name)
        region = self._rules.region
        canonical = _canonical_request_v4(request, names)
        text = "\n".join(
            [
                V4,
                stamp,
                f"{date}/{region}/oss/aliyun_v4_request",
                hashlib.sha256(_sent(canonical)).hexdigest(),
            ]
        )
        expected = _hex(signing_key(key.secret, date, region), text)
        if not stamp.startswith(date) or not _same(expected, provided.lower()):
            raise _mismatch(key, provided, text, "0002-00000201", canonical)

    def _refuse_v1_if_told(self) -> None:
        if self._rules.refuse_v1:
            raise ServiceError(
                "AccessDenied", "Signature Version 1 is not allowed.", ec="0002-00000080"
            )

    def _check_v1_header(
        self, request: ServiceRequest, authorization: str, now: datetime
    ) -> AccessKey:
        self._refuse_v1_if_told()
        access_key_id, _, provided = authorization.removeprefix("OSS ").partition(":")
        key = self.key_of(access_key_id)
        date = request.headers.get("x-oss-date") or request.headers.get("date", "")
        try:
            _require_fresh(parsedate_to_datetime(date), now)
        except (TypeError, ValueError, OverflowError) as error:
            raise ServiceError(
                "AccessDenied", "OSS authentication requires a valid Date.", ec="0002-00000043"
            ) from error
        _compare_v1(request, key, date, provided)
        key.require_token(request.headers.get("x-oss-security-token"), now)
        return key

    def _check_v1_query(self, request: ServiceRequest, now: datetime) -> AccessKey:
        self._refuse_v1_if_told()
        key = self.key_of(request.query["OSSAccessKeyId"])
        expires = request.query["Expires"]
        if not (expires.isascii() and expires.isdigit() and len(expires) < 20):
            raise _invalid("Invalid Expires.", "0002-00000061")
        if now.timestamp() >= int(expires):
            raise _expired(now)
        _compare_v1(request, key, expires, request.query["Signature"])
        key.require_token(request.query.get("security-token"), now)
        return key


def signing_key(secret: str, date: str, region: str) -> bytes:
    """The V4 key of one day, region and product."""
    key = ("aliyun_v4" + secret).encode()
    for part in (date, region, "oss", "aliyun_v4_request"):
        key = hmac.new(key, _sent(part), hashlib.sha256).digest()
    return key


def _canonical_request_v4(request: ServiceRequest, additional: list[str]) -> str:
    resource = f"/{request.bucket}/{request.key}" if request.bucket else "/"
    pairs = sorted(
        (quote(name, safe="~"), quote(value, safe="~"))
        for name, value in request.query.items()
        if name != "x-oss-signature"
    )
    headers = sorted(
        (name, value.strip())
        for name, value in request.headers.items()
        if name in ("content-type", "content-md5")
        or name.startswith("x-oss-")
        or name in additional
    )
    return "\n".join(
        [
            request.method,
            quote(resource, safe="/~"),
            "&".join(f"{name}={value}" if value else name for name, value in pairs),
            "".join(f"{name}:{value}\n" for name, value in headers),
            ";".join(additional),
            request.headers.get("x-oss-content-sha256", "UNSIGNED-PAYLOAD"),
        ]
    )


def _compare_v1(request: ServiceRequest, key: AccessKey, date: str, provided: str) -> None:
    resource = f"/{request.bucket}/{request.key}" if request.bucket else "/"
    signed = sorted((n, v) for n, v in request.query.items() if n in _V1_PARAMETERS)
    if signed:
        resource += "?" + "&".join(f"{name}={value}" if value else name for name, value in signed)
    oss_headers = sorted((n, v) for n, v in request.headers.items() if n.startswith("x-oss-"))
    text = "\n".join(
        [
            request.method,
            request.headers.get("content-md5", ""),
            request.headers.get("content-type", ""),
            date,
            "".join(f"{name}:{value.strip()}\n" for name, value in oss_headers) + resource,
        ]
    )
    if not _same(_sha1(key.secret, text), provided):
        raise _mismatch(key, provided, text, "0002-00000040")


def _same(expected: str, provided: str) -> bool:
    """Compared in constant time, whatever characters were sent."""
    return hmac.compare_digest(_sent(expected), _sent(provided))


def _sent(text: str) -> bytes:
    """The bytes that came; those of a header need not be UTF-8."""
    return text.encode("utf-8", "surrogateescape")


def _hex(key: bytes, text: str) -> str:
    return hmac.new(key, _sent(text), hashlib.sha256).hexdigest()


def _sha1(secret: str, text: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), _sent(text), hashlib.sha1).digest()).decode()


def _parse_time(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp, _TIME_FORMAT).replace(tzinfo=UTC)
    except ValueError as error:
        raise _invalid("Invalid x-oss-date.", "0002-00000220") from error


def _require_fresh(signed_at: datetime, now: datetime) -> None:
    if abs(now - signed_at) > MAX_SKEW:
        raise _skewed(signed_at, now)


def _skewed(signed_at: datetime, now: datetime) -> ServiceError:
    return ServiceError(
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        elements=(
            ("MaxAllowedSkewMilliseconds", str(int(MAX_SKEW.total_seconds() * 1000))),
            ("RequestTime", signed_at.strftime("%Y-%m-%dT%H:%M:%S.000Z")),
            ("ServerTime", now.strftime("%Y-%m-%dT%H:%M:%S.000Z")),
        ),
    )


def _expired(now: datetime) -> ServiceError:
    return ServiceError(
        "AccessDenied",
        "Request has expired.",
        ec="0002-00000069",
        elements=(("ServerTime", now.strftime("%Y-%m-%dT%H:%M:%S.000Z")),),
    )


def _invalid(message: str, ec: str) -> ServiceError:
    return ServiceError("InvalidArgument", message, ec=ec)


def _mismatch(
    key: AccessKey, provided: str, text: str, ec: str, canonical: str = ""
) -> ServiceError:
    elements = [
        ("OSSAccessKeyId", key.id),
        ("SignatureProvided", provided),
        ("StringToSign", text),
    ]
    if canonical:
        elements.append(("CanonicalRequest", canonical))
    return ServiceError(
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method.",
        ec=ec,
        elements=tuple(elements),
    )
