"""The window's socket: nobody else's, and one window whoever starts it how often."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ossdrop_gui.desktop import single_instance
from ossdrop_gui.desktop.single_instance import SingleInstance, hand_over, peer_uid, server_name
from tests.hostile.programs import BIN, run

posix_only = pytest.mark.skipif(os.name != "posix", reason="named pipes have an ACL on Windows")


@posix_only
@pytest.mark.parametrize("runtime", [None, "", "shared", "own"])
def test_its_folder_is_this_users_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtime: str | None
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    if runtime == "":
        monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    elif runtime:
        folder = tmp_path / runtime
        folder.mkdir(mode=0o700)
        folder.chmod(0o777 if runtime == "shared" else 0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    folder = Path(server_name()).parent
    facts = folder.lstat()
    assert stat.S_IMODE(facts.st_mode) == 0o700
    assert facts.st_uid == os.getuid()
    assert folder != Path(tempfile.gettempdir())


@posix_only
def test_a_folder_that_somebody_else_has_made_first_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 90)
    monkeypatch.setenv("OSSDROP_HOME", str(deep))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(single_instance.tempfile, "gettempdir", lambda: "/tmp")
    trap = Path(f"/tmp/ossdrop-{os.getuid()}")
    if trap.exists():
        trap.rename(tmp_path / "kept")
    try:
        trap.symlink_to(tmp_path)
        assert server_name() == ""
    finally:
        trap.unlink()


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_another_user_at_the_other_end_is_known(tmp_path: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o777)
    path = folder / "s"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        path.chmod(0o777)
        listener.listen()
        code = (
            "import os, socket, sys; os.setuid(65534)\n"
            "end = socket.socket(socket.AF_UNIX); end.connect(sys.argv[1]); end.recv(1)"
        )
        child = subprocess.Popen(["python3", "-c", code, str(path)])
        caller, _ = listener.accept()
        assert peer_uid(caller.fileno()) == 65534
        caller.close()
        child.wait(10)
    path.unlink()
    folder.rmdir()


@posix_only
def test_a_stranger_gets_no_list_and_is_not_listened_to(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[object] = []
    instance = SingleInstance()
    instance.files_handed.connect(lambda files, _: handed.append(files))
    assert instance.claim([], practice=False)
    monkeypatch.setattr(single_instance, "peer_uid", lambda _: 12345)
    assert not hand_over([tmp_path / "private.txt"], practice=False)
    qtbot.wait(50)
    assert handed == []
    instance.close()


@pytest.mark.timeout(120)
def test_three_starts_at_one_moment_are_one_window(tmp_path: Path) -> None:
    names = ["a.txt", "b.txt", "c.txt"]
    for name in names:
        (tmp_path / name).write_text(name)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    processes = [
        subprocess.Popen([BIN / "ossdrop", "--practice", name], cwd=tmp_path, env=environment)
        for name in names
    ]
    try:
        for _ in range(600):
            ended = [process for process in processes if process.poll() is not None]
            if len(ended) == 2:
                break
            alive = next(process for process in processes if process.poll() is None)
            try:
                alive.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        assert [process.returncode for process in ended] == [0, 0]
        for _ in range(100):
            listed = run(tmp_path, "ossdrop-cli", "history", "list").stdout
            if all(name in listed for name in names):
                break
        assert all(name in listed for name in names), listed
    finally:
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(20)
