"""Temporary storage: the key's kind, the model, the permission to upload, the size limit."""

from __future__ import annotations

from collections.abc import Iterator

from ossdrop.config.model_service import MODEL_REGION
from ossdrop.config.settings import TemporaryDestination
from ossdrop.doctor.check import Check, Fix, FixKind, failed, passed, warned
from ossdrop.doctor.context import TIMEOUT_S, Context
from ossdrop.doctor.sentences import Sentence, said
from ossdrop.errors import OssDropError


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
        yield failed("dashscope.policy", error)
        return
    yield passed("dashscope.policy", said(Sentence.MODEL_ACCEPTED, destination.model))
    if region := storage.other_region:
        title, remedy = said(Sentence.OTHER_REGION, region), said(Sentence.OTHER_REGION_REMEDY)
        yield warned(
            "dashscope.region", title, remedy, Fix(FixKind.WRITE_VALUE, region, MODEL_REGION)
        )
    yield passed("dashscope.size", said(Sentence.SIZE_LIMIT, most_mb))
    yield passed("link.opens", said(Sentence.LINK_TEMPORARY))
