"""`exec`: run a command that sees the resolved settings, secrets included, in its environment."""

from __future__ import annotations

import argparse
import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from ossdrop.commands.opening import opened
from ossdrop.commands.output import exit_code_of, say, say_error
from ossdrop.errors import OssDropError
from ossdrop.program.own_process import given_environment


def run(options: argparse.Namespace) -> int:
    """Run `options.command`; returns its exit code, as shells count it."""
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        say("Name a command to run: ossdrop-cli exec -- python script.py")
        return 2
    try:
        with opened(options) as app:
            return _run(command, app.destinations.child_environment(given_environment()))
    except OssDropError as error:
        say_error(error)
        return exit_code_of(error, before_any_request=True)


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    sys.stdout.flush()
    try:
        with _child_handles_interrupts():
            code = subprocess.run(command, env=environment, check=False).returncode
    except FileNotFoundError:
        say(f"There is no command called {command[0]}.")
        return 127
    except OSError as error:
        say(f"{command[0]} cannot be run: {error.strerror}")
        return 126
    return 128 - code if code < 0 else code


@contextlib.contextmanager
def _child_handles_interrupts() -> Iterator[None]:
    """Ctrl+C goes to the child, which decides; this program only waits for it."""
    # A handler of our own, since SIG_IGN would be passed on to the child.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
