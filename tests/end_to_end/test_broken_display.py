"""The display is gone in the midst: the session ended, the X server fell."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import data_folder
from ossdrop.transfers.checkpoint import CheckpointStore
from tests.end_to_end.desktop import Desktop, missing_programs

missing = missing_programs()
pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)} (make test)"),
]
_SIZE = 200_000_000
_END_S = 20.0  # also on a loaded machine; the upload itself would take a hundred


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with Desktop() as made:
        yield made


def test_the_program_ends_with_its_display_and_the_upload_can_go_on(
    desktop: Desktop,
    practice: PracticeServer,
    variables: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    practice.faults.bytes_per_s_total = 2_000_000
    own = variables | {
        "OSSDROP_HOME": str(tmp_path / "own"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    path = tmp_path / "film.bin"
    with path.open("wb") as file:
        file.truncate(_SIZE)
    command = [sys.executable, "-m", "ossdrop_gui", str(path)]
    process = desktop.start(command, environment=own)
    desktop.window_of(process)
    desktop.wait(lambda: _has_begun(practice), "the upload to begin")
    desktop.stop_display()
    desktop.wait(lambda: process.poll() is not None, "the program to end", _END_S)
    monkeypatch.setenv("OSSDROP_HOME", own["OSSDROP_HOME"])
    assert [one.path for one in CheckpointStore(data_folder() / "transfers").unfinished()] == [path]


def _has_begun(practice: PracticeServer) -> bool:
    return any("uploads" in request.parameters for request in tuple(practice.service.requests))
