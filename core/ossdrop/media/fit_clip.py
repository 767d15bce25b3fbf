"""Makes a clip fit by ffmpeg, where that is installed: another format, and fewer bytes."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.media.facts import MediaFacts
from ossdrop.media.ffmpeg import find_ffmpeg, reading
from ossdrop.program.own_process import own_environment

_SOUND_BITS_PER_S = 128_000
_MOST_BITS_PER_S = 8_000_000  # more than any model looks at
_LEAST_BITS_PER_S = 150_000
_SHARE = 0.93  # of the limit: containers take their part
_TRIES = 3


class ClipFitter:
    """One clip at a time; `cancel` comes from any thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._is_cancelled = False

    def fit(
        self,
        path: Path,
        into: Path,
        facts: MediaFacts,
        max_bytes: int,
        on_progress: Callable[[float], None],
    ) -> Path:
        """Write an MP4 of at most `max_bytes` (0: any number). Raises FIT_FAILED, FIT_NEEDS_FFMPEG.

        The first try is by the length; a result that is too large tells by how much.
        """
        program, opened = find_ffmpeg(), reading(path, facts.format)
        if program is None:
            raise OssDropError(ErrorCode.FIT_NEEDS_FFMPEG)
        if opened is None or not facts.seconds:
            raise OssDropError(ErrorCode.FIT_FAILED, facts.format)
        self._is_cancelled = False
        bits_per_s = _MOST_BITS_PER_S
        if max_bytes:
            bits_per_s = int(max_bytes * 8 * _SHARE / facts.seconds) - _SOUND_BITS_PER_S
        for _ in range(_TRIES):
            bits_per_s = min(bits_per_s, _MOST_BITS_PER_S)
            if bits_per_s < _LEAST_BITS_PER_S:
                break
            self._run(_command(program, opened, into, bits_per_s), facts, on_progress, into)
            size = into.stat().st_size
            if not max_bytes or size <= max_bytes:
                return into
            bits_per_s = int(bits_per_s * max_bytes / size * _SHARE)
        _remove(into)
        raise OssDropError(ErrorCode.FIT_FAILED, "it would have to become too poor")

    def cancel(self) -> None:
        """End what runs."""
        self._is_cancelled = True
        if (process := self._process) is not None:
            process.kill()

    def _run(
        self,
        command: Sequence[str],
        facts: MediaFacts,
        on_progress: Callable[[float], None],
        into: Path,
    ) -> None:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=own_environment(),
                text=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise OssDropError(ErrorCode.FIT_FAILED, str(error.strerror)) from error
        with self._process as process:
            try:
                if self._is_cancelled:  # just before it began
                    process.kill()
                for line in process.stdout or ():
                    name, _, text = line.partition("=")
                    if name == "out_time_us" and text.strip().isdigit():
                        on_progress(min(int(text) / 1e6 / facts.seconds, 1.0))
            except BaseException:  # a signal: nobody waits for its end
                process.kill()
                raise
        if process.returncode or self._is_cancelled:
            _remove(into)
            raise OssDropError(ErrorCode.FIT_FAILED)


def _command(program: str, opened: Sequence[str], into: Path, bits_per_s: int) -> list[str]:
    """H.264 and AAC, which every model and browser takes, without the original's metadata."""
    return [
        *(program, "-nostdin", "-v", "error", "-y", "-progress", "pipe:1"),
        *opened,
        *("-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2", "-pix_fmt", "yuv420p"),
        *("-c:v", "libx264", "-preset", "fast", "-b:v", str(bits_per_s)),
        *("-maxrate", str(bits_per_s), "-bufsize", str(2 * bits_per_s)),
        *("-c:a", "aac", "-b:a", str(_SOUND_BITS_PER_S), "-movflags", "+faststart"),
        f"file:{into}",
    ]


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
