"""Answers with an end: so long, so large, and nothing that grows beyond it when unpacked.

Every answer that is not a file is small. A server that is broken, or means harm, sends one byte a
second, a body without an end, `100 Continue` for ever, or 2 MB of gzip that become 5 GB.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3

from ossdrop.network import cutting

MAX_ANSWER_BYTES = 1024**2
MAX_HEADER_BYTES = 64 * 1024
ANSWER_WITHIN_S = 300.0  # joining ten thousand parts takes the service a while
_READ_BYTES = 64 * 1024
_DECLARES = re.compile(rb"<\0?!\0?[Dd]\0?[Oo]\0?[Cc]\0?[Tt]\0?[Yy]\0?[Pp]\0?[Ee]")


@dataclass(frozen=True)
class Limits:
    """What an answer may be, headers included: how long it may take, how many bytes it may have."""

    within_s: float = ANSWER_WITHIN_S
    most_bytes: int = MAX_ANSWER_BYTES


class AnswerTooLarge(requests.RequestException):
    """There was more of an answer than there should be."""


class BoundedResponse(http.client.HTTPResponse):
    """An answer whose bytes are counted, and whose end does not wait for the other side's will."""

    def __init__(
        self,
        sock: socket.socket,
        *args: Any,
        limits: Limits,
        is_cut: Callable[[], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(sock, *args, **kwargs)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_BoundedReader(raw, sock, limits, is_cut), _READ_BYTES)

    def begin(self) -> None:
        """Read the head; raises for one that is not final.

        Nobody asked for it, and it would shift the answers: the next request on this connection
        would get what belongs to this one.
        """
        super().begin()
        if self.status < http.HTTPStatus.OK:
            raise http.client.HTTPException("an answer that was not asked for")


class _BoundedReader(io.RawIOBase):
    def __init__(
        self,
        raw: io.RawIOBase,
        sock: socket.socket,
        limits: Limits,
        is_cut: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._raw, self._sock, self._is_cut = raw, sock, is_cut
        self._each_s = sock.gettimeout()
        self._until_s = time.monotonic() + limits.within_s
        self._left_bytes = limits.most_bytes + MAX_HEADER_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("the answer did not come to an end")
        timeout_s = left_s if self._each_s is None else min(left_s, self._each_s)
        if cutting.SHUTDOWN_WAKES:
            if self._sock.gettimeout() != timeout_s:  # each change is a call of the system
                self._sock.settimeout(timeout_s)
            count = self._raw.readinto(buffer)
        else:
            count = cutting.receive_into(self._sock, buffer, timeout_s, self._is_cut)
        self._left_bytes -= count or 0
        if self._left_bytes < 0:
            raise AnswerTooLarge("the answer is too large")
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


@dataclass(frozen=True)
class Answer:
    """An answer that is there as a whole."""

    status: int
    headers: Mapping[str, str]  # by names in any case
    content: bytes = field(repr=False)


def content_of(answer: urllib3.BaseHTTPResponse, most_bytes: int) -> bytes:
    """An answer's whole body, unpacked; raises AnswerTooLarge, and ProtocolError for half of one.

    What was cut off says nothing: half an error was taken for another one, and for good.
    """
    try:
        content = answer.read(most_bytes + 1, decode_content=False)
        missing = getattr(answer, "length_remaining", None)
        if missing and len(content) <= most_bytes:
            raise urllib3.exceptions.IncompleteRead(len(content), missing)
        packing = answer.headers.get("Content-Encoding", "").strip().lower()
        if packing in ("gzip", "x-gzip", "deflate"):
            unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
            content = unpacking.decompress(content, most_bytes + 1)
            if not unpacking.eof and len(content) <= most_bytes:
                raise urllib3.exceptions.IncompleteRead(len(content), 1)
        elif packing not in ("", "identity"):
            raise requests.exceptions.ContentDecodingError("packed in a way nobody asked for")
    except zlib.error as error:
        raise requests.exceptions.ContentDecodingError("it cannot be unpacked") from error
    finally:
        answer.close()
    if len(content) > most_bytes:
        raise AnswerTooLarge("the answer is too large")
    return content


def take_whole(answer: requests.Response, most_bytes: int) -> None:
    """Read an answer's body, unpacked, into `answer.content`; raises AnswerTooLarge."""
    answer._content = content_of(answer.raw, most_bytes)  # noqa: SLF001 - as `content` itself does
    answer._content_consumed = True  # type: ignore[attr-defined] # noqa: SLF001


def declares(content: bytes) -> bool:
    """Whether XML brings declarations: entities are a few bytes that become many."""
    return _DECLARES.search(content) is not None
