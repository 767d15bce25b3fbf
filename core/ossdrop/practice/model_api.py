"""A model's side: opens the links that it is given, holds them against its limits, and says what it
found. No model sees anything here: the answer is about the bytes that came through the link.

Errors have the words of the service, as reported in public issues: "Failed to download multimodal
content", "The provided URL does not appear to be valid".
"""

from __future__ import annotations

import asyncio
import json
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from ossdrop.media.facts import MediaFacts
from ossdrop.media.fitness import findings
from ossdrop.media.look import look
from ossdrop.models.catalogue import catalogue
from ossdrop.models.limits import Kind, Model
from ossdrop.practice.dashscope import BUCKET, DashScope
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.link_ends import TEMPORARY_FOR
from ossdrop.practice.stored import ObjectRecord

COMPATIBLE_PATH = "/compatible-mode/v1/chat/completions"
NATIVE_PATH = "/api/v1/services/aigc/multimodal-generation/generation"
_RESOLVE = "x-dashscope-ossresourceresolve"
_MOST_BODY_BYTES = 6 * 1024**2
_MOST_LINK_BYTES = 2 * 1024**3
_MOST_LINKS = 512
_WITHIN_S = 60
_FIRST_LINE = 120  # characters
_NAMES = {Kind.PICTURE: "picture", Kind.CLIP: "clip", Kind.SOUND: "recording"}
# Which kind a part may be, by its type (OpenAI) or its name (native); None: a document.
_PARTS: Mapping[str, Kind | None] = {
    "image_url": Kind.PICTURE,
    "video_url": Kind.CLIP,
    "input_audio": Kind.SOUND,
    "doc_url": None,
    "image": Kind.PICTURE,
    "video": Kind.CLIP,
    "audio": Kind.SOUND,
    "file": None,
}


