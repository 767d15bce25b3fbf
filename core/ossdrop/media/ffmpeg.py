"""Where ffmpeg is, if anywhere, and how it is given a file of somebody's."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from ossdrop.program.windows_programs import find_program

# What ffmpeg may take a file for. It is told, since a file could claim to be a playlist of others.
_DEMUXERS = {
    "MP4": "mov",
    "MOV": "mov",
    "MKV": "matroska",
    "WEBM": "matroska",
    "AVI": "avi",
    "FLV": "flv",
    "WMV": "asf",
    "MPEG-TS": "mpegts",
    "MPEG-PS": "mpeg",
    "MP3": "mp3",
    "FLAC": "flac",
    "OGG": "ogg",
}


def find_ffmpeg() -> str | None:
    """The program, None where it is not installed. Never one in the current folder."""
    path = os.environ.get("PATH", "")
    if sys.platform == "win32":  # no batch file: it would read the names of files as commands
        found = find_program("ffmpeg", {"PATH": path, "PATHEXT": ".EXE"})
        return str(found) if found is not None else None
    absolute = [folder for folder in path.split(os.pathsep) if Path(folder).is_absolute()]
    return shutil.which("ffmpeg", path=os.pathsep.join(absolute) or os.devnull)


def reading(path: Path, file_format: str) -> Sequence[str] | None:
    """The arguments that open a file; None for a format that is not opened."""
    demuxer = _DEMUXERS.get(file_format)
    if demuxer is None:
        return None
    return "-protocol_whitelist", "file", "-f", demuxer, "-i", f"file:{path.absolute()}"
