"""XML answers of the service."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Union
from xml.sax.saxutils import escape

Node = tuple[str, Union[str, int, "Iterable[Node]"]]  # bool is an int
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INSTEAD = "\ufffd"


def document(root: str, nodes: str | Iterable[Node]) -> bytes:
    """An XML document of nested `(name, value)` pairs."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + _element(root, nodes)).encode()


def text(value: str) -> str:
    """A text as XML can hold it; whoever needs all characters asks for `encoding-type=url`."""
    return escape(NO_XML.sub(_INSTEAD, value))


def iso_time(seconds: float) -> str:
    """A time as in a listing."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _element(name: str, value: str | int | Iterable[Node]) -> str:
    if isinstance(value, bool):
        inner = str(value).lower()
    elif isinstance(value, (str, int)):
        inner = text(str(value))
    else:
        inner = "".join(_element(*node) for node in value)
    return f"<{name}>{inner}</{name}>"
