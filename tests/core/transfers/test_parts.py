"""Parts of one file on their way, on a storage in memory: ending, keeping, going on."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.storage.base import (
    OpenRequest,
    Part,
    Span,
    StoredObject,
    TransferControl,
    TransferStopped,
    UploadSource,
)
from ossdrop.transfers import part_width
from ossdrop.transfers.checkpoint import Checkpoint
from ossdrop.transfers.multipart import SMALL_PART_BYTES, spans_of, upload_in_parts
from ossdrop.transfers.part_pool import PartPool
from tests.contract.memory_storage import MemoryStorage
from tests.contract.test_storage import source_of

SIZE = 17_000_000
PARTS = len(list(spans_of(SIZE)))


class Request:
    """One that is under way until it is cut."""

    def __init__(self) -> None:
        self.is_cut = threading.Event()

    def cut(self) -> None:
        self.is_cut.set()

    def unsent_bytes(self) -> int:
        return 0


class Control(TransferControl):
    """Keeps what there is to cut, and stops once so many parts have been taken."""

    def __init__(self, stops_after: int = -1) -> None:
        self.request: OpenRequest | None = None
        self._left = stops_after + 1  # the first to be taken is the beginning

    def note_taken(self) -> None:
        self._left -= 1

    def check(self) -> None:
        if self._left == 0:
            raise TransferStopped

    def set_request(self, request: OpenRequest | None) -> None:
        self.request = request


@pytest.fixture
def source(make_file: Callable[..., Path]) -> UploadSource:
    return source_of(make_file("big.bin", os.urandom(SIZE)))


@pytest.fixture
def two_at_once() -> Iterator[PartPool]:
    with PartPool(2) as made:
        yield made


def test_what_was_stopped_after_its_last_part_is_not_joined(
    source: UploadSource, two_at_once: PartPool
) -> None:
    storage, checkpoint = MemoryStorage(), Checkpoint()
    with pytest.raises(TransferStopped):
        upload_in_parts(storage, source, Control(PARTS), two_at_once, checkpoint)
    assert storage.objects == {}
    assert len(checkpoint.parts) == PARTS
    assert not checkpoint.is_joining


class OneRefused(MemoryStorage):
    """Refuses the first part once another is under way, which arrives although it is cut."""

    def __init__(self) -> None:
        super().__init__()
        self._is_other_under_way = threading.Event()

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        if number == 1:
            self._is_other_under_way.wait(10)
            raise OssDropError(ErrorCode.PERMISSION_MISSING)
        part = super().send_part(source, upload_id, number, span, TransferControl())
        request = Request()
        control.set_request(request)
        self._is_other_under_way.set()
        assert request.is_cut.wait(10)
        control.set_request(None)
        return part


def test_parts_that_arrive_while_another_fails_are_kept(
    source: UploadSource, two_at_once: PartPool
) -> None:
    checkpoint = Checkpoint()
    with pytest.raises(OssDropError) as raised:
        upload_in_parts(OneRefused(), source, Control(), two_at_once, checkpoint)
    assert raised.value.code is ErrorCode.PERMISSION_MISSING
    assert list(checkpoint.parts) == [2]


class Refused(MemoryStorage):
    """Takes the first part, and refuses the others once all of each was sent."""

    def __init__(self) -> None:
        super().__init__()
        self._has_first = threading.Event()

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        if number > 1:
            assert self._has_first.wait(10)
            control.add_sent(span.size_bytes)
            raise OssDropError(ErrorCode.PERMISSION_MISSING)
        part = super().send_part(source, upload_id, number, span, control)
        self._has_first.set()
        return part


class Counting(Control):
    """Counts as what is shown does."""

    def __init__(self) -> None:
        super().__init__()
        self.sent_bytes = 0

    def add_sent(self, size_bytes: int) -> None:
        self.sent_bytes += size_bytes


def test_only_what_has_arrived_counts_once_it_ends(
    source: UploadSource, two_at_once: PartPool
) -> None:
    """A file that waited for a permission had 17 of 24 MB, all of which were sent again."""
    checkpoint, control, storage = Checkpoint(), Counting(), Refused()
    for _ in range(2):  # the second goes on from what the first has left
        control.sent_bytes = 0
        with pytest.raises(OssDropError):
            upload_in_parts(storage, source, control, two_at_once, checkpoint)
        assert 0 < control.sent_bytes == checkpoint.sent_bytes < SIZE


def test_what_is_begun_anew_is_counted_once(source: UploadSource, two_at_once: PartPool) -> None:
    for storage in (GoneAtFirst(), DamagedAtFirst(1)):
        control = Counting()
        upload_in_parts(storage, source, control, two_at_once, Checkpoint())
        assert control.sent_bytes == SIZE


class CutAtTheLast(MemoryStorage):
    """Cuts the whole upload while its last part is under way."""

    def __init__(self, control: Control) -> None:
        super().__init__()
        self.requests: dict[int, Request] = {}
        self._control = control

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        self.requests[number] = request = Request()
        control.set_request(request)
        if number == PARTS:
            assert self._control.request is not None
            self._control.request.cut()
        part = super().send_part(source, upload_id, number, span, TransferControl())
        control.set_request(None)
        return part


def test_a_cut_leaves_alone_what_has_ended(source: UploadSource) -> None:
    """Its connection sends something else by then."""
    control = Control()
    storage = CutAtTheLast(control)
    with PartPool(1) as one_at_a_time:
        upload_in_parts(storage, source, control, one_at_a_time, Checkpoint())
    assert [n for n, request in storage.requests.items() if request.is_cut.is_set()] == [PARTS]


class LostAnswer(MemoryStorage):
    """Joins the parts and loses the answer."""

    def complete_parts(
        self,
        source: UploadSource,
        upload_id: str,
        parts: list[Part],
        crc64: int,
        control: TransferControl,
    ) -> StoredObject:
        super().complete_parts(source, upload_id, parts, crc64, control)
        raise OssDropError(ErrorCode.UPLOAD_GONE)


def test_what_was_joined_without_an_answer_is_found(
    source: UploadSource, two_at_once: PartPool
) -> None:
    storage = LostAnswer()
    stored = upload_in_parts(storage, source, Control(), two_at_once, Checkpoint())
    assert storage.objects[source.key][1] == source.path.read_bytes()
    assert (stored.key, stored.size_bytes) == (source.key, SIZE)


class JoinedInSilence(MemoryStorage):
    """Joins the parts, and loses each answer."""

    asked = 0

    def complete_parts(
        self,
        source: UploadSource,
        upload_id: str,
        parts: list[Part],
        crc64: int,
        control: TransferControl,
    ) -> StoredObject:
        self.asked += 1
        if self.asked == 1:
            super().complete_parts(source, upload_id, parts, crc64, control)
        raise OssDropError(ErrorCode.CONNECTION_LOST)


def test_after_one_answer_that_was_lost_one_looks(
    source: UploadSource, two_at_once: PartPool
) -> None:
    storage = JoinedInSilence()
    stored = upload_in_parts(storage, source, Control(), two_at_once, Checkpoint())
    assert (stored.key, storage.asked) == (source.key, 1)


class GoneAtFirst(MemoryStorage):
    """The service ends the first upload in the middle, by a rule of the bucket say."""

    begun = 0

    def begin_parts(self, source: UploadSource, control: TransferControl) -> str:
        self.begun += 1
        return super().begin_parts(source, control)

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        if self.begun == 1 and number == 2:
            raise OssDropError(ErrorCode.UPLOAD_GONE)
        return super().send_part(source, upload_id, number, span, control)


def test_what_the_service_ends_is_begun_again(source: UploadSource, two_at_once: PartPool) -> None:
    storage = GoneAtFirst()
    upload_in_parts(storage, source, Control(), two_at_once, Checkpoint())
    assert storage.begun == 2
    assert storage.objects[source.key][1] == source.path.read_bytes()


class DamagedAtFirst(MemoryStorage):
    """Joins the parts to something else, so often."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def complete_parts(
        self,
        source: UploadSource,
        upload_id: str,
        parts: list[Part],
        crc64: int,
        control: TransferControl,
    ) -> StoredObject:
        stored = super().complete_parts(source, upload_id, parts, crc64, control)
        if self.times:
            self.times -= 1
            raise OssDropError(ErrorCode.CHECKSUM_MISMATCH)
        return stored


