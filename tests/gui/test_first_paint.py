"""What the window waits for before one sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_HEAVY = ("urllib3", "requests", "oss2", "keyring", "sqlite3", "http.client", "email.parser", "PIL")


def test_nothing_that_is_heavy_is_loaded_before_it_is_painted(tmp_path: Path) -> None:
    """The line at the top once brought all of networking with it: 0.2 s."""
    code = (
        "import sys, json\n"
        "from ossdrop_gui import start_measure\n"
        "import ossdrop_gui.main_window\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules])\n"
    )
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OSSDROP_HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout.strip() == "[]", ended.stderr
