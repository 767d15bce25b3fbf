"""The process that looks at files and makes them fit: see `ossdrop.program.worker_process`.

A request is a JSON object: {"look": path in hex}, or {"fit": …, "into": …, "to": a Target}.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from ossdrop.program.worker_process import limit_own_process, serve


def main() -> int:
    """Serve until stdin closes."""
    limit_own_process()
    serve(_answer)
    return 0


def _answer(request: str) -> bytes:
    values = json.loads(request)
    try:
        if "fit" in values:
            from ossdrop.media.fit_picture import fit_picture
            from ossdrop.media.fitting import Target

            facts = fit_picture(_path(values["fit"]), _path(values["into"]), Target(**values["to"]))
            return facts.to_json()
        from ossdrop.media.look import look

        found = look(_path(values["look"]))
        return found.to_json() if found is not None else b""
    except Exception:  # noqa: BLE001 - whatever a file does to a library: nothing is known of it
        return b""


def _path(text: str) -> Path:
    return Path(os.fsdecode(bytes.fromhex(text)))
