"""A few requests of the X protocol: pixels, window places, who drags, what the pointer shows.

Not Xlib: its error handlers would end the test's process together with the X server.
"""

from __future__ import annotations

import socket
import struct
import zlib
from dataclasses import dataclass

_GET_GEOMETRY, _TRANSLATE, _GET_IMAGE, _INTERN_ATOM, _OWNER, _EXTENSION = 14, 40, 73, 16, 23, 98
_XFIXES_VERSION, _XFIXES_CURSOR_IMAGE = 0, 25
_ALL_PLANES = 0xFFFFFFFF


class XError(RuntimeError):
    """The X server refused, or is gone."""


@dataclass(frozen=True)
class Box:
    """A rectangle of the screen."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


class XClient:
    """A connection to display `:number`."""

    def __init__(self, number: int, timeout_s: float = 20.0) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(timeout_s)
        self._socket.connect(f"/tmp/.X11-unix/X{number}")
        self._socket.sendall(struct.pack("<BxHHHHxx", 0x6C, 11, 0, 0, 0))
        head = self._read(8)
        body = self._read(struct.unpack_from("<H", head, 6)[0] * 4)
        vendor_bytes, formats = struct.unpack_from("<H", body, 16)[0], body[21]
        screen = 32 + (vendor_bytes + 3) // 4 * 4 + formats * 8
        self._root = struct.unpack_from("<I", body, screen)[0]
        self.width, self.height = struct.unpack_from("<HH", body, screen + 20)
        answer = self._ask(_EXTENSION, 0, struct.pack("<Hxx", 6) + b"XFIXES\0\0")
        if not answer[8]:
            raise XError("the X server has no XFIXES")
        self._xfixes = answer[9]
        self._ask(self._xfixes, _XFIXES_VERSION, struct.pack("<II", 5, 0))
        self._drag_selection = self._atom("XdndSelection")

    def close(self) -> None:
        self._socket.close()

    def is_dragging(self) -> bool:
        """Whether a program owns the selection of drag and drop."""
        answer = self._ask(_OWNER, 0, struct.pack("<I", self._drag_selection))
        owner: int = struct.unpack_from("<I", answer, 8)[0]
        return owner != 0

    def cursor(self) -> int:
        """A checksum of the pointer's picture."""
        answer = self._ask(self._xfixes, _XFIXES_CURSOR_IMAGE, b"")
        width, height = struct.unpack_from("<HH", answer, 12)
        return zlib.crc32(answer[32 : 32 + width * height * 4])

    def box(self, window: int) -> Box:
        """The inside of a window, in coordinates of the screen."""
        size = struct.unpack_from("<HH", self._ask(_GET_GEOMETRY, 0, struct.pack("<I", window)), 16)
        asked = struct.pack("<IIhh", window, self._root, 0, 0)
        place = struct.unpack_from("<hh", self._ask(_TRANSLATE, 0, asked), 12)
        return Box(*place, *size)

    def pixels(self, box: Box) -> bytes:
        """The pixels of a part of the screen as B, G, R, 0; without the pointer."""
        place = (box.x, box.y, box.width, box.height)
        asked = struct.pack("<IhhHHI", self._root, *place, _ALL_PLANES)
        data = bytearray(self._ask(_GET_IMAGE, 2, asked)[32:])
        data[3::4] = bytes(len(data) // 4)
        return bytes(data)

    def _atom(self, name: str) -> int:
        raw = name.encode()
        padding = b"\0" * (-len(raw) % 4)
        answer = self._ask(_INTERN_ATOM, 0, struct.pack("<Hxx", len(raw)) + raw + padding)
        atom: int = struct.unpack_from("<I", answer, 8)[0]
        return atom

    def _ask(self, operation: int, minor: int, body: bytes) -> bytes:
        request = struct.pack("<BBH", operation, minor, 1 + len(body) // 4) + body
        try:
            self._socket.sendall(request)
            while True:
                head = self._read(32)
                if head[0] == 1:
                    return head + self._read(struct.unpack_from("<I", head, 4)[0] * 4)
                if head[0] == 0:
                    raise XError(f"X error {head[1]} for request {operation}.{minor}")
        except OSError as error:
            raise XError(f"the X server does not answer: {error}") from error

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            piece = self._socket.recv(min(size - len(data), 1 << 20))
            if not piece:
                raise XError("the X server closed the connection")
            data += piece
        return bytes(data)