def test_a_whole_that_arrived_damaged_is_sent_over_once_more(
    source: UploadSource, two_at_once: PartPool
) -> None:
    storage = DamagedAtFirst(times=1)
    upload_in_parts(storage, source, Control(), two_at_once, Checkpoint())
    assert storage.objects[source.key][1] == source.path.read_bytes()


def test_what_stays_damaged_is_removed(source: UploadSource, two_at_once: PartPool) -> None:
    storage, checkpoint = DamagedAtFirst(times=3), Checkpoint()
    with pytest.raises(OssDropError) as raised:
        upload_in_parts(storage, source, Control(), two_at_once, checkpoint)
    assert raised.value.code is ErrorCode.CHECKSUM_MISMATCH
    assert (storage.objects, storage.times) == ({}, 0)  # three times it is no accident


class Crowded(MemoryStorage):
    """Keeps each part until so many are under way, each of which has sent its first blocks."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self._together = threading.Barrier(wanted)

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        part = super().send_part(source, upload_id, number, span, control)
        self._together.wait(10)
        return part


def test_a_fast_line_gets_more_parts_at_once(make_file: Callable[..., Path]) -> None:
    source = source_of(make_file("big.bin", bytes(part_width.START * SMALL_PART_BYTES)))
    storage = Crowded(part_width.START)
    with PartPool(part_width.MOST) as pool:
        stored = upload_in_parts(storage, source, Control(), pool, Checkpoint())
    assert stored.size_bytes == source.size_bytes


class OneRefusedOneLost(MemoryStorage):
    """The first part is refused for good; the line of the second gives way from then on."""

    def __init__(self) -> None:
        super().__init__()
        self.lost = 0
        self._is_refused, self._is_tried = threading.Event(), threading.Event()

    def send_part(
        self,
        source: UploadSource,
        upload_id: str,
        number: int,
        span: Span,
        control: TransferControl,
    ) -> Part:
        if number == 1:
            assert self._is_tried.wait(10)
            self._is_refused.set()
            raise OssDropError(ErrorCode.PERMISSION_MISSING)
        self._is_tried.set()
        assert self._is_refused.wait(10)
        self.lost += 1
        raise OssDropError(ErrorCode.CONNECTION_LOST)


def test_a_part_that_failed_for_good_ends_the_trying_of_others(
    source: UploadSource, two_at_once: PartPool
) -> None:
    storage = OneRefusedOneLost()
    with pytest.raises(OssDropError) as raised:
        upload_in_parts(storage, source, Control(), two_at_once, Checkpoint())
    assert raised.value.code is ErrorCode.PERMISSION_MISSING
    assert storage.lost <= 2
