"""`exec`: run a command that sees the resolved settings, secrets included, in its environment."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from ossdrop.commands.opening import opened
from ossdrop.commands.output import UsageError, say
from ossdrop.program.own_process import given_environment
from ossdrop.program.windows_programs import command_line, find_program


def run(options: argparse.Namespace) -> int:
    """Run `options.command`; returns its exit code, as shells count it."""
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        raise UsageError("Name a command to run: ossdrop-cli exec -- python script.py")
    with opened(options) as app:
        environment = app.destinations.child_environment(given_environment())
        if options.practice or os.name == "nt":  # its bucket is held open; no exec there
            return _run(command, environment)
    return _become(command, environment)


def _become(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """The command takes the place of this process: nobody is left who could leave it behind.

    Returns only where it cannot be run.
    """
    for name in ("SIGPIPE", "SIGXFSZ"):  # Python ignores them, and that is inherited
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.SIG_DFL)
    sys.stdout.flush()
    given = (command[0], list(command), dict(environment))
    return _told(command, lambda: os.execvpe(*given))  # noqa: S606 - no shell, as asked


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    sys.stdout.flush()

    def wait_for_it() -> int:
        line = _command_line(command, environment)
        with subprocess.Popen(line, env=environment) as child, _signals_go_to(child):
            code = child.wait()
        return 128 - code if code < 0 else code

    return _told(command, wait_for_it)


def _told(command: Sequence[str], start: Callable[[], int]) -> int:
    """What `start` returns; where it cannot be run, the code that shells have for it."""
    try:
        return start()
    except FileNotFoundError:
        say(f"There is no command called {command[0]}.")
        return 127
    except OSError as error:
        say(f"{command[0]} cannot be run: {error.strerror}")
        return 126
    except ValueError as error:
        say(f"{command[0]} cannot be run: {error}")
        return 126


def _command_line(command: Sequence[str], environment: Mapping[str, str]) -> Sequence[str] | str:
    """Raises FileNotFoundError, and ValueError for what a batch file cannot be given."""
    if sys.platform == "win32":
        program = find_program(command[0], environment)
        if program is None:
            raise FileNotFoundError
        return command_line(program, command[1:])
    else:  # noqa: RET505 - so that mypy reads both
        return command


@contextlib.contextmanager
def _signals_go_to(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """The child decides what a signal means; this program ends when it does.

    Ctrl+C reaches it by itself, as it does all that belongs to the terminal; what is sent to this
    process alone is handed on, so that no child with secrets is left behind.
    """

    def hand_on(number: int, _: object) -> None:
        is_typed = number in (signal.SIGINT, getattr(signal, "SIGQUIT", None))
        if not (is_typed and _terminal_tells_all()):
            with contextlib.suppress(OSError):  # it has just ended
                child.send_signal(number)

    names = ("SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM")
    before = {
        number: signal.signal(number, hand_on)
        for name in names
        if (number := getattr(signal, name, None)) is not None
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _terminal_tells_all() -> bool:
    """Whether Ctrl+C is told to the child as well: it belongs to the same terminal."""
    if not hasattr(os, "tcgetpgrp"):
        return True  # a console of Windows tells every process in it
    for stream in range(3):
        with contextlib.suppress(OSError):
            return os.tcgetpgrp(stream) == os.getpgrp()
    return False
