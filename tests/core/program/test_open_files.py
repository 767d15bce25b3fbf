"""How many files may be open at once, where the system allows few."""

from __future__ import annotations

import subprocess
import sys

import pytest

_CODE = """
import resource
from ossdrop.program.own_process import open_as_many_files_as_needed
resource.setrlimit(resource.RLIMIT_NOFILE, ({least}, {most}))
open_as_many_files_as_needed()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limits")
@pytest.mark.parametrize(
    ("least", "most", "expected"), [(256, 4096, 1024), (256, 512, 512), (2048, 4096, 2048)]
)
def test_a_low_limit_is_raised_as_far_as_it_may_be(least: int, most: int, expected: int) -> None:
    """With 256, as on macOS, many small files at once failed as unreadable."""
    code = _CODE.format(least=least, most=most)
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert int(told.stdout) == expected
