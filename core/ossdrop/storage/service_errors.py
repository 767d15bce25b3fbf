"""What OSS answers, as errors of the catalogue: one table for every way to talk to it.

Source: https://www.alibabacloud.com/help/en/oss/developer-reference/error-codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ossdrop.config.regions import region_of_host
from ossdrop.errors import LOGIN, ErrorCode, OssDropError
from ossdrop.network.answers import declares
from ossdrop.redaction import redact

_MOST_WORDS = 2000
_SAME_NAME = "FileAlreadyExists"
_BY_CODE = {
    "InvalidAccessKeyId": ErrorCode.ACCESS_KEY_UNKNOWN,
    "SignatureDoesNotMatch": ErrorCode.SECRET_WRONG,
    "InvalidSecurityToken": ErrorCode.TOKEN_EXPIRED,
    "SecurityTokenExpired": ErrorCode.TOKEN_EXPIRED,
    "AccessKeyIdAndSecurityTokenNotMatch": ErrorCode.TOKEN_EXPIRED,
    "UserDisable": ErrorCode.ACCOUNT_DISABLED,
    "InDebt": ErrorCode.ACCOUNT_DISABLED,
    "BucketDisable": ErrorCode.ACCOUNT_DISABLED,
    "AccessDenied": ErrorCode.PERMISSION_MISSING,
    "RequestTimeTooSkewed": ErrorCode.CLOCK_WRONG,
    "NoSuchBucket": ErrorCode.BUCKET_MISSING,
    "InvalidBucketName": ErrorCode.BUCKET_INVALID,
    "NoSuchKey": ErrorCode.OBJECT_MISSING,
    "NoSuchUpload": ErrorCode.UPLOAD_GONE,
    "InvalidObjectName": ErrorCode.NAME_REFUSED,
    "EntityTooLarge": ErrorCode.FILE_TOO_LARGE,
    "PublicEndpointForbidden": ErrorCode.DOMAIN_REQUIRED,
    "SecondLevelDomainForbidden": ErrorCode.ENDPOINT_INVALID,
    _SAME_NAME: ErrorCode.OBJECT_EXISTS,
    "TotalQpsLimitExceeded": ErrorCode.SERVICE_BUSY,
    "MetaOperationQpsLimitExceeded": ErrorCode.SERVICE_BUSY,
    "UploadTrafficRateLimitExceeded": ErrorCode.SERVICE_BUSY,
    "TooManyRequests": ErrorCode.SERVICE_BUSY,
    "ServiceUnavailable": ErrorCode.SERVICE_BUSY,
    "RequestTimeout": ErrorCode.NETWORK_TIMEOUT,
    "QuotaExceeded": ErrorCode.BUCKET_FULL,
}
# Where the code alone says too little, the service's finer "EC" decides.
_BY_EC = {
    "0002-00000226": ErrorCode.REGION_WRONG,
    "0002-00000228": ErrorCode.REGION_WRONG,
    "0003-00001403": ErrorCode.REGION_WRONG,
    "0002-00000069": ErrorCode.LINK_EXPIRED,
    "0002-00000080": ErrorCode.SIGNATURE_REFUSED,
    "0002-00000504": ErrorCode.CLOCK_WRONG,
    "0002-00000040": ErrorCode.SECRET_WRONG,
    "0002-00000505": ErrorCode.TOKEN_EXPIRED,
    "0003-00000801": ErrorCode.ACCOUNT_DISABLED,
}
# Where an answer has no code at all: from a gateway, or to a HEAD.
_BY_STATUS = {
    403: ErrorCode.PERMISSION_MISSING,
    404: ErrorCode.OBJECT_MISSING,
    429: ErrorCode.SERVICE_BUSY,
    503: ErrorCode.SERVICE_BUSY,
}
# What proxies and firewalls on the way answer, in nobody's name.
_OF_GATEWAYS = {
    408: ErrorCode.NETWORK_TIMEOUT,
    413: ErrorCode.GATEWAY_REFUSED_SIZE,
    429: ErrorCode.SERVICE_BUSY,
}


_CODE_IN_XML = re.compile(rb"<Error>.*?<Code>([A-Za-z.]{1,64})</Code>", re.DOTALL)
# How the service words these: a server that repeats a secret in their place gets it nowhere.
CODE, _EC = re.compile("[A-Za-z.]{1,64}"), re.compile("[0-9]{4}-[0-9]{8}")
_BY_REFERER = re.compile(r"\breferer\b", re.IGNORECASE)  # the code is AccessDenied like others
_ACTION = re.compile("oss:[A-Za-z]{1,64}")
_REGION = re.compile("[a-z]{2}(?:-[a-z]{2,20}){1,3}(?:-[0-9]{1,2})?(?:-[a-z0-9]{1,12})?")


@dataclass(frozen=True)
class ServiceAnswer:
    """An answer that is an error, as the service words it."""

    status: int
    code: str = ""
    ec: str = ""
    message: str = ""
    request_id: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


def answer_of(status: int, body: bytes) -> ServiceAnswer:
    """The service's words in the XML of an error answer; a body that is none says nothing."""
    try:
        if declares(body):
            raise ValueError("not of the service")
        root = ElementTree.fromstring(body)  # noqa: S314 - expat expands no external entities
        texts = {item.tag: (item.text or "")[:_MOST_WORDS] for item in root}
    except ElementTree.ParseError:  # the service repeats what it was asked for, as it is
        found = _CODE_IN_XML.search(body)
        texts = {"Code": found[1].decode()} if found else {}
    except (ValueError, LookupError, RecursionError):
        texts = {}
    return ServiceAnswer(
        status,
        texts.get("Code", ""),
        texts.get("EC", ""),
        texts.get("Message", ""),
        texts.get("RequestId", ""),
        texts,
    )


