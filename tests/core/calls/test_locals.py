"""What tools for crash reports take along: the local variables of each frame. No key is in them."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

import pytest

from ossdrop import OssDropError, resolve_file, upload_file, upload_files, upload_files_async
from ossdrop.practice.server import PracticeServer
from tests.conftest import API_KEY, KEY_SECRET

WRONG = "mODUyMEkLJIRkHLIogT7tmAWiGri7o"
HIDDEN = KEY_SECRET, WRONG, API_KEY, "Signature="


def frames_of(error: BaseException | None) -> Iterator[FrameType]:
    """Those of an error and of what it came from, but for the test's own."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename != __file__:
                yield frame
        error = error.__cause__ or error.__context__


def shown(value: object) -> str:
    """As crash reports do: what is a mapping is taken apart, whatever it says of itself."""
    return repr(dict(value)) if isinstance(value, Mapping) else repr(value)


def told_by(error: BaseException) -> list[str]:
    return [
        f"{Path(frame.f_code.co_filename).name} {frame.f_code.co_name}: {name}"
        for frame in frames_of(error)
        for name, value in frame.f_locals.items()
        if any(one in shown(value) for one in HIDDEN)
    ]


async def awaited(path: Path, settings: dict[str, str]) -> None:
    for one in await upload_files_async([path], settings=settings, timeout_s=1):
        if isinstance(one, OssDropError):
            raise one


def many(path: Path, settings: dict[str, str]) -> None:
    for one in upload_files([path], settings=settings, timeout_s=1):
        if isinstance(one, OssDropError):
            raise one


@pytest.mark.parametrize(
    "call",
    [
        lambda path, given: upload_file(path, settings=given, timeout_s=1),
        lambda path, given: resolve_file(path, upload=True, settings=given, timeout_s=1),
        many,
        lambda path, given: asyncio.run(awaited(path, given)),
    ],
    ids=["upload_file", "resolve_file", "upload_files", "upload_files_async"],
)
@pytest.mark.parametrize(
    "fault", ["bucket", "no bucket", "secret", "name", "no service", "cut off", "503", "reset"]
)
def test_no_key_is_in_the_locals_of_an_error(
    practice: PracticeServer,
    variables: dict[str, str],
    make_file: Callable[..., Path],
    call: Callable[[Path, dict[str, str]], object],
    fault: str,
) -> None:
    given = {**variables, "DASHSCOPE_API_KEY": API_KEY}
    if fault == "bucket":
        given["QWEN_TMP_OSS_BUCKET"] = "X"
    elif fault == "no bucket":
        given["QWEN_TMP_OSS_BUCKET"] = "nobody-has-it"
    elif fault == "secret":
        given["QWEN_TMP_OSS_AK_SECRET"] = WRONG
    elif fault == "name":
        given["QWEN_TMP_OSS_BUKET"] = "lab"
    elif fault == "no service":
        given["QWEN_TMP_OSS_ENDPOINT"] = "http://127.0.0.1:9"
    elif fault == "cut off":
        practice.faults.answer_lost_times = 1000
    elif fault == "503":
        practice.faults.fail_times = 1000
    else:
        practice.faults.reset_after_bytes = 0
    with pytest.raises((OssDropError, ValueError)) as caught:
        call(make_file(), given)
    assert told_by(caught.value) == []


@pytest.mark.parametrize("size", [5, 30_000_000])
def test_what_a_callback_raises_keeps_its_own_locals_only(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path], size: int
) -> None:
    def on_progress(sent_bytes: int, size_bytes: int) -> None:
        raise ValueError(f"mine at {sent_bytes} of {size_bytes}")

    with pytest.raises(ValueError, match="mine") as caught:
        upload_file(make_file("a.bin", bytes(size)), settings=variables, on_progress=on_progress)
    assert told_by(caught.value) == []
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    own = [frame for frame in frames if frame.f_code.co_name == "on_progress"]
    assert [frame.f_locals["size_bytes"] for frame in own] == [size]