class _Refused(Exception):
    """What the service answers instead of a model."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@dataclass(frozen=True)
class _Seen:
    """What came through one link."""

    facts: MediaFacts | None
    size_bytes: int
    first_line: str

    def __str__(self) -> str:
        facts = self.facts
        if facts is None:
            words = f'a document whose first line is "{self.first_line}"'
            return words if self.first_line else "a document"
        size = f", {facts.width_px} × {facts.height_px} pixels" if facts.width_px else ""
        length = f", {facts.seconds:.1f} seconds" if facts.seconds else ""
        return f"a {_NAMES[facts.kind]} ({facts.format}{size}{length}, {self.size_bytes} bytes)"


class ModelApi:
    """Both dialects of the one API. Runs on the server's thread."""

    def __init__(self, dashscope: DashScope) -> None:
        self._dashscope = dashscope

    @staticmethod
    def is_meant(path: str) -> bool:
        """Whether a request is for a model."""
        return path in (COMPATIBLE_PATH, NATIVE_PATH)

    async def answer(self, exchange: Exchange, base_url: str) -> web.StreamResponse:
        """Answer a request for a model."""
        is_native = exchange.http.path == NATIVE_PATH
        try:
            body = await self._body(exchange)
            model = self._model(exchange, body)
            holder = body.get("input") if is_native else body
            messages = holder.get("messages") if isinstance(holder, dict) else None
            links, question = _content_of(messages)
            seen = [await self._open(exchange, base_url, url, kind, model) for kind, url in links]
            _require_count(model, seen)
        except _Refused as refused:
            return _refusal(exchange, refused, is_native=is_native)
        text = _words(seen, question)
        usage = {"given": len(question) // 2 + 256 * len(seen), "answered": len(text) // 2}
        if is_native:
            return _native(exchange, text, usage)
        if body.get("stream"):
            return await _streamed(exchange, model.name, text, usage, body)
        return _whole(exchange, model.name, text, usage)

    async def _body(self, exchange: Exchange) -> dict[str, Any]:
        if exchange.http.method != "POST":
            raise _Refused(405, "method_not_allowed", "Only POST is supported.")
        content = await exchange.receive_small(_MOST_BODY_BYTES)
        try:
            body = json.loads(content)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise _Refused(400, "invalid_parameter_error", "The body is not a JSON object.")
        return body

    def _model(self, exchange: Exchange, body: Mapping[str, Any]) -> Model:
        if self._dashscope.account_of(exchange) is None:
            raise _Refused(401, "invalid_api_key", "Incorrect API key provided.")
        name = str(body.get("model") or "")
        if not self._dashscope.knows(name):
            raise _Refused(
                404,
                "model_not_found",
                f"The model `{name}` does not exist or you do not have access to it.",
            )
        model = catalogue().find(name) or Model(name)
        if not model.answers:
            raise _invalid(f"model {name} is not supported by this API")
        return model

    async def _open(
        self, exchange: Exchange, base_url: str, url: str, kind: Kind | None, model: Model
    ) -> _Seen:
        """What is behind a link: really fetched, and held against what the model takes."""
        is_temporary = url.startswith("oss://")
        with tempfile.TemporaryDirectory(prefix="ossdrop-model-") as folder:
            path = Path(folder) / "content"
            if is_temporary:
                await self._copy(exchange, url, model, path)
            elif url.startswith("data:"):
                raise _invalid("base64 is not practised: give a link")
            else:
                await _fetch(url, base_url, path)
            seen = await asyncio.to_thread(_look, path)
        if kind is not None and (seen.facts is None or seen.facts.kind is not kind):
            raise _invalid(f"The {kind.value} format is illegal and cannot be opened")
        if seen.facts is not None:
            if kind is Kind.PICTURE and not seen.facts.width_px:  # its header is damaged
                raise _invalid("The image format is illegal and cannot be opened")
            for one in findings(model, seen.facts, is_temporary=is_temporary):
                if one.is_sure:
                    raise _invalid(str(one.words))
        return seen

    async def _copy(self, exchange: Exchange, url: str, model: Model, path: Path) -> None:
        """The bytes of an `oss://` link: only for the model and account that it was made for."""
        if exchange.http.headers.get(_RESOLVE, "").lower() != "enable":
            raise _invalid(
                "The provided URL does not appear to be valid. Ensure it is correctly formatted."
            )
        key = url.removeprefix("oss://")
        record = exchange.store.buckets[BUCKET].objects.get(key)
        if record is None or _is_over(record, exchange) or model.needs_public_link:
            raise _not_opened()
        if not self._dashscope.may_open(exchange, key, model.name):
            raise _not_opened()
        with (
            path.open("wb") as file,
            exchange.store.reading(record, 0, record.size_bytes - 1) as pieces,
        ):
            for piece in pieces:
                file.write(piece)


def _content_of(messages: object) -> tuple[list[tuple[Kind | None, str]], str]:
    """The links of the last message, and what is asked. Raises _Refused for another form."""
    if not isinstance(messages, list) or not messages or not isinstance(messages[-1], dict):
        raise _invalid("messages must be a list with at least one message")
    content = messages[-1].get("content")
    if isinstance(content, str):
        return [], content
    links, texts = [], []
    for part in content if isinstance(content, list) else ():
        if not isinstance(part, dict):
            raise _invalid("a part of content is no object")
        if "text" in part:
            texts.append(str(part["text"]))
            continue
        kinds = (kind for kind in (part.get("type"), *part) if isinstance(kind, str))
        name = next((kind for kind in kinds if kind in _PARTS), None)
        if name is None:
            raise _invalid("a part of content has no known type")
        links.append((_PARTS[name], _url_of(part.get(name))))
    if not texts:
        raise _invalid("content has no text")
    if len(links) > _MOST_LINKS:
        raise _invalid("too many files")
    return links, "\n".join(texts)


def _url_of(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("url") or value.get("data")
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str) or not value:
        raise _invalid(
            "The provided URL does not appear to be valid. Ensure it is correctly formatted."
        )
    return value


async def _fetch(url: str, base_url: str, path: Path) -> None:
    """Only from the practice service itself: others would be asked things by a file's sender."""
    if not url.startswith(f"{base_url}/"):
        raise _not_opened()
    timeout = aiohttp.ClientTimeout(total=_WITHIN_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, allow_redirects=False, ssl=False) as answer,
        ):
            if answer.status != web.HTTPOk.status_code:
                raise _not_opened()
            size = 0
            with path.open("wb") as file:
                async for piece in answer.content.iter_any():
                    size += len(piece)
                    if size > _MOST_LINK_BYTES:
                        raise _not_opened()
                    file.write(piece)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise _not_opened() from error


def _look(path: Path) -> _Seen:
    facts = look(path)
    first = ""
    if facts is None:
        with path.open("rb") as file:
            first = file.readline(_FIRST_LINE * 4).decode("utf-8", "replace").strip()[:_FIRST_LINE]
    return _Seen(facts, path.stat().st_size, first if first.isprintable() else "")


