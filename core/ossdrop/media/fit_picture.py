"""Makes a picture that a model takes out of one that it does not: upright, small enough, bare.

Runs in the process of `ossdrop.media.worker`. Nothing is guessed: the quality is searched for.
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from PIL import Image, ImageOps

from ossdrop.media.facts import MediaFacts
from ossdrop.media.fitting import Target
from ossdrop.models.limits import Kind
from ossdrop.program.files import open_own

_BEST, _POOR = 95, 60  # of a quality, as JPEG and WebP count it
_SHRINK = 0.85  # of each side, where even the poor quality has too many bytes
_LEAST_SIDE_PX = 32
_ORIENTATION = 0x0112


def fit_picture(path: Path, into: Path, to: Target) -> MediaFacts:
    """Write the fitting picture into a new file; raises what Pillow raises for a damaged one."""
    image, exif = _upright(path)
    if to.max_side_px and max(image.size) > to.max_side_px:
        image.thumbnail((to.max_side_px, to.max_side_px))
    content = _smallest_loss(image, to, exif if to.keeps_metadata else b"")
    with open_own(into, "xb") as file:
        file.write(content)
    with Image.open(io.BytesIO(content)) as made:
        return MediaFacts(Kind.PICTURE, to.format, len(content), *made.size)


def _upright(path: Path) -> tuple[Image.Image, bytes]:
    """The picture as it is meant to be seen, and its EXIF without the orientation."""
    with contextlib.suppress(ImportError):  # an optional part
        import pillow_heif

        pillow_heif.register_heif_opener()
    with Image.open(path) as opened:
        exif = opened.getexif()
        upright = ImageOps.exif_transpose(opened)
        exif.pop(_ORIENTATION, None)
        profile = opened.info.get("icc_profile", b"")
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        mode = "RGBA" if has_alpha else "RGB"
        if upright.mode == "CMYK":
            profile = b""  # it is of the four colours, which are gone
        made = upright.convert(mode)
    made.info = {"icc_profile": profile} if profile else {}
    return made, exif.tobytes()


def _smallest_loss(image: Image.Image, to: Target, exif: bytes) -> bytes:
    """The best quality whose bytes fit; a smaller picture where none does."""
    while True:
        found = _best_that_fits(image, to, exif)
        if found or min(image.size) * _SHRINK < _LEAST_SIDE_PX:
            return found or _encoded(image, to, _POOR, exif)
        width, height = image.size
        image = image.resize((round(width * _SHRINK), round(height * _SHRINK)))


def _best_that_fits(image: Image.Image, to: Target, exif: bytes) -> bytes:
    """b"" where not even the poor quality fits."""
    low, high, found = _POOR, _BEST, b""
    quality = _BEST  # nearly always it does
    while low <= high:
        content = _encoded(image, to, quality, exif)
        if not to.max_bytes or len(content) <= to.max_bytes:
            found, low = content, quality + 1
        else:
            high = quality - 1
        quality = (low + high) // 2
    return found


def _encoded(image: Image.Image, to: Target, quality: int, exif: bytes) -> bytes:
    shown = image
    if to.format == "JPEG" and image.mode == "RGBA":  # what is clear becomes white, not black
        shown = Image.new("RGB", image.size, "white")
        shown.paste(image, mask=image.getchannel("A"))
    buffer = io.BytesIO()
    options = {"quality": quality, "exif": exif, "icc_profile": image.info.get("icc_profile")}
    shown.save(buffer, to.format, **{name: value for name, value in options.items() if value})
    return buffer.getvalue()
