"""XML answers of the service, and the XML bodies it reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Union
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from ossdrop.practice.errors import ServiceError

Node = tuple[str, Union[str, int, "Iterable[Node]"]]  # bool is an int


def document(root: str, nodes: str | Iterable[Node]) -> bytes:
    """An XML document of nested `(name, value)` pairs."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + _element(root, nodes)).encode()


def _element(name: str, value: str | int | Iterable[Node]) -> str:
    if isinstance(value, bool):
        inner = str(value).lower()
    elif isinstance(value, (str, int)):
        inner = escape(str(value))
    else:
        inner = "".join(_element(*node) for node in value)
    return f"<{name}>{inner}</{name}>"


def parse(body: bytes) -> ElementTree.Element:
    """The root of `body`; raises MalformedXML."""
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - loopback only, our own clients
    except ElementTree.ParseError as error:
        raise ServiceError("MalformedXML", "The XML you provided was not well-formed.") from error


def text_of(element: ElementTree.Element, name: str) -> str:
    """The text of a child, without surrounding blanks; '' when it is missing."""
    return (element.findtext(name) or "").strip()


def iso_time(seconds: float) -> str:
    """A time as in a listing."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
