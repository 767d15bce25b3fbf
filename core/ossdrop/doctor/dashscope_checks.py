"""Temporary storage: the key's kind, the model, the permission to upload, the size limit."""

from __future__ import annotations

from collections.abc import Iterator

from ossdrop.config.model_service import MODEL_REGION
from ossdrop.config.settings import TemporaryDestination
from ossdrop.doctor.check import Check, failed, passed, warned
from ossdrop.doctor.check_ids import CheckId
from ossdrop.doctor.context import TIMEOUT_S, Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import OssDropError
from ossdrop.remedies import Fix, FixKind


def check_temporary(context: Context) -> Iterator[Check]:
    """Asks for one permission to upload; nothing is stored."""
    destination = context.destination
    if not isinstance(destination, TemporaryDestination):
        return
    from ossdrop.storage.dashscope_temp import DashScopeTemp

    storage = context.cut_with(DashScopeTemp(destination, connections=1, timeout_s=TIMEOUT_S))
    try:
        most_mb = storage.max_mb()
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
    yield passed(CheckId.LINK_OPENS, said(Sentence.LINK_TEMPORARY))
