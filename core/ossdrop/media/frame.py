"""A picture of a clip, or the cover of a recording: by ffmpeg, where that is installed."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ossdrop.media.facts import MediaFacts
from ossdrop.media.ffmpeg import find_ffmpeg, reading
from ossdrop.models.limits import Kind
from ossdrop.program.own_process import own_environment

_WITHIN_S = 4.0
_FROM_S = 1.0  # the very first picture is often black
_MOST_BYTES = 32 * 1024**2


def frame_of(path: Path, facts: MediaFacts, side: int) -> bytes:
    """What a clip or recording looks like, as PNG of at most `side` px; b"" where there is nothing.

    Waits for ffmpeg, four seconds at most.
    """
    program, opened = find_ffmpeg(), reading(path, facts.format)
    if facts.kind is Kind.PICTURE or program is None or opened is None:
        return b""
    is_long = facts.kind is Kind.CLIP and facts.seconds > 2 * _FROM_S
    command = [
        *(program, "-nostdin", "-v", "error", "-threads", "1"),
        *(("-ss", str(_FROM_S)) if is_long else ()),
        *opened,
        *("-map", "0:v:0", "-frames:v", "1"),
        *("-vf", f"scale={side}:{side}:force_original_aspect_ratio=decrease"),
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
        return b""
    return made.stdout if not made.returncode and len(made.stdout) <= _MOST_BYTES else b""