def _is_over(record: ObjectRecord, exchange: Exchange) -> bool:
    stored_at = datetime.fromtimestamp(record.modified_at, UTC)
    return exchange.clock.now() > stored_at + TEMPORARY_FOR


def _require_count(model: Model, seen: Sequence[_Seen]) -> None:
    pictures = sum(one.facts is not None and one.facts.kind is Kind.PICTURE for one in seen)
    limits = model.limits_of(Kind.PICTURE)
    if limits is not None and limits.max_count and pictures > limits.max_count:
        raise _invalid(f"at most {limits.max_count} pictures are allowed")


def _words(seen: Sequence[_Seen], question: str) -> str:
    things = " and ".join(map(str, seen)) or "no file"
    return f"This is the practice model: it opened {things}. You asked: {question}"


def _invalid(message: str) -> _Refused:
    return _Refused(
        400, "invalid_parameter_error", f"<400> InternalError.Algo.InvalidParameter: {message}"
    )


def _not_opened() -> _Refused:
    return _invalid("Failed to download multimodal content")


def _refusal(exchange: Exchange, refused: _Refused, *, is_native: bool) -> web.Response:
    if is_native:
        code = {401: "InvalidApiKey", 404: "ModelNotFound"}.get(refused.status, "InvalidParameter")
        values: dict[str, Any] = {"code": code, "message": refused.message}
        values["request_id"] = exchange.request_id
    else:
        error = {"message": refused.message, "code": refused.code, "param": None}
        values = {
            "error": {**error, "type": "invalid_request_error"},
            "id": f"chatcmpl-{exchange.request_id.lower()}",
        }
    return web.json_response(values, status=refused.status, headers=_headers(exchange))


def _native(exchange: Exchange, text: str, usage: Mapping[str, int]) -> web.Response:
    message = {"role": "assistant", "content": [{"text": text}]}
    counted = {"input_tokens": usage["given"], "output_tokens": usage["answered"]}
    choices = [{"finish_reason": "stop", "message": message}]
    return web.json_response(
        {"output": {"choices": choices}, "usage": counted, "request_id": exchange.request_id},
        headers=_headers(exchange),
    )


def _whole(exchange: Exchange, model: str, text: str, usage: Mapping[str, int]) -> web.Response:
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": text},
    }
    values = {**_head("chat.completion", exchange, model), "choices": [choice]}
    return web.json_response({**values, "usage": _counted(usage)}, headers=_headers(exchange))


async def _streamed(
    exchange: Exchange, model: str, text: str, usage: Mapping[str, int], body: Mapping[str, Any]
) -> web.StreamResponse:
    """Server-sent events, a word each; the tokens in one of their own, where they are wanted."""
    response = web.StreamResponse(
        headers={**_headers(exchange), "Content-Type": "text/event-stream; charset=utf-8"}
    )
    response.enable_chunked_encoding()
    await response.prepare(exchange.http)
    head = _head("chat.completion.chunk", exchange, model)
    options = body.get("stream_options")
    events: list[dict[str, Any]] = [
        {**head, "choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]}
        for word in text.splitlines(keepends=True)
        for word in _pieces(word)
    ]
    events.append({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    if isinstance(options, dict) and options.get("include_usage"):
        events.append({**head, "choices": [], "usage": _counted(usage)})
    for event in events:
        await exchange.pace(len(event))
        await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
    await response.write(b"data: [DONE]\n\n")
    await response.write_eof()
    return response


def _pieces(line: str) -> list[str]:
    words = line.split(" ")
    return [f"{word} " for word in words[:-1]] + [words[-1]]


def _head(kind: str, exchange: Exchange, model: str) -> dict[str, Any]:
    created = int(exchange.clock.now().timestamp())
    ident = f"chatcmpl-{exchange.request_id.lower()}-{secrets.token_hex(2)}"
    return {"id": ident, "object": kind, "created": created, "model": model}


def _counted(usage: Mapping[str, int]) -> dict[str, int]:
    given, answered = usage["given"], usage["answered"]
    return {
        "prompt_tokens": given,
        "completion_tokens": answered,
        "total_tokens": given + answered,
    }


def _headers(exchange: Exchange) -> dict[str, str]:
    return {"Date": exchange.clock.http_date(), "X-Request-Id": exchange.request_id}
