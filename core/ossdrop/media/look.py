"""Looks at the header of a file: no picture is decoded, and no clip read to its end."""

from __future__ import annotations

import struct
import warnings
from mimetypes import guess_type
from pathlib import Path

from ossdrop.intake.picture_kinds import picture_kind
from ossdrop.media.facts import MediaFacts
from ossdrop.models.limits import Kind

_BEGINNING_BYTES = 1024
_TURNED = frozenset(range(5, 9))  # of EXIF's orientations, those that lie on their side
_ORIENTATION = 0x0112
# What Pillow raises for a header that is cut or makes no sense, besides OSError.
_DAMAGED = (ValueError, SyntaxError, EOFError, struct.error, TypeError, KeyError, IndexError)
# As MediaInfo names containers, and as models' documents do.
_FORMATS = {
    "MPEG-4": "MP4",
    "Matroska": "MKV",
    "Flash Video": "FLV",
    "Windows Media": "WMV",
    "QuickTime": "MOV",
    "Wave": "WAV",
    "MPEG Audio": "MP3",
    "ADTS": "AAC",
    "Ogg": "OGG",
    "WebM": "WEBM",
    "HEIF": "HEIC",
}


def look(path: Path) -> MediaFacts | None:
    """What a file is, None for what is neither picture, clip nor sound. Raises OSError.

    Imports Pillow (0.1 s) or MediaInfo when they are first needed.
    """
    size = path.stat().st_size
    if not size and _is_called_picture(path):
        return MediaFacts(Kind.PICTURE, "", size, is_damaged=True)
    with path.open("rb") as file:
        kind = picture_kind(file.read(_BEGINNING_BYTES))
    name = kind.removeprefix("image/").upper()
    if name in ("SVG+XML", "X-ICON"):  # nothing that any of them takes, but a picture it is
        return MediaFacts(Kind.PICTURE, name.partition("+")[0].removeprefix("X-"), size)
    if kind and name not in ("HEIC", "AVIF"):
        return _picture(path, name, size)
    return _by_mediainfo(path, name, size)


def _is_called_picture(path: Path) -> bool:
    """By its name: a text that begins as some picture does is none that is damaged."""
    return (guess_type(path.name)[0] or "").startswith("image/")


def _picture(path: Path, name: str, size: int) -> MediaFacts:
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
            width, height = image.size
            if image.getexif().get(_ORIENTATION) in _TURNED:
                width, height = height, width
    except Image.DecompressionBombError:
        width = height = 0  # too large to be looked at: whoever takes it will say so
    except (OSError, *_DAMAGED):
        return MediaFacts(Kind.PICTURE, name, size, is_damaged=_is_called_picture(path))
    return MediaFacts(Kind.PICTURE, name, size, width, height)


def _by_mediainfo(path: Path, name: str, size: int) -> MediaFacts | None:
    from pymediainfo import MediaInfo

    tracks = MediaInfo.parse(path, parse_speed=0).tracks
    general = next((one for one in tracks if one.track_type == "General"), None)
    of = {one.track_type: one for one in reversed(tracks)}  # the first of each kind
    if general is None or not {"Video", "Audio", "Image"} & of.keys():
        return None
    picture = of.get("Image")
    if picture is not None and (name or not {"Video", "Audio"} & of.keys()):  # else it is a cover
        return MediaFacts(
            Kind.PICTURE, name or _name_of(general), size, picture.width or 0, picture.height or 0
        )
    seconds = float(general.duration or 0) / 1000
    clip, sound = of.get("Video"), of.get("Audio")
    rate = int(sound.sampling_rate or 0) if sound else 0
    if clip is None:
        return MediaFacts(Kind.SOUND, _name_of(general), size, 0, 0, seconds, rate)
    width, height = clip.width or 0, clip.height or 0
    if float(clip.rotation or 0) % 180:
        width, height = height, width
    return MediaFacts(Kind.CLIP, _name_of(general), size, width, height, seconds, rate)


def _name_of(general: object) -> str:
    """The format as documents name it; MOV is a profile of MPEG-4 to MediaInfo."""
    found = str(getattr(general, "format", "") or "")
    profile = str(getattr(general, "format_profile", "") or "")
    return _FORMATS.get(profile if profile == "QuickTime" else found, found.upper())
