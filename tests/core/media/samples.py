"""Small files of each kind, made here: no program is needed for them."""

from __future__ import annotations

import struct
import subprocess
import wave
import zlib
from pathlib import Path


def wav(path: Path, seconds: float, rate: int = 8000) -> Path:
    """A silent recording."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(int(seconds * rate) * 2))
    return path


def avi(path: Path, seconds: int, side: int = 16, per_s: int = 2) -> Path:
    """A black clip, uncompressed."""
    frames, frame = seconds * per_s, bytes(side * side * 3)
    main = struct.pack(
        "<14I", 1_000_000 // per_s, 0, 0, 0x10, frames, 0, 1, len(frame), side, side, 0, 0, 0, 0
    )
    stream = struct.pack(
        "<4s4sIHHIIIIIIII4H", b"vids", b"DIB ", 0, 0, 0, 0, 1, per_s, 0, frames, len(frame), 0,
        0, 0, 0, side, side,
    )  # fmt: skip
    picture = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 24, 0, len(frame), 0, 0, 0, 0)
    streams = _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", picture))
    header = _list(b"hdrl", _chunk(b"avih", main) + streams)
    movie = _list(b"movi", b"".join(_chunk(b"00db", frame) for _ in range(frames)))
    content = b"AVI " + header + movie
    path.write_bytes(b"RIFF" + struct.pack("<I", len(content)) + content)
    return path


def mp4(path: Path, seconds: int, width: int = 320, height: int = 240) -> Path:
    """An MP4 that says how long it is, and holds no frame: a header of any length, at no cost."""
    times = struct.pack(">IIII", 0, 0, 1000, seconds * 1000)
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    movie = _box(
        b"mvhd",
        bytes(4)
        + times
        + struct.pack(">IHH", 0x10000, 0x100, 0)
        + bytes(8)
        + matrix
        + bytes(24)
        + struct.pack(">I", 2),
    )
    track = _box(
        b"tkhd",
        b"\0\0\0\x03"
        + struct.pack(">IIIII", 0, 0, 1, 0, seconds * 1000)
        + bytes(16)
        + matrix
        + struct.pack(">II", width << 16, height << 16),
    )
    entry = _box(
        b"mp4v",
        bytes(6)
        + b"\0\x01"
        + bytes(16)
        + struct.pack(">HHIII", width, height, 0x480000, 0x480000, 0)
        + b"\0\x01"
        + bytes(32)
        + b"\0\x18\xff\xff",
    )
    table = _box(b"stsd", struct.pack(">II", 0, 1) + entry)
    for name, size in ((b"stts", 8), (b"stsc", 8), (b"stsz", 12), (b"stco", 8)):
        table += _box(name, bytes(size))
    source = _box(b"dinf", _box(b"dref", struct.pack(">II", 0, 1) + _box(b"url ", b"\0\0\0\x01")))
    media = (
        _box(b"mdhd", bytes(4) + times + struct.pack(">HH", 0x55C4, 0))
        + _box(b"hdlr", bytes(8) + b"vide" + bytes(13))
        + _box(b"minf", _box(b"vmhd", b"\0\0\0\x01" + bytes(8)) + source + _box(b"stbl", table))
    )
    head = _box(b"ftyp", b"isom\0\0\x02\0isommp41")
    whole = head + _box(b"moov", movie + _box(b"trak", track + _box(b"mdia", media)))
    path.write_bytes(whole + struct.pack(">I4s", 0, b"mdat"))  # to the end of the file
    return path


def hanging_picture(path: Path, side: int = 60_000) -> Path:
    """A PNG that promises more pixels than there is memory."""
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + _png_chunk(b"IHDR", header)
        + _png_chunk(b"IDAT", zlib.compress(bytes(1000)))
        + _png_chunk(b"IEND", b"")
    )
    return path


def _png_chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _list(name: bytes, content: bytes) -> bytes:
    return _chunk(b"LIST", name + content)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def film(path: Path, seconds: int) -> Path:
    """A clip that is no MP4, with more bytes than a small model takes; needs ffmpeg."""
    command = ["ffmpeg", "-v", "error", "-f", "lavfi"]
    source = f"mandelbrot=size=640x480:rate=10:end_pts={seconds * 10}"
    command += ["-i", source, "-t", str(seconds), "-c:v", "mpeg4", "-qscale", "1", str(path)]
    subprocess.run(command, check=True, timeout=120)
    return path


def song(path: Path, cover: Path, seconds: int) -> Path:
    """A recording with a cover; needs ffmpeg."""
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"sine=duration={seconds}"]
    command += ["-i", str(cover), "-map", "0", "-map", "1", "-c:v", "png"]
    subprocess.run([*command, "-disposition:v", "attached_pic", str(path)], check=True, timeout=60)
    return path
