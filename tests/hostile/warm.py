"""The command line, ready before it is asked: each run is a fork of a process that has imported it.

A start costs half a second otherwise, and the hostile suite has hundreds. What depends on the start
itself, on what Python imports from where, is tried with the real program.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import pkgutil
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_MOST_BYTES = 1 << 20
_lock = threading.Lock()
_started: list[Path] = []


def run_warm(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str], stdin: bytes
) -> tuple[int, bytes, bytes]:
    """Run `ossdrop-cli ARGUMENTS` in `folder`; its exit code, stdout and stderr."""
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as errors,
        socket.socket(socket.AF_UNIX) as line,
    ):
        given.write(stdin)
        given.seek(0)
        line.settimeout(50)
        line.connect(str(_address()))
        order = json.dumps([str(folder), [*arguments], dict(environment)]).encode()
        socket.send_fds(line, [order], [one.fileno() for one in (given, out, errors)])
        line.shutdown(socket.SHUT_WR)
        code = int(line.recv(16))
        out.seek(0)
        errors.seek(0)
        return code, out.read(), errors.read()


def _address() -> Path:
    """Where the prepared process listens; it is started once, and ends with this one."""
    with _lock:
        if not _started:
            address = Path(tempfile.mkdtemp(prefix="warm-")) / "line"
            process = subprocess.Popen(
                [sys.executable, "-P", __file__, address],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            atexit.register(_end, process, address.parent)
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            _started.append(address)
        return _started[0]


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.communicate(timeout=10)
    shutil.rmtree(folder)


def _serve(address: str) -> None:
    import ossdrop.commands

    for module in pkgutil.iter_modules(ossdrop.commands.__path__, "ossdrop.commands."):
        importlib.import_module(module.name)
    for name in ("ossdrop.cli", "ossdrop.storage.oss2_requests", "ossdrop.storage.link_probe"):
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        threading.Thread(target=_end_with_starter, daemon=True).start()
        print("ready", flush=True)
        while True:
            line, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _answer(line)
                os._exit(0)
            line.close()


def _end_with_starter() -> None:
    os.read(0, 1)  # not sys.stdin, whose lock a fork might find taken
    os._exit(0)


def _answer(line: socket.socket) -> None:
    order, handles, _, _ = socket.recv_fds(line, _MOST_BYTES, 3)
    while more := line.recv(_MOST_BYTES):
        order += more
    folder, arguments, environment = json.loads(order)
    child = os.fork()
    if child == 0:
        _be_the_program(folder, arguments, environment, handles)
    for handle in handles:
        os.close(handle)
    line.sendall(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _be_the_program(
    folder: str, arguments: list[str], environment: dict[str, str], handles: list[int]
) -> None:
    for number, handle in enumerate(handles):
        os.dup2(handle, number)
        os.close(handle)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = [one for one in environment.get("PYTHONPATH", "").split(os.pathsep) if one]
    sys.argv = ["ossdrop-cli", *arguments]
    from ossdrop.cli import main

    try:
        code = main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as the interpreter does
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1])
