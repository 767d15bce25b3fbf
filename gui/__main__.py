"""`ossdrop [FILES...]`: opens the window; without a display it does the same job headless."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the desktop program; returns the exit code."""
    parser = argparse.ArgumentParser(prog="ossdrop", description="Drop a file, get a link.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="upload these at once")
    parser.add_argument("--practice", action="store_true", help="use a bucket on this computer")
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
    from core.commands.demo import run_demo

    print("No display: doing the same without a window.", file=sys.stderr)
    return run_demo(options.files)


def _run_window(options: argparse.Namespace) -> int:
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:  # a system library that Qt needs
        print(
            f"The window cannot open: {error}\n`make setup` says what to install.", file=sys.stderr
        )
        return 1

    from core.redaction import RedactionFilter
    from gui.app import Desktop

    handler = logging.StreamHandler()
    handler.addFilter(RedactionFilter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    app = QApplication(sys.argv[:1])
    app.setApplicationName("OssDrop")
    app.setDesktopFileName("ossdrop")
    desktop = Desktop(app, practice=options.practice, files=options.files)
    # Python handles signals between its own instructions only, so Qt is not left alone for long.
    signal.signal(signal.SIGINT, lambda *_: desktop.window.close())
    signal.signal(signal.SIGTERM, lambda *_: desktop.window.close())
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
