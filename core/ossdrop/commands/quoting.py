"""One word of a command line that is shown to be pasted."""

from __future__ import annotations

import re
import shlex
import sys

_PLAIN = re.compile(r"[\w@+=:,./\\~-]+")


def quoted(text: str, system: str = sys.platform) -> str:
    r"""A text as one word of the shells that a system has.

    On Windows these are cmd.exe, for which ' is a letter, and PowerShell, which runs what is in
    $(…) between two ": only what has such signs is between two ', and so for PowerShell alone.
    """
    if system != "win32":
        return shlex.quote(text)
    if _PLAIN.fullmatch(text):
        return text
    if "$" in text or "`" in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace('"', '""') + '"'
