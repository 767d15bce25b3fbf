"""What kind of picture some bytes are, by the bytes themselves."""

from __future__ import annotations

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\1\0", "image/x-icon"),
)
_BRANDS = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1"), "image/heic"),
}
_LOOK_AT_BYTES = 1024


def picture_kind(content: bytes) -> str:
    """The media type of a picture, "" for what is none, whatever it was called."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], "")
    start = content[:_LOOK_AT_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_markup = start.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg"))
    return "image/svg+xml" if is_markup and b"<svg" in start else ""
