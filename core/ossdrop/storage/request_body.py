"""Sends pieces of files as the bodies of requests."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from ossdrop.errors import OssDropError
from ossdrop.network.sessions import Session
from ossdrop.storage.base import Span, TransferControl, UploadSource
from ossdrop.storage.checksum import SMALLEST_BLOCK_BYTES, CheckedReader, open_source


class BodyReader:
    """Opens files as request bodies that can be cut off. One for each session, for all threads."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._block_bytes = SMALLEST_BLOCK_BYTES  # what the line took last

    @contextlib.contextmanager
    def reading(
        self,
        source: UploadSource,
        span: Span,
        control: TransferControl,
        translated: Callable[[], contextlib.AbstractContextManager[None]],
    ) -> Iterator[CheckedReader]:
        """A piece of a file, for the one request that is made inside.

        `translated` makes catalogue errors of what the request raises; after one, the progress is
        taken back.
        """
        with open_source(source) as file, self._session.cuttable() as request:
            reader = CheckedReader(file, source, control, span, self._block_bytes)
            control.set_request(request)
            try:
                with translated():
                    reader.begin()
                    yield reader
            except OssDropError:
                control.check()  # cut on purpose: that is no error
                reader.take_back()
                raise
            finally:
                self._block_bytes = reader.block_bytes
                control.set_request(None)
