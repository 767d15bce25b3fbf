"""What lies in the folder one stands in is data: none of it is ever run."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from ossdrop.program.own_process import window_command
from tests.hostile.programs import BIN, run_cold

PLANTED = (
    *("json.py", "logging.py", "ssl.py", "requests.py", "oss2.py", "keyring.py", "aiohttp.py"),
    *("sitecustomize.py", "usercustomize.py", "PySide6.py"),
    *(f"{name}/__init__.py" for name in ("ossdrop", "ossdrop_gui", "core", "gui", "keyrings")),
)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder full of modules that tell when they are run."""
    folder = tmp_path / "downloads"
    for name in PLANTED:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"open({str(tmp_path / 'sprung')!r}, 'a').write(__name__ + chr(10))\n"
            "raise ImportError('planted')\n"
        )
    (folder / "cat.png").write_bytes(b"a cat")
    return folder


def assert_not_sprung(trap: Path) -> None:
    sprung = trap.parent / "sprung"
    assert not sprung.exists(), sprung.read_text()


def test_a_command_runs_nothing_of_it(trap: Path) -> None:
    commands = (
        ("upload", "--practice", "cat.png"),
        ("check", "--practice"),
        ("resolve", "--practice", "--upload-files", "cat.png"),
        ("exec", "--practice", "--", "true"),
        ("demo", "cat.png"),
    )
    for command in commands:  # one after another: a practice bucket ends with who has started it
        result = run_cold(trap, "ossdrop-cli", *command)
        assert_not_sprung(trap)
        assert result.returncode == 0, result.stderr


@pytest.mark.skipif(os.name != "posix", reason="the trap is a shell script")
@pytest.mark.parametrize(
    "arguments",
    [("upload", "cat.png"), ("check",), ("exec", "--", "true"), ("config", "show")],
    ids=lambda arguments: arguments[0],
)
def test_a_command_runs_no_compiler(
    trap: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """ctypes, asked for a library of macOS, ran gcc and ld, and they read the current folder."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    for name in ("gcc", "cc", "ld", "objdump", "git"):
        program = trap / name
        program.write_text(f"#!/bin/sh\necho {name} >> {trap.parent / 'sprung'}\n")
        program.chmod(0o755)
    run_cold(
        trap,
        "ossdrop-cli",
        *arguments,
        environment={
            "PATH": f"{trap}{os.pathsep}{os.environ['PATH']}",
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
            "QWEN_TMP_OSS_AK_ID": "LTAI5tTestTestTestTest01",
        },
    )
    assert_not_sprung(trap)


def test_the_window_runs_nothing_of_it(trap: Path, tmp_path: Path) -> None:
    history = Path(os.environ["OSSDROP_HOME"]) / "data" / "history.sqlite"
    process = subprocess.Popen(
        [BIN / "ossdrop", "--practice", "cat.png"],
        cwd=trap,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
    )
    try:
        for _ in range(400):
            listed = (
                run_cold(tmp_path, "ossdrop-cli", "history", "list") if history.exists() else None
            )
            if listed is not None and "cat.png" in listed.stdout:
                break
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
        else:
            pytest.fail("nothing was uploaded")
    finally:
        process.send_signal(signal.SIGTERM)
        words = process.communicate(timeout=20)[1]
    assert_not_sprung(trap)
    assert listed is not None, words.decode()
    assert "cat.png" in listed.stdout, words.decode()


@pytest.mark.skipif(os.name != "posix", reason="the trap is a shell script")
def test_the_window_looks_for_no_program_in_it(trap: Path) -> None:
    """PATH with `.`, or with an empty part, which means the same."""
    for name in ("systemd-inhibit", "xdg-open", "update-desktop-database", "gcc", "ld"):
        program = trap / name
        program.write_text(f"#!/bin/sh\necho {name} >> {trap.parent / 'sprung'}\n")
        program.chmod(0o755)
    process = subprocess.Popen(
        [BIN / "ossdrop", "--practice", "cat.png"],
        cwd=trap,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PATH": f".::{os.environ['PATH']}"},
        stderr=subprocess.PIPE,
    )
    history = Path(os.environ["OSSDROP_HOME"]) / "data" / "history.sqlite"
    for _ in range(400):
        listed = (
            run_cold(trap.parent, "ossdrop-cli", "history", "list") if history.exists() else None
        )
        if listed is not None and "cat.png" in listed.stdout:
            break
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert_not_sprung(trap)
    assert listed is not None
    assert "cat.png" in listed.stdout


@pytest.mark.skipif(os.name != "posix", reason="a shell tells its PATH")
def test_a_command_of_ones_own_gets_ones_own_path(tmp_path: Path) -> None:
    given = f".:{os.environ['PATH']}"
    told = run_cold(
        tmp_path,
        "ossdrop-cli",
        *("exec", "--practice", "--", "/bin/sh", "-c", "echo $PATH"),
        environment={"PATH": given},
    )
    assert told.stdout.strip() == given


def test_the_file_managers_menu_runs_nothing_of_it(
    trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no `ossdrop` program is beside Python, so that Python itself is named."""
    monkeypatch.setattr(Path, "exists", lambda path: False)
    command = window_command()
    monkeypatch.undo()
    result = subprocess.run(
        [*command, "--measure-start"],
        cwd=trap,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert_not_sprung(trap)
    assert "first_paint_s" in result.stdout, result.stderr
