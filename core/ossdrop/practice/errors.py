"""The errors the service answers with, as its documentation lists them.

Source: https://www.alibabacloud.com/help/en/oss/support/error-codes (Code, HTTP status, EC).
"""

from __future__ import annotations

from dataclasses import dataclass

from ossdrop.practice.xml import text

STATUS_AND_EC: dict[str, tuple[int, str]] = {
    "AccessDenied": (403, "0003-00000001"),
    "BadRequest": (400, "0000-00000400"),
    "BucketAlreadyExists": (409, "0015-00000104"),
    "BucketNotEmpty": (409, "0015-00000301"),
    "EntityTooLarge": (400, "0004-00000201"),
    "EntityTooSmall": (400, "0004-00000202"),
    "FileAlreadyExists": (409, "0026-00000001"),
    "InternalError": (500, "0000-00000500"),
    "InvalidAccessKeyId": (403, "0002-00000902"),
    "InvalidArgument": (400, "0002-00000226"),
    "InvalidBucketName": (400, "0015-00000001"),
    "InvalidDigest": (400, "0017-00000503"),
    "InvalidObjectName": (400, "0009-00000001"),
    "InvalidPart": (400, "0042-00000205"),
    "InvalidPartOrder": (400, "0042-00000204"),
    "InvalidRange": (416, "0027-00000001"),
    "InvalidSecurityToken": (403, "0002-00000501"),
    "MalformedPOSTRequest": (400, "0007-00000101"),
    "MalformedXML": (400, "0016-00000001"),
    "InvalidTag": (400, "0016-00000601"),
    "MethodNotAllowed": (405, "0018-00000001"),
    "MissingArgument": (400, "0016-00000501"),
    "MissingContentLength": (411, "0004-00000101"),
    "NoSuchBucket": (404, "0015-00000101"),
    "NoSuchKey": (404, "0026-00000001"),
    "NoSuchUpload": (404, "0042-00000002"),
    "NotImplemented": (501, "0000-00000501"),
    "NotModified": (304, "0027-00000002"),
    "ObjectNotAppendable": (409, "0026-00000017"),
    "PositionNotEqualToLength": (409, "0026-00000016"),
    "PreconditionFailed": (412, "0027-00000003"),
    "PublicEndpointForbidden": (400, "0048-00000401"),
    "QuotaExceeded": (403, "0003-00000602"),
    "RequestTimeTooSkewed": (403, "0002-00000504"),
    "RequestTimeout": (400, "0000-00000408"),
    "SecondLevelDomainForbidden": (403, "0001-00000401"),
    "ServiceUnavailable": (503, "0000-00000503"),
    "SignatureDoesNotMatch": (403, "0002-00000201"),
    "TooManyRequests": (429, "0000-00000429"),
    "UserDisable": (403, "0003-00000801"),
}


@dataclass(frozen=True)
class ServiceError(Exception):
    """An error answer. `elements` are further XML elements, such as Endpoint or ServerTime."""

    code: str
    message: str
    ec: str | None = None
    elements: tuple[tuple[str, str], ...] = ()
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def http_status(self) -> int:
        """The HTTP status that goes with the code."""
        return self.status or STATUS_AND_EC[self.code][0]

    @property
    def finer_code(self) -> str:
        """The service's EC, which tells apart what has the same code."""
        return self.ec or STATUS_AND_EC.get(self.code, (0, "0000-00000000"))[1]

    def to_xml(self, request_id: str, host: str) -> bytes:
        """The XML document the service sends as the body."""
        ec = self.finer_code
        pairs = [
            ("Code", self.code),
            ("Message", self.message),
            ("RequestId", request_id),
            ("HostId", host),
            *self.elements,
            ("EC", ec),
            ("RecommendDoc", f"https://api.aliyun.com/troubleshoot?q={ec}"),
        ]
        body = "".join(f"  <{name}>{text(value)}</{name}>\n" for name, value in pairs)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n{body}</Error>\n'.encode()
