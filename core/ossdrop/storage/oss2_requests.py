"""What is asked of a bucket without sending a file, through oss2: the only module that imports it.

Parts begun, joined and given up, objects looked up and deleted.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlencode

import oss2

from ossdrop.config.endpoint import Style
from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.answers import Answer
from ossdrop.redaction import redact
from ossdrop.storage.base import Part
from ossdrop.storage.service import Service

# It logs whole IDs and session tokens, into whatever the program has set up that calls us.
logging.getLogger("oss2").setLevel(logging.CRITICAL)
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_MOST_ID = 1024  # characters of what the service calls an upload


def _with_our_errors(ask: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """What oss2 raises by itself, which no answer of the service does, as one of the catalogue."""

    @functools.wraps(ask)
    def asking(*args: _Given.args, **kwargs: _Given.kwargs) -> _Found:
        try:
            return ask(*args, **kwargs)
        except oss2.exceptions.OssError as error:
            raise OssDropError(ErrorCode.SERVICE_FAILED, redact(str(error))) from None

    return asking


class Oss2Requests:
    """One bucket; safe to share between threads. Each raises what `Service.ask` does."""

    def __init__(self, destination: Destination, service: Service) -> None:
        credentials = destination.credentials
        token = credentials.security_token
        provider = oss2.credentials.StaticCredentialsProvider(
            credentials.access_key_id,
            credentials.access_key_secret.reveal(),
            token.reveal() if token else None,
        )
        style = destination.endpoint.style
        self._bucket = oss2.Bucket(
            oss2.ProviderAuthV4(provider),
            destination.endpoint.base_url,
            destination.bucket,
            is_cname=style is Style.CUSTOM_DOMAIN,
            session=_Session(service),
            enable_crc=False,  # the parts' are combined by whoever sent them
            is_path_style=style is Style.PATH,
            region=destination.region,
        )

    @_with_our_errors
    def begin_parts(self, key: str, headers: dict[str, str]) -> str:
        """InitiateMultipartUpload; gives what the service calls the upload."""
        upload_id: str = self._bucket.init_multipart_upload(key, headers=headers).upload_id
        if not 0 < len(upload_id) <= _MOST_ID:
            raise ValueError("the id of an upload is too long")
        return upload_id

    @_with_our_errors
    def complete_parts(
        self, key: str, upload_id: str, parts: list[Part], headers: dict[str, str]
    ) -> Any:
        """CompleteMultipartUpload."""
        listed = [oss2.models.PartInfo(part.number, part.etag) for part in parts]
        return self._bucket.complete_multipart_upload(key, upload_id, listed, headers=headers)

    @_with_our_errors
    def abort_parts(self, key: str, upload_id: str) -> None:
        """AbortMultipartUpload."""
        self._bucket.abort_multipart_upload(key, upload_id)

    @_with_our_errors
    def head(self, key: str) -> Any:
        """HeadObject."""
        return self._bucket.head_object(key)

    @_with_our_errors
    def delete(self, key: str) -> None:
        """DeleteObject."""
        self._bucket.delete_object(key)


class _Session(oss2.Session):  # type: ignore[misc]
    """oss2's session over ours."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def do_request(self, req: Any, timeout: Any) -> _Answer:
        """Send one request; called by oss2."""
        url = f"{req.url}?{urlencode(req.params)}" if req.params else req.url
        headers = {name: text for name, text in req.headers.items() if text is not None}
        return _Answer(self._service.ask(req.method, url, headers, req.data))


class _Answer:
    """An answer as oss2 reads it."""

    def __init__(self, answer: Answer) -> None:
        self.status, self.headers = answer.status, answer.headers
        self.request_id = answer.headers.get("x-oss-request-id", "")
        self._content = answer.content

    def read(self) -> bytes:
        """The content."""
        return self._content
