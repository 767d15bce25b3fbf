"""The two requests that carry files: PutObject and UploadPart.

oss2 has both. It takes a third of a second to load, and for a small file more time than sending it;
whoever sends small files only needs nothing else of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from ossdrop.config.settings import Destination
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.answers import Answer
from ossdrop.network.sessions import Body
from ossdrop.signature import ALGORITHM, UNSIGNED, query_of, scope_of, sign, stamp_of
from ossdrop.storage.service import Service


class SignedPuts:
    """PUT requests with signature V4 in their header; safe to share between threads."""

    def __init__(self, destination: Destination, service: Service) -> None:
        self._to, self._service = destination, service

    def put(
        self,
        key: str,
        body: Body,
        headers: Mapping[str, str],
        parameters: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send `body`. Raises OssDropError for what the service answers, and urllib3's errors."""
        if {".", ".."} & set(key.split("/")):  # folded on the way, so that another one is asked for
            raise OssDropError(ErrorCode.NAME_REFUSED)
        to, query = self._to, query_of(parameters or {})
        stamp = stamp_of(datetime.now(UTC))
        signed = {
            **{name.lower(): text for name, text in headers.items() if _is_signed(name)},
            "x-oss-content-sha256": UNSIGNED,
            "x-oss-date": stamp,
        }
        credentials = to.credentials
        if credentials.security_token:
            signed["x-oss-security-token"] = credentials.security_token.reveal()
        path = f"/{to.bucket}/{key}"
        signature = sign(
            "PUT",
            path,
            query,
            sorted(signed.items()),
            stamp=stamp,
            region=to.region,
            secret=credentials.access_key_secret,
        )
        credential = f"{credentials.access_key_id}/{scope_of(stamp, to.region)}"
        others = {name: text for name, text in headers.items() if not _is_signed(name)}
        url = to.endpoint.object_url(to.bucket, key)
        return self._service.ask(
            "PUT",
            f"{url}?{query}" if query else url,
            {
                **others,
                **signed,
                "Authorization": f"{ALGORITHM} Credential={credential}, Signature={signature}",
            },
            body,
        )


def _is_signed(name: str) -> bool:
    """Which headers of ours the service expects to be signed."""
    return name.lower() == "content-type" or name.lower().startswith("x-oss-")
