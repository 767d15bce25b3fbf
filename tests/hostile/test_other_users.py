"""Other users of this computer: what they can read, and what is left behind for them."""

from __future__ import annotations

import logging
import os
import signal
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from ossdrop.app import App
from ossdrop.config.env_writer import change_env_file
from ossdrop.config.profiles import Profiles
from ossdrop.intake.pictures import keep_picture
from ossdrop.practice.home import open_home
from ossdrop.practice.server import PracticeServer
from ossdrop.program.log_files import set_up_logging
from ossdrop.program.paths import default_env_file, preferences_file
from ossdrop.program.preferences import Preferences, write_preferences
from ossdrop.transfers.transfer import BatchFinished
from ossdrop_gui.desktop.paste import keep_image, pasted_folder
from tests.hostile.programs import BIN, run_cold

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX; Windows has ACLs")


@pytest.fixture(params=[0o000, 0o022])
def careless(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(home: Path) -> list[str]:
    paths = [path for path in home.rglob("*") if not path.is_symlink()]
    assert paths
    return [
        f"{path.relative_to(home)} {stat.S_IMODE(path.stat().st_mode):o}"
        for path in paths
        if path.stat().st_mode & 0o077
    ]


@pytest.mark.usefixtures("careless")
def test_nothing_of_ours_is_open_to_others(
    tmp_path: Path, variables: dict[str, str], practice: PracticeServer
) -> None:
    home = Path(os.environ["OSSDROP_HOME"])
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "large.bin").write_bytes(bytes(20 * 1024**2))
    ended = threading.Event()
    app = App(
        listener=lambda event: ended.set() if isinstance(event, BatchFinished) else None,
        environment=variables,
        stays=True,
    )
    app.open_profile()
    app.destinations.keep_profiles(Profiles())
    practice.faults.bytes_per_s = 2_000_000
    app.submit([tmp_path / "a.txt", tmp_path / "large.bin"])
    while not list((home / "data" / "transfers").glob("*.jsonl")):
        ended.wait(0.05)
    assert open_to_others(home) == []
    app.close()
    write_preferences(preferences_file(), Preferences())
    change_env_file(default_env_file(), {"QWEN_TMP_OSS_BUCKET": "my-bucket"})
    keep_picture(pasted_folder(), "a.png", "image/png", b"\x89PNG\r\n\x1a\n")
    keep_image(QImage(2, 2, QImage.Format.Format_RGB32))
    open_home()
    before = logging.getLogger().handlers[:], logging.getLogger().level
    set_up_logging(to_file=True)
    logging.getLogger("test").warning("a warning")
    for handler in logging.getLogger().handlers:
        handler.close()
    logging.getLogger().handlers[:] = before[0]
    logging.getLogger().setLevel(before[1])
    run_cold(tmp_path, "ossdrop-cli", "upload", "--practice", "a.txt")
    (tmp_path / ".env").write_text("QWEN_TMP_OSS_BUCKET=x\n")
    run_cold(tmp_path, "ossdrop-cli", "allow")
    assert open_to_others(home) == []


def test_what_was_open_is_closed(tmp_path: Path, variables: dict[str, str]) -> None:
    """Folders that an older version made under a careless umask."""
    home = Path(os.environ["OSSDROP_HOME"])
    (tmp_path / "a.txt").write_bytes(b"a")
    run_cold(tmp_path, "ossdrop-cli", "upload", "a.txt", environment=variables)
    for path in (home / "data", home / "data" / "history.sqlite"):
        path.chmod(0o777)
    run_cold(tmp_path, "ossdrop-cli", "upload", "a.txt", environment=variables)
    assert open_to_others(home) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_came_by_stdin_is_not_left_behind(
    tmp_path: Path,
    practice: PracticeServer,
    variables: dict[str, str],
    number: signal.Signals,
) -> None:
    practice.faults.hold = threading.Event()
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(
        [BIN / "ossdrop-cli", "upload", "-", "--name", "private.txt"],
        stdin=subprocess.PIPE,
        env=os.environ | variables | {"TMPDIR": str(temporary)},
    )
    assert process.stdin is not None
    process.stdin.write(b"private")
    process.stdin.close()
    while not practice.service.waiting_requests:
        assert process.poll() is None
        practice.faults.hold.wait(0.02)
    assert list(temporary.rglob("private.txt"))
    process.send_signal(number)
    assert process.wait(20) == (130 if number == signal.SIGINT else 128 + number)
    practice.faults.hold.set()
    assert list(temporary.iterdir()) == []
