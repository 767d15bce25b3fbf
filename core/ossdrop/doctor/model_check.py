"""Whether a model can see the files: one question about a tiny picture. On request, since it costs.

For temporary storage it is the only proof that a link opens.
"""

from __future__ import annotations

import contextlib
import struct
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ossdrop.asking.ask import Question
from ossdrop.asking.service import ModelService
from ossdrop.config.settings import TemporaryDestination
from ossdrop.doctor.check import Check, failed, passed
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import TIMEOUT_S, Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import OssDropError
from ossdrop.links import NamedLink
from ossdrop.storage.base import TransferControl, UploadSource

_NAME, _KIND = "ossdrop-check.png", "image/png"
_LINK_S = 600
_SIDE = 32  # pixels: models take 10 and more
_QUESTION = "Which colour is this picture? Answer with one word."


def check_model(context: Context, service: ModelService, model: str) -> Iterator[Check]:
    """Store a picture, ask about it by its link, and remove it again if the key may."""
    try:
        with _stored(context) as link:
            question = context.cut_with(Question(service, model, [link], _QUESTION))
            answer = question.ask()
    except OssDropError as error:
        yield failed(CheckId.MODEL_SEES, error)
        return
    tokens = answer.usage.given + answer.usage.answered
    yield passed(CheckId.MODEL_SEES, said(Sentence.MODEL_SEES, model, tokens), answer.text[:200])


@contextlib.contextmanager
def _stored(context: Context) -> Iterator[NamedLink]:
    to = context.destination
    if isinstance(to, TemporaryDestination):
        yield _in_temporary(context, to)
        return
    if to is None:
        raise AssertionError("nothing is checked without a destination")
    from ossdrop.storage.oss_bucket import OssBucket

    bucket = context.cut_with(OssBucket(to, timeout_s=TIMEOUT_S))
    key = f"{to.prefix}/{_NAME}"
    bucket.put_small(key, picture())
    try:
        yield NamedLink(bucket.sign(key, _LINK_S), _NAME, _KIND)
    finally:
        with contextlib.suppress(OssDropError):  # the key may not delete: it is the same one always
            bucket.delete(key)


def _in_temporary(context: Context, to: TemporaryDestination) -> NamedLink:
    from ossdrop.storage.dashscope_temp import DashScopeTemp

    storage = context.cut_with(DashScopeTemp(to, connections=1, timeout_s=TIMEOUT_S))
    with tempfile.TemporaryDirectory(prefix="ossdrop-check-") as folder:
        path = Path(folder) / _NAME
        path.write_bytes(picture())
        facts = path.stat()
        source = UploadSource(
            path=path,
            name=_NAME,
            key=_NAME,
            size_bytes=facts.st_size,
            modified_ns=facts.st_mtime_ns,
            content_type=_KIND,
            inode=facts.st_ino,
        )
        stored = storage.upload(source, TransferControl())
    return NamedLink(storage.sign(stored.key), _NAME, _KIND)


def picture() -> bytes:
    """A blue square as PNG."""
    rows = (b"\0" + b"\x20\x60\xe0" * _SIDE) * _SIDE
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