def service_error(answer: ServiceAnswer) -> OssDropError:
    """The catalogue's error for what OSS answered."""
    code = _BY_EC.get(answer.ec) or _BY_CODE.get(answer.code)
    if code is None:
        otherwise = ErrorCode.SERVICE_FAILED if answer.status >= 500 else ErrorCode.UNEXPECTED
        code = _BY_STATUS.get(answer.status, otherwise)
    if code is ErrorCode.PERMISSION_MISSING and _BY_REFERER.search(answer.message):
        code = ErrorCode.REFERER_REFUSED
    action = answer.details.get("AuthAction", "") if code is ErrorCode.PERMISSION_MISSING else ""
    hint = action if _ACTION.fullmatch(action) else ""
    endpoint = answer.details.get("Endpoint", "")
    region = _REGION.fullmatch(region_of_host(endpoint))
    if (
        region
        and endpoint.endswith(".aliyuncs.com")
        and code in (ErrorCode.REGION_WRONG, ErrorCode.PERMISSION_MISSING)
    ):
        code, hint = ErrorCode.REGION_WRONG, region[0]
    words = [
        str(answer.status),
        answer.code if CODE.fullmatch(answer.code) else "",
        answer.ec if _EC.fullmatch(answer.ec) else "",
        redact(answer.message),
    ]
    detail = " · ".join(word for word in words if word)
    return OssDropError(code, detail, request_id=answer.request_id, hint=hint)


def foreign_answer(status: int) -> OssDropError:
    """What it means that somebody else answered: a proxy, a gateway, a sign-in page."""
    if status == 407:
        return OssDropError(ErrorCode.PROXY_FAILED, "HTTP 407", hint=LOGIN)
    if status in _OF_GATEWAYS:
        return OssDropError(_OF_GATEWAYS[status], f"HTTP {status} from a gateway")
    if status >= 500:
        return OssDropError(ErrorCode.SERVICE_FAILED, f"HTTP {status} from a gateway")
    return OssDropError(ErrorCode.LOGIN_PAGE, f"HTTP {status} without a request id")
