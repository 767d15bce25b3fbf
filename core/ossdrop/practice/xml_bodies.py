"""The XML bodies that the service reads.

Clients write keys into them as they are, also with characters that XML 1.0 does not know: those
are put out of the parser's sight, and are there again in what is read.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ossdrop.practice.errors import ServiceError

_MARK = "\U0010fffd"
_OFFSET = 0x100  # past all that XML has a say in
_ODD = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f]|{_MARK}|&#(?:x0*([0-9a-fA-F]{{1,2}})|0*(\d{{1,2}}));"
)
_MARKED = re.compile(f"{_MARK}(.)", re.DOTALL)


def parse(body: bytes) -> ElementTree.Element:
    """The root of `body`; raises MalformedXML."""
    try:
        return ElementTree.fromstring(_ODD.sub(_marked, body.decode()))  # noqa: S314 - expat expands no external entities
    except (ElementTree.ParseError, ValueError) as error:
        raise ServiceError("MalformedXML", "The XML you provided was not well-formed.") from error


def text_of(element: ElementTree.Element, name: str) -> str:
    """The text of a child, without surrounding blanks; '' when it is missing."""
    return whole_text_of(element, name).strip(" \t\r\n")


def whole_text_of(element: ElementTree.Element, name: str) -> str:
    """The text of a child as it stands, such as a key; '' when it is missing."""
    found = element.findtext(name) or ""
    return _MARKED.sub(_unmarked, found)


def _marked(match: re.Match[str]) -> str:
    if match[0] == _MARK:
        return _MARK * 2
    code = int(match[1], 16) if match[1] else int(match[2]) if match[2] else ord(match[0])
    is_odd = code < 0x20 and code not in (0x9, 0xA, 0xD)
    return _MARK + chr(code + _OFFSET) if is_odd else match[0]


def _unmarked(match: re.Match[str]) -> str:
    return _MARK if match[1] == _MARK else chr(ord(match[1]) - _OFFSET)
