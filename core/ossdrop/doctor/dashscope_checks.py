"""Temporary storage: the key's kind, the model, the permission to upload, the size limit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ossdrop.config.model_service import MODEL_REGION
from ossdrop.config.settings import TemporaryDestination
from ossdrop.doctor.check import Check, failed, passed, warned
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import KEY_NAME, TIMEOUT_S, Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import OssDropError
from ossdrop.remedies import Fix, FixKind
from ossdrop.storage.base import TransferControl, UploadSource
from ossdrop.storage.dashscope_temp import DashScopeTemp


def check_temporary(context: Context) -> Iterator[Check]:
    """Asks for permission to upload, and stores a tiny file: it goes away by itself."""
    destination = context.destination
    if not isinstance(destination, TemporaryDestination):
        return
    storage = context.cut_with(DashScopeTemp(destination, connections=1, timeout_s=TIMEOUT_S))
    try:
        most_mb = context.once_more(storage.max_mb)
    except OssDropError as error:
        yield failed(CheckId.DASHSCOPE_POLICY, error)
        return
    yield passed(CheckId.DASHSCOPE_POLICY, said(Sentence.MODEL_ACCEPTED, destination.model))
    if region := storage.other_region:
        title, remedy = said(Sentence.OTHER_REGION, region), said(Sentence.OTHER_REGION_REMEDY)
        yield warned(
            CheckId.DASHSCOPE_REGION, title, remedy, Fix(FixKind.WRITE_VALUE, region, MODEL_REGION)
        )
    yield passed(CheckId.DASHSCOPE_SIZE, said(Sentence.SIZE_LIMIT, most_mb))
    try:
        context.once_more(lambda: _store_sample(storage))
    except OssDropError as error:
        yield failed(CheckId.STORAGE_PUT, error)
        return
    yield passed(CheckId.STORAGE_PUT, said(Sentence.STORED_TEMPORARY))
    yield passed(CheckId.LINK_OPENS, said(Sentence.LINK_TEMPORARY))


def _store_sample(storage: DashScopeTemp) -> None:
    with tempfile.TemporaryDirectory(prefix="ossdrop-check-") as folder:
        path = Path(folder) / KEY_NAME
        path.write_bytes(b"OssDrop connection check\n")
        facts = path.stat()
        source = UploadSource(
            path=path,
            name=path.name,
            key=path.name,
            size_bytes=facts.st_size,
            modified_ns=facts.st_mtime_ns,
            content_type="text/plain",
            inode=facts.st_ino,
        )
        storage.upload(source, TransferControl())
