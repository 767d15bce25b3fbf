"""One word of a command line that is shown to be pasted."""

from __future__ import annotations

import re
import shlex
import sys

_PLAIN = re.compile(r"[\w+=:./\\~-][\w@+=:./\\~-]*")
_OF_POWERSHELL = re.compile(r"[$`\u201c\u201d\u201e\u2018\u2019\u201a\u201b]")
_SINGLE = re.compile(r"['\u2018\u2019\u201a\u201b]")


def quoted(text: str, system: str = sys.platform) -> str:
    r"""A text as one word of the shells that a system has.

    On Windows these are cmd.exe, for which ' is a letter, and PowerShell, which runs what is in
    $(…) between two ": only what has such signs is between two ', and so for PowerShell alone.
    """
    if system != "win32":
        return shlex.quote(text)
    if _PLAIN.fullmatch(text):
        return text
    if _OF_POWERSHELL.search(text):  # which takes curly quotes for straight ones
        return "'" + _SINGLE.sub(lambda found: found[0] * 2, text) + "'"
    return '"' + text.replace('"', '""') + '"'
