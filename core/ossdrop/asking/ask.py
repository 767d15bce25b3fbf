"""Asks a model about files: one request, its answer as it comes. Never by itself, since it costs.

The only proof that an `oss://` link opens. The OpenAI-compatible API streams server-sent events:
`data: {…}` a line, an empty one between, `data: [DONE]` at the end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import requests
import urllib3.exceptions

from ossdrop.asking.requests import request_for
from ossdrop.asking.service import ModelService
from ossdrop.config.key_homes import home_of, note_home, was_tried
from ossdrop.errors import OF_API_KEY, OF_TEMPORARY, ErrorCode, OssDropError
from ossdrop.links import NamedLink
from ossdrop.models.catalogue import catalogue
from ossdrop.network.answers import Limits
from ossdrop.network.errors import network_error
from ossdrop.network.proxies import proxies_for
from ossdrop.network.sessions import CONNECT_TIMEOUT_S, Session
from ossdrop.redaction import redact

_WITHIN_S = 600.0  # of a whole answer: a long clip takes a model minutes
_SILENCE_S = 180.0
_MOST_BYTES = 8 * 1024**2
_MOST_WORDS = 2000  # of an error
# What the service says of a link that it cannot open (both dialects).
_NOT_OPENED = ("download", "url error", "does not appear to be valid", "Content-Length of")
_BY_STATUS = {
    401: ErrorCode.API_KEY_WRONG,
    403: ErrorCode.MODEL_REFUSED,
    404: ErrorCode.MODEL_UNKNOWN,
    429: ErrorCode.SERVICE_BUSY,
}
_BY_CODE = {
    "model_not_found": ErrorCode.MODEL_UNKNOWN,
    "Arrearage": ErrorCode.ACCOUNT_DISABLED,
}


@dataclass(frozen=True)
class Usage:
    """Tokens, as the service counts them; 0 where it did not say."""

    given: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Answer:
    """What a model said."""

    text: str
    model: str
    usage: Usage = Usage()
    request_id: str = ""


class Question:
    """One question about files. `ask` blocks; `cancel` comes from any thread."""

    def __init__(
        self, service: ModelService, model: str, links: Sequence[NamedLink], text: str
    ) -> None:
        self._service = service
        self._model = model
        self._request = request_for(links, text, model)
        self._session = Session(1, Limits(_WITHIN_S, _MOST_BYTES))

    def cancel(self) -> None:
        """End it: `ask` raises what a cut line raises."""
        self._session.cut()

    close = cancel  # as of a storage

    def ask(self, on_text: Callable[[str], None] = lambda text: None) -> Answer:
        """The answer; `on_text` hears each piece as it comes.

        Raises MODEL_CANNOT_OPEN where the link could not be opened, MODEL_REFUSED, MODEL_UNKNOWN,
        API_KEY_WRONG, SERVICE_BUSY, SERVICE_FAILED and what a network raises.
        """
        try:
            return self._ask_where_it_is_known(on_text)
        finally:
            self._session.close()

    def _ask_where_it_is_known(self, on_text: Callable[[str], None]) -> Answer:
        """A key that one region does not know may belong to the other: that is tried once."""
        first, key, other = self._service, self._service.api_key, self._service.other_region
        if other and home_of(key) == other:
            return self._ask_at(first.in_other_region(), on_text)
        try:
            return self._ask_at(first, on_text)
        except OssDropError as error:
            if error.code is not ErrorCode.API_KEY_WRONG or not other or was_tried(key):
                raise
            try:
                answer = self._ask_at(first.in_other_region(), on_text)
            except OssDropError as of_other:
                if of_other.code is ErrorCode.API_KEY_WRONG:
                    note_home(key, "")
                    raise error from None
                note_home(key, other)  # it knows the key, and says something else
                raise of_other from None
        note_home(key, other)
        return answer

    def _ask_at(self, service: ModelService, on_text: Callable[[str], None]) -> Answer:
        url = f"{service.base_url}/chat/completions"
        streams = {"stream": True, "stream_options": {"include_usage": True}}
        try:
            answer = self._session.post(
                url,
                data=json.dumps({**self._request.body, **streams}).encode(),
                headers={
                    **self._request.headers,
                    "Authorization": f"Bearer {service.api_key.key.reveal()}",
                },
                timeout=(CONNECT_TIMEOUT_S, _SILENCE_S),
                proxies=proxies_for(url),
                allow_redirects=False,
                stream=True,
            )
            with answer:
                if answer.status_code != requests.codes.ok:
                    raise self._error_of(answer.status_code, answer.content)
                return self._read(answer, on_text)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise network_error(error) from None

    def _read(self, answer: requests.Response, on_text: Callable[[str], None]) -> Answer:
        pieces, usage, model, request_id = [], Usage(), self._model, ""
        has_ended = False
        for line in _events(answer):
            if line == b"[DONE]":
                has_ended = True
                break
            event = _object(line)
            if "error" in event:  # in the middle of an answer
                raise self._error_of(requests.codes.bad_request, line)
            model, request_id = event.get("model") or model, event.get("id") or request_id
            if counted := event.get("usage"):
                usage = Usage(
                    int(counted.get("prompt_tokens", 0)), int(counted.get("completion_tokens", 0))
                )
            for choice in event.get("choices") or ():
                if text := (choice.get("delta") or {}).get("content"):
                    pieces.append(str(text))
                    on_text(str(text))
        if not has_ended and not pieces:
            raise OssDropError(ErrorCode.SERVICE_FAILED, "the answer has no end")
        return Answer("".join(pieces), str(model), usage, str(request_id))

    def _error_of(self, status: int, content: bytes) -> OssDropError:
        """An error in either form: {"error": {"code", "message"}, "id"}, {"code", "message"}."""
        values = _object(content)
        inner = values.get("error")
        told = inner if isinstance(inner, dict) else values
        code, message = str(told.get("code") or ""), str(told.get("message") or "")
        detail = redact(message)[:_MOST_WORDS]
        request_id = str(values.get("request_id") or values.get("id") or "")
        found = _BY_CODE.get(code) or _BY_STATUS.get(status)
        if found is None and status < requests.codes.internal_server_error:
            is_closed = any(sign in message for sign in _NOT_OPENED)
            found = ErrorCode.MODEL_CANNOT_OPEN if is_closed else ErrorCode.MODEL_REFUSED
        error = OssDropError(found or ErrorCode.SERVICE_FAILED, detail, request_id=request_id)
        if error.code is ErrorCode.MODEL_CANNOT_OPEN and self._request.is_temporary:
            error.hint = OF_TEMPORARY
        if error.code is ErrorCode.MODEL_UNKNOWN:
            error.hint = catalogue().instead_of(self._model)
        if error.code is ErrorCode.ACCOUNT_DISABLED:
            error.hint = OF_API_KEY
        if error.code is ErrorCode.API_KEY_WRONG:
            error.hint = self._service.api_key.name
        return error


def _events(answer: requests.Response) -> Iterator[bytes]:
    for line in answer.iter_lines():
        if line.startswith(b"data:"):
            yield line.removeprefix(b"data:").strip()


def _object(content: bytes) -> dict[str, Any]:
    """A JSON object; {} for what is none."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
