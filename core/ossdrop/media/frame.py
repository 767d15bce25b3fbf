"""A picture of a clip, or the cover of a recording: by ffmpeg, where that is installed."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from ossdrop.media.ffmpeg import find_ffmpeg, reading
from ossdrop.media.look import look
from ossdrop.models.limits import Kind
from ossdrop.program.own_process import own_environment

_WITHIN_S = 4.0
_FROM_S = 1.0  # the very first picture is often black
_MOST_BYTES = 32 * 1024**2


@dataclass(frozen=True)
class Frame:
    """A picture as PNG, b"" where there is none, and how long the clip or recording is."""

    picture: bytes
    seconds: float


def frame_of(path: Path, width: int, height: int) -> Frame | None:
    """What a clip or recording looks like, no larger than a size in px; None for anything else.

    Waits for the disk and for ffmpeg, four seconds at most. Raises OSError.
    """
    facts = look(path)
    if facts is None or facts.kind is Kind.PICTURE:
        return None
    program, opened = find_ffmpeg(), reading(path, facts.format)
    if program is None or opened is None:
        return Frame(b"", facts.seconds)
    is_long = facts.kind is Kind.CLIP and facts.seconds > 2 * _FROM_S
    command = [
        *(program, "-nostdin", "-v", "error", "-threads", "1"),
        *(("-ss", str(_FROM_S)) if is_long else ()),
        *opened,
        *("-map", "0:v:0", "-frames:v", "1"),
        *("-vf", f"scale={width}:{height}:force_original_aspect_ratio=decrease"),
        *("-c:v", "png", "-f", "image2pipe", "pipe:1"),
    ]
    try:
        made = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=own_environment(),
            timeout=_WITHIN_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return Frame(b"", facts.seconds)
    picture = made.stdout if not made.returncode and len(made.stdout) <= _MOST_BYTES else b""
    return Frame(picture, facts.seconds)
