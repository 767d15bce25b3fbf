"""`ossdrop [FILES...]`: opens the window; without a display it does the same job headless."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ossdrop_gui.main_window import MainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the desktop program; returns the exit code."""
    if sys.argv[1:2] == ["--core"] and arguments is None:  # how a bundled program calls itself
        from ossdrop.cli import main as run_headless

        return run_headless()
    if sys.argv[1:2] == ["--thumbnails"] and arguments is None:
        from ossdrop_gui.rows.thumbnail_worker import main as make_thumbnails

        return make_thumbnails()
    parser = argparse.ArgumentParser(prog="ossdrop", description="Drop a file, get a link.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="upload these at once")
    parser.add_argument("--practice", action="store_true", help="use a bucket on this computer")
    parser.add_argument(
        "--measure-start", action="store_true", help="paint once, print how long it took, and end"
    )
    options = parser.parse_args(arguments)
    if not _has_display():
        return _run_headless(options)
    return _run_window(options)


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run_headless(options: argparse.Namespace) -> int:
    if not options.practice:
        print("OssDrop needs a display; without one, use ossdrop-cli.", file=sys.stderr)
        return 1
    from ossdrop.commands.demo import run_demo

    print("No display: doing the same without a window.", file=sys.stderr)
    return run_demo(options.files)


def _run_window(options: argparse.Namespace) -> int:
    gc.disable()  # until the window stands: looking for garbage among what is new finds none
    try:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
    except ImportError as error:  # a system library that Qt needs
        print(
            f"The window cannot open: {error}\n`make setup` says what to install.", file=sys.stderr
        )
        return 1

    from ossdrop.program.menu_entry import DESKTOP_ID
    from ossdrop_gui.desktop.taskbar import name_this_process

    name_this_process()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("OssDrop")
    app.setDesktopFileName(DESKTOP_ID)
    if options.measure_start:
        return measure_start(app)
    from ossdrop.program.own_process import (
        keep_out_of_core_files,
        open_as_many_files_as_needed,
        search_no_current_folder,
    )
    from ossdrop_gui.app import Desktop
    from ossdrop_gui.desktop.single_instance import SingleInstance
    from ossdrop_gui.look.icons import app_icon

    instance = SingleInstance()
    if not instance.claim(options.files, practice=options.practice):
        return 0
    keep_out_of_core_files()
    open_as_many_files_as_needed()
    search_no_current_folder()
    app.setWindowIcon(app_icon())
    desktop = Desktop(app, practice=options.practice, files=options.files)
    instance.files_handed.connect(desktop.take_over)
    if sys.platform == "darwin":  # elsewhere each event would pass through it for nothing
        app.installEventFilter(instance)
    QTimer.singleShot(0, _set_up_logging)  # after the first paint
    quit_when_told(desktop.window)
    app.setQuitOnLastWindowClosed(False)
    desktop.window.closed.connect(instance.take_no_more)
    desktop.window.closed.connect(app.quit)
    code = app.exec()
    desktop.end()  # nothing was closed where the display broke
    instance.close()
    if desktop.removes_all:
        from ossdrop.removal import remove_own_folders

        logging.shutdown()
        for path in remove_own_folders():
            print(f"Could not be removed: {path}", file=sys.stderr)
    return code


def quit_when_told(window: MainWindow) -> None:
    """Quit by SIGINT and SIGTERM.

    Python handles signals between its own instructions, so Qt is not left alone for long; in the
    middle of anything, however, locks of this very thread included: quitting waits for its turn.
    """
    from PySide6.QtCore import QTimer

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, window, window.quit))


def _set_up_logging() -> None:
    from ossdrop.program.log_files import set_up_logging

    set_up_logging(to_file=True)


def measure_start(app: QApplication) -> int:
    """Paint once, say how long that took since the process began, and end."""
    from ossdrop_gui.start_measure import FirstPaint

    return FirstPaint(app).run()


if __name__ == "__main__":
    sys.exit(main())
