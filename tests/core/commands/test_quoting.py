"""Advice that is pasted is one word where it is meant to be one, and runs nothing."""

from __future__ import annotations

import pytest

from ossdrop.commands.quoting import quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"C:\Users\mei\my.env", r"C:\Users\mei\my.env"),
        (r"C:\Users\Mei Li\my.env", r'"C:\Users\Mei Li\my.env"'),
        (r"C:\Mei & I\.env", r'"C:\Mei & I\.env"'),
        (r"C:\$(calc)\a'b.env", r"'C:\$(calc)\a''b.env'"),
        ("cn-`whoami`", "'cn-`whoami`'"),
        ("C:\\\u201d;calc;\u201c x", "'C:\\\u201d;calc;\u201c x'"),
        ("C:\\it\u2019s $x", "'C:\\it\u2019\u2019s $x'"),
        ("a,b", '"a,b"'),
        ("@x", '"@x"'),
    ],
)
def test_on_windows(text: str, shown: str) -> None:
    """cmd.exe takes ' for a letter; PowerShell runs $(…) and `…` between two \"."""
    assert quoted(text, "win32") == shown


def test_elsewhere() -> None:
    assert quoted("/home/mei/my.env", "linux") == "/home/mei/my.env"
    assert quoted("/home/it's/my.env", "darwin") == "'/home/it'\"'\"'s/my.env'"
