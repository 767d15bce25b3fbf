"""Requests to OSS: an answer counts only if OSS gave it, and is no error."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.answers import Answer, declares
from ossdrop.network.proxies import proxy_for
from ossdrop.network.service_clock import moment_of, note_date
from ossdrop.network.sessions import CONNECT_TIMEOUT_S, Body, Session
from ossdrop.storage.service_errors import answer_of, foreign_answer, service_error

_QUICK_ANSWER_S = 20.0
_IS_ERROR = re.compile(rb"\s*(?:<\?xml[^>]{0,100}\?>)?\s*<Error>")
_NAME = "OssDrop"  # not even which version asks


class Service:
    """One session for all requests to a bucket, whoever signs them."""

    def __init__(self, session: Session, timeout_s: float) -> None:
        self._session = session
        self._connect_s, self._read_s = min(CONNECT_TIMEOUT_S, timeout_s), timeout_s

    def ask(
        self, method: str, url: str, headers: Mapping[str, str], body: Body | None = None
    ) -> Answer:
        """The answer to a signed request. Raises OssDropError, and urllib3's errors."""
        proxy = proxy_for(url)
        # One that brings nothing, HEAD, DELETE or abort, is answered soon or not at all.
        read_s = self._read_s if body else min(self._read_s, _QUICK_ANSWER_S)
        timeout_s = self._connect_s, read_s
        answer = self._session.exchange(
            method,
            url,
            {**headers, "User-Agent": _NAME},
            body,
            timeout_s,
            proxy.url if proxy else "",
        )
        request_id = answer.headers.get("x-oss-request-id")
        if not request_id:
            raise foreign_answer(answer.status)
        if declares(answer.content):
            raise OssDropError(ErrorCode.SERVICE_FAILED, "it is no answer of the service")
        note_date(answer.headers.get("Date", ""))
        is_good = answer.status // 100 == 2
        if not is_good or _IS_ERROR.match(answer.content):
            # Joining parts begins its answer before it is done: an error comes as 200 then.
            words = answer_of(500 if is_good else answer.status, _words_of(answer))
            error = service_error(replace(words, request_id=words.request_id or request_id))
            if error.code is ErrorCode.CLOCK_WRONG:
                error.detail += _off(answer.headers.get("Date", ""))
            raise error
        return answer


def _off(date: str) -> str:
    """By how much this computer's clock is wrong."""
    moment = moment_of(date)
    if moment is None:
        return ""
    off_s = abs((moment - datetime.now(UTC)).total_seconds())
    return f" · {off_s / 60:.0f} min off"


def _words_of(answer: Answer) -> bytes:
    """The XML of an error, which for a HEAD is in a header."""
    try:
        return answer.content or base64.b64decode(answer.headers.get("x-oss-err", ""))
    except ValueError:
        return b""
