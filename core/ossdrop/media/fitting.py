"""Makes files fit for a model, in another folder: the original is never changed.

Pictures by Pillow in a process of its own; clips by ffmpeg, where it is there.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.intake.pictures import free_name
from ossdrop.media.facts import MediaFacts
from ossdrop.media.fit_clip import ClipFitter
from ossdrop.media.fitness import findings
from ossdrop.media.reader import MediaReader, make_worker
from ossdrop.models.limits import Kind, Limits, Model
from ossdrop.program.files import make_own_folder

_MOST_OF_STEM = 240  # bytes
_WITHIN_S = 120.0  # of one picture
_MOST_BYTES = 64 * 1024
_SAFE_MB = 1_000_000  # of a limit in "MB": the smaller reading fits whichever is meant
# Of formats that can be written, the better ones first; those with transparency come before.
_OPAQUE, _CLEAR = ("JPEG", "WEBP", "PNG"), ("WEBP", "PNG", "JPEG")
_ENDINGS = {"JPEG": ".jpg", "WEBP": ".webp", "PNG": ".png"}
_CAN_BE_CLEAR = frozenset({"PNG", "WEBP", "GIF", "TIFF", "HEIC", "AVIF"})


@dataclass(frozen=True)
class Target:
    """What a picture shall become. 0: no limit."""

    format: str
    max_side_px: int = 0
    max_bytes: int = 0
    keeps_metadata: bool = False


def target_for(limits: Limits, facts: MediaFacts, *, keeps_metadata: bool = False) -> Target:
    """The picture that fits: its format is kept where it can be."""
    wanted = _CLEAR if facts.format in _CAN_BE_CLEAR else _OPAQUE
    allowed = [name for name in wanted if not limits.formats or name in limits.formats]
    kept = facts.format if facts.format in allowed else ""
    return Target(
        kept or (allowed[0] if allowed else _OPAQUE[0]),
        limits.max_side_px,
        limits.max_mb * _SAFE_MB,
        keeps_metadata,
    )


class Fitter:
    """Makes fitting versions. Calls block, and come from any thread."""

    def __init__(self, reader: MediaReader) -> None:
        self._reader = reader
        self._worker = make_worker()
        self._clips = ClipFitter()
        self._lock = threading.Lock()
        self._is_cancelled = False

    def fit(
        self,
        path: Path,
        model: Model,
        folder: Path,
        *,
        keeps_metadata: bool = False,
        on_progress: Callable[[float], None] = lambda share: None,
    ) -> Path:
        """A new file in `folder` that the model takes, called as the original is.

        `on_progress` hears of a clip, from 0 to 1. Raises FIT_FAILED, FIT_NEEDS_FFMPEG.
        """
        with self._lock:
            self._is_cancelled = False
            facts = self._reader.read(path)
            limits = model.limits_of(facts.kind) if facts is not None else None
            if facts is None or limits is None:
                raise OssDropError(ErrorCode.FIT_FAILED)
            try:
                make_own_folder(folder)
            except OSError as error:
                raise OssDropError(ErrorCode.FIT_FAILED, str(error.strerror)) from error
            if facts.kind is Kind.PICTURE:
                made = self._fit_picture(
                    path, target_for(limits, facts, keeps_metadata=keeps_metadata), folder
                )
            else:
                into = free_name(folder, f"{_stem_of(path)}.mp4")
                made = self._clips.fit(path, into, facts, limits.max_mb * _SAFE_MB, on_progress)
            return self._checked(made, model)

    @property
    def is_cancelled(self) -> bool:
        """Whether what was made last was given up."""
        return self._is_cancelled

    def cancel(self) -> None:
        """End what is made now; it raises FIT_FAILED. From any thread."""
        self._is_cancelled = True
        self._worker.interrupt()
        self._clips.cancel()

    def close(self) -> None:
        """End it for good."""
        self._clips.cancel()
        self._worker.close()

    def _fit_picture(self, path: Path, to: Target, folder: Path) -> Path:
        into = free_name(folder, f"{_stem_of(path)}{_ENDINGS[to.format]}")
        names = {"fit": os.fsencode(path.absolute()).hex(), "into": os.fsencode(into).hex()}
        request = json.dumps({**names, "to": asdict(to)})
        answer = self._worker.ask(request, within_s=_WITHIN_S, most_bytes=_MOST_BYTES)
        if not answer:
            with contextlib.suppress(OSError):
                into.unlink()
            raise OssDropError(ErrorCode.FIT_FAILED)
        return into

    def _checked(self, made: Path, model: Model) -> Path:
        """Whatever was made is held against the limits as any file is."""
        facts = self._reader.read(made)
        if facts is None or any(one.is_sure for one in findings(model, facts)):
            with contextlib.suppress(OSError):
                made.unlink()
            raise OssDropError(ErrorCode.FIT_FAILED)
        return made


def _stem_of(path: Path) -> str:
    """The name without its ending, with room for another one and a number."""
    stem = path.stem
    while len(os.fsencode(stem)) > _MOST_OF_STEM:
        stem = stem[:-1]
    return stem
