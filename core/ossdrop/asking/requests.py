"""The request about files, in both dialects of Model Studio.

Sources: Model Studio's pages on vision understanding and Qwen-Omni (parts), and on temporary files
(the header), as stored in November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ossdrop.config.model_service import compatible_url
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import LinkFormat, NamedLink, part_of
from ossdrop.media.fitness import too_many
from ossdrop.models.catalogue import catalogue
from ossdrop.models.limits import Kind

OSS_HEADER = ("X-DashScope-OssResourceResolve", "enable")
_KINDS = {"image": Kind.PICTURE, "video": Kind.CLIP, "audio": Kind.SOUND}
_NATIVE_PATH = "/services/aigc/multimodal-generation/generation"


class Dialect(Enum):
    """How the API is spoken to; the value is the format of a file's part."""

    OPENAI = LinkFormat.OPENAI
    DASHSCOPE = LinkFormat.DASHSCOPE

    def url_at(self, base_url: str) -> str:
        """Where requests go; `base_url` is of the native API, as the settings have it."""
        if self is Dialect.OPENAI:
            return f"{compatible_url(base_url)}/chat/completions"
        return f"{base_url}{_NATIVE_PATH}"


@dataclass(frozen=True)
class Request:
    """What is sent: links are credentials, so this is shown to nobody but who asked."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def is_temporary(self) -> bool:
        """Whether one of its links leads to temporary storage."""
        return OSS_HEADER[0] in self.headers


def request_for(
    links: Sequence[NamedLink], question: str, model: str, dialect: Dialect = Dialect.OPENAI
) -> Request:
    """The request that asks one question about all the files."""
    return Request(_headers(links), body_for(links, question, model, dialect))


def body_for(
    links: Sequence[NamedLink], question: str, model: str, dialect: Dialect = Dialect.OPENAI
) -> dict[str, Any]:
    """Its body; models that think before they answer are told not to, where that is known."""
    parts = [part_of(link, dialect.value) for link in links]
    if dialect is Dialect.DASHSCOPE:
        message = {"role": "user", "content": [*parts, {"text": question}]}
        return {"model": model, "input": {"messages": [message]}}
    message = {"role": "user", "content": [*parts, {"type": "text", "text": question}]}
    body: dict[str, Any] = {"model": model, "messages": [message]}
    known = catalogue().find(model)
    if known is not None and known.thinks:
        body["enable_thinking"] = False
    return body


def _headers(links: Sequence[NamedLink]) -> dict[str, str]:
    """Besides the API key: only the service itself can open a link to temporary storage."""
    has_oss = any(link.link.url.startswith("oss://") for link in links)
    headers = {"Content-Type": "application/json"}
    return {**headers, OSS_HEADER[0]: OSS_HEADER[1]} if has_oss else headers


def require_answers(model: str) -> None:
    """Raise MODEL_REFUSED for a model that answers no question, as those for speech."""
    known = catalogue().find(model)
    if known is not None and not known.answers:
        raise OssDropError(
            ErrorCode.MODEL_REFUSED, f"{known.name} answers no questions: it has an API of its own"
        )


def require_count(links: Sequence[NamedLink], model: str) -> None:
    """Raise FILE_MISFIT for more pictures than a model takes in one request."""
    known = catalogue().find(model)
    kinds = (_KINDS.get(link.content_type.partition("/")[0]) for link in links)
    found = too_many(known, kinds) if known is not None else None
    if found is not None:
        raise OssDropError(ErrorCode.FILE_MISFIT, str(found.words))
