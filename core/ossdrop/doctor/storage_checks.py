"""The real thing: store a tiny object, fetch it back by its link; then what that link will do."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import requests
import urllib3.exceptions

from ossdrop.config.endpoint import Style
from ossdrop.config.settings import Destination
from ossdrop.doctor.check import Check, Status, failed, passed, skipped, warned
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import KEY_NAME, TIMEOUT_S, Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.errors import network_error
from ossdrop.network.proxies import proxies_for
from ossdrop.remedies import Fix, FixKind
from ossdrop.storage.base import Storage
from ossdrop.storage.service_errors import answer_of, foreign_answer, service_error

_LINK_S = 3600
_BEGINNING = b"OssDrop connection check "
# What a refused PUT says, in the order in which the service looks at a request.
_STAGES: tuple[tuple[CheckId, Sentence, frozenset[ErrorCode]], ...] = (
    (
        CheckId.SERVICE_ACCESS_KEY,
        Sentence.KEY_KNOWN,
        frozenset(
            {ErrorCode.ACCESS_KEY_UNKNOWN, ErrorCode.TOKEN_EXPIRED, ErrorCode.ACCOUNT_DISABLED}
        ),
    ),
    (CheckId.SERVICE_REGION, Sentence.REGION_RIGHT, frozenset({ErrorCode.REGION_WRONG})),
    (
        CheckId.SERVICE_SECRET,
        Sentence.SECRET_RIGHT,
        frozenset({ErrorCode.SECRET_WRONG, ErrorCode.SIGNATURE_REFUSED, ErrorCode.CLOCK_WRONG}),
    ),
    (
        CheckId.SERVICE_BUCKET,
        Sentence.BUCKET_THERE,
        frozenset({ErrorCode.BUCKET_MISSING, ErrorCode.BUCKET_INVALID}),
    ),
    (
        CheckId.SERVICE_DOMAIN,
        Sentence.DOMAIN_ALLOWED,
        frozenset({ErrorCode.DOMAIN_REQUIRED, ErrorCode.ENDPOINT_INVALID}),
    ),
)


@dataclass(frozen=True)
class _Sample:
    """What the check stores."""

    key: str
    content: bytes


def _sample(key: str) -> _Sample:
    """With a content that no other check has."""
    return _Sample(key, _BEGINNING + secrets.token_hex(8).encode() + b"\n")


def check_storage(context: Context) -> Iterator[Check]:
    """Put, sign, get, and remove again if the key may."""
    destination = context.destination
    if not isinstance(destination, Destination):
        return
    from ossdrop.storage.oss_bucket import OssBucket

    bucket = context.cut_with(OssBucket(destination, timeout_s=TIMEOUT_S))
    sample = _sample(f"{destination.prefix}/{KEY_NAME}")
    try:
        context.once_more(lambda: bucket.put_small(sample.key, sample.content))
    except OssDropError as error:
        yield from _stages_up_to(error)
        return
    for check_id, sentence, _ in _STAGES:
        yield passed(check_id, said(sentence))
    yield passed(CheckId.STORAGE_PUT, said(Sentence.STORED), sample.key)
    came_back = _fetched(context, bucket, sample)
    if came_back.status is not Status.OK and _was_overtaken(context, bucket, sample):
        sample = _sample(f"{destination.prefix}/{secrets.token_hex(4)}-{KEY_NAME}")
        came_back = _stored_and_fetched(context, bucket, sample)
    yield came_back
    yield from _link(destination)
    if came_back.status is Status.OK:
        yield _publicity(context, bucket, sample)
    yield _might(bucket, sample.key)


def _stages_up_to(error: OssDropError) -> Iterator[Check]:
    stage = next((n for n, (_, _, codes) in enumerate(_STAGES) if error.code in codes), None)
    for number, (check_id, sentence, _) in enumerate(_STAGES):
        is_known = stage is None and error.code is ErrorCode.PERMISSION_MISSING
        if number == stage:
            yield failed(check_id, error)
        elif is_known or (stage is not None and number < stage):
            yield passed(check_id, said(sentence))
        else:
            yield skipped(check_id)
    if stage is None:
        yield failed(CheckId.STORAGE_PUT, error)
    else:
        yield skipped(CheckId.STORAGE_PUT)
    yield skipped(CheckId.STORAGE_FETCH)


def _stored_and_fetched(context: Context, bucket: Storage, sample: _Sample) -> Check:
    try:
        bucket.put_small(sample.key, sample.content)
    except OssDropError as error:
        return failed(CheckId.STORAGE_FETCH, error)
    return _fetched(context, bucket, sample)


def _was_overtaken(context: Context, bucket: Storage, sample: _Sample) -> bool:
    """Whether another check, on any computer, has just stored or removed an object of that name."""
    try:
        answer = _get(context, bucket.sign(sample.key, _LINK_S).url, len(sample.content))
    except OssDropError:
        return False
    is_gone = answer.status_code == 404 and b"<Code>NoSuchKey</Code>" in answer.content
    return is_gone or answer.content.startswith(_BEGINNING)


def _fetched(context: Context, bucket: Storage, sample: _Sample) -> Check:
    """The way of a model: a ranged GET with nothing but the link."""
    check_id = CheckId.STORAGE_FETCH
    try:
        content = context.once_more(lambda: _content(context, bucket, sample))
    except OssDropError as error:
        return failed(check_id, error)
    if content != sample.content:
        return Check(
            check_id,
            Status.FAIL,
            said(Sentence.CAME_BACK_CHANGED),
            said(Sentence.CAME_BACK_CHANGED_REMEDY),
        )
    return passed(check_id, said(Sentence.FETCHED))


def _content(context: Context, bucket: Storage, sample: _Sample) -> bytes:
    answer = _get(context, bucket.sign(sample.key, _LINK_S).url, len(sample.content))
    if answer.status_code in (200, 206):
        return answer.content
    if answer.headers.get("x-oss-request-id"):
        raise service_error(answer_of(answer.status_code, answer.content))
    raise foreign_answer(answer.status_code)


def _get(context: Context, url: str, size_bytes: int) -> requests.Response:
    try:
        return context.session.get(
            url,
            headers={"Range": f"bytes=0-{size_bytes - 1}"},
            timeout=TIMEOUT_S,
            allow_redirects=False,
            proxies=proxies_for(url),
        )
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None


def _link(destination: Destination) -> Iterator[Check]:
    """What a link does for the person who opens it."""
    endpoint = destination.endpoint
    if endpoint.is_loopback:
        yield passed(CheckId.LINK_OPENS, said(Sentence.LINK_LOCAL))
    elif endpoint.is_internal:
        fix = Fix(FixKind.OPEN_SETTINGS)
        remedy = said(Sentence.LINK_INTERNAL_REMEDY)
        yield warned(CheckId.LINK_OPENS, said(Sentence.LINK_INTERNAL), remedy, fix)
    elif endpoint.style is Style.CUSTOM_DOMAIN:
        yield passed(CheckId.LINK_OPENS, said(Sentence.LINK_SHOWS))
    else:
        yield passed(CheckId.LINK_OPENS, said(Sentence.LINK_DOWNLOADS))
    if destination.credentials.security_token is not None:
        remedy = said(Sentence.LINK_TOKEN_REMEDY)
        yield warned(CheckId.LINK_LIFETIME, said(Sentence.LINK_TOKEN), remedy)


def _publicity(context: Context, bucket: Storage, sample: _Sample) -> Check:
    content, url = sample.content, bucket.sign(sample.key, _LINK_S).url
    try:
        answer = _get(context, url.partition("?")[0], len(content))
    except OssDropError:
        return skipped(CheckId.SAFETY_PUBLIC)
    if answer.status_code in (200, 206) and answer.content == content:
        fix = Fix(FixKind.OPEN_CONSOLE)
        return warned(
            CheckId.SAFETY_PUBLIC, said(Sentence.PUBLIC), said(Sentence.PUBLIC_REMEDY), fix
        )
    return passed(CheckId.SAFETY_PUBLIC, said(Sentence.NOT_PUBLIC))


def _might(bucket: Storage, key: str) -> Check:
    """Whether the key may delete the check's own object; nothing else is tried."""
    try:
        bucket.delete(key)
    except OssDropError as error:
        if error.code is ErrorCode.PERMISSION_MISSING:
            return passed(CheckId.SAFETY_KEY, said(Sentence.KEY_MODEST))
        return skipped(CheckId.SAFETY_KEY)
    fix = Fix(FixKind.COPY_ADMIN_NOTE)
    return warned(
        CheckId.SAFETY_KEY, said(Sentence.KEY_MIGHTY), said(Sentence.KEY_MIGHTY_REMEDY), fix
    )
