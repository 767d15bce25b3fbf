"""`practice`: run the practice bucket until interrupted."""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import signal
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import filelock

from ossdrop.commands.output import UsageError, print_json, print_line, say
from ossdrop.config.policies import Feature, read_policies
from ossdrop.errors import PORT_TAKEN, ErrorCode, OssDropError
from ossdrop.history.link_ends import newest_link_ends
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.faults import parse_fault
from ossdrop.practice.home import (
    BUCKET,
    REGION,
    PracticeHome,
    open_home,
    page_link,
    runs,
    save_home,
)
from ossdrop.practice.link_ends import LinkEnd
from ossdrop.practice.listening import is_taken
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.practice.sign_in import TICKET_S
from ossdrop.practice.users import shut_out_users
from ossdrop.program.files import own_lock
from ossdrop.program.paths import data_folder
from ossdrop.program.waiting import wait_for_either


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C, a termination signal, or the end of stdin where asked for."""
    read_policies().require(Feature.PRACTICE)
    if options.page:
        return _print_page_link(options)
    try:
        faults = [parse_fault(text) for text in options.fault]
    except ValueError as error:
        raise UsageError(f"--fault: {error}") from error
    home = open_home(options.folder, options.port)
    try:
        # Never two over the same folder, whatever their ports.
        with own_lock(Path(home.folder) / "serving.lock", 0):
            return _serve(home, options, faults)
    except filelock.Timeout:
        return _leave_to_other(options)
    except OSError as error:  # no right to the folder, or no room in it
        detail = error.strerror or str(error)
        raise OssDropError(ErrorCode.PRACTICE_FAILED, detail) from error


def _print_page_link(options: argparse.Namespace) -> int:
    """The page of the one that runs: a link for a browser of this user, not kept anywhere."""
    link = page_link(open_home(options.folder))
    if options.json:
        print_json({"url": link})
    else:
        print_line(link)
    say(f"Open it within {TICKET_S} seconds: it works once.")
    return 0


def _links_given(bucket: str, keys: Sequence[str], /) -> Mapping[str, LinkEnd]:
    """What the history of this home knows of links to the practice bucket."""
    ends = newest_link_ends(data_folder() / "history.sqlite", bucket, keys)
    return {key: LinkEnd(at, lifetime) for key, (at, lifetime) in ends.items()}


def _serve(home: PracticeHome, options: argparse.Namespace, faults: list[tuple[str, Any]]) -> int:
    try:
        server = _start(home, options)
    except OSError as error:
        detail = f"port {home.port}: {error.strerror}"
        raise OssDropError(ErrorCode.PRACTICE_FAILED, detail, hint=PORT_TAKEN) from error
    if server is None:
        detail = f"port {home.port} is taken by another program"
        raise OssDropError(ErrorCode.PRACTICE_FAILED, detail, hint=PORT_TAKEN)
    for name, value in faults:
        setattr(server.faults, name, value)
    if server.port != home.port:
        home = replace(home, port=server.port)
    save_home(home)
    words = (
        "The practice bucket runs. Stop it with Ctrl+C. "
        "To see it in a browser, type in another terminal: ossdrop-cli practice --page"
    )
    _announce(home, as_json=options.json, words=words)
    with contextlib.ExitStack() as after_stop:
        try:
            _wait(home if options.until_stdin_closes else None, after_stop)
        finally:
            server.stop()
    return 0


def _leave_to_other(options: argparse.Namespace) -> int:
    """Another process serves this home: what it has is told, and nothing is started."""
    home = _running_home(options.folder)
    if home is None:
        detail = "another one is starting, or hangs, over the same folder"
        raise OssDropError(ErrorCode.PRACTICE_FAILED, detail)
    if options.port not in (None, 0, home.port):
        detail = f"it runs already over this folder, on port {home.port}"
        raise OssDropError(ErrorCode.PRACTICE_FAILED, detail)
    _announce(home, as_json=options.json, words="The practice bucket runs already.")
    if options.until_stdin_closes:
        with contextlib.ExitStack() as after_stop:
            _wait(home, after_stop)
    return 0


def _running_home(folder: Path | None) -> PracticeHome | None:
    """The home as whoever serves it has saved it; one that is just starting gets a second."""
    pause = threading.Event()
    for _ in range(10):
        home = open_home(folder)
        if runs(home):
            return home
        pause.wait(0.1)
    return None


def _start(home: PracticeHome, options: argparse.Namespace) -> PracticeServer | None:
    config = ServiceConfig(
        folder=None if options.discard else Path(home.folder) / "bucket",
        keys=(AccessKey(home.access_key_id, home.access_key_secret),),
        bucket=BUCKET,
        region=REGION,
        refuse_v1=options.refuse_v1,
        api_keys={home.api_key: "practice"},
        quota_bytes=options.quota * 1024**3,
        links_given=_links_given,
    )
    for port in (home.port, 0) if options.any_port else (home.port,):
        try:
            return PracticeServer(config, port=port).start()
        except OSError as error:
            if not is_taken(error):
                raise
    return None


def _announce(home: PracticeHome, *, as_json: bool, words: str) -> None:
    """The values to use come first; they are what a script reads."""
    if as_json:
        print_json(home.variables())
        return
    for name, value in home.variables().items():
        print_line(f"{name}={value}")
    say(words)


def _wait(home_of_stdin: PracticeHome | None, after_stop: contextlib.ExitStack) -> None:
    """Until a signal; with a home also until stdin is closed and nobody uses its bucket."""
    ended = threading.Event()
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: told.append(number))
    if home_of_stdin is not None:
        folder = Path(home_of_stdin.folder)
        waiting = functools.partial(_end_with_stdin, folder, ended, after_stop)
        threading.Thread(target=waiting, daemon=True).start()
    wait_for_either(ended, told)


def _end_with_stdin(folder: Path, ended: threading.Event, after_stop: contextlib.ExitStack) -> None:
    # Not sys.stdin: its lock must be free when the interpreter ends while this thread still waits.
    while os.read(0, 1024):
        pass
    with contextlib.suppress(OSError):  # no way to know of others
        after_stop.callback(shut_out_users(folder, ended))
    ended.set()
