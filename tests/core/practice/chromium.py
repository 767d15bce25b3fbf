"""Headless Chromium for a test, by its own protocol over two pipes: no driver is needed."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_WAIT_S = 20.0


def chromium_path() -> str:
    """Where it is, "" where it is not installed; pipes as these exist on Unix only."""
    found = (path for name in NAMES if (path := shutil.which(name)))
    return "" if sys.platform == "win32" else next(found, "")


class Chromium:
    """A browser with one tab."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._out, self._in = os.fdopen(to_browser, "wb"), os.fdopen(from_browser, "rb")
        self._id, self._session, self._left = 0, "", b""
        tab = self.call("Target.createTarget", url="about:blank")["targetId"]
        found = self.call("Target.attachToTarget", targetId=tab, flatten=True)
        self._session = found["sessionId"]
        self.call("Page.enable")

    def close(self) -> None:
        """Close the pipes."""
        self._out.close()
        self._in.close()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser for something; returns its answer."""
        self._id += 1
        message: dict[str, Any] = {"id": self._id, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        self._out.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._id:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            data = os.read(self._in.fileno(), 1 << 20)
            assert data, "Chromium has ended"
            self._left += data
        line, _, self._left = self._left.partition(b"\0")
        found: dict[str, Any] = json.loads(line)
        return found

    def open(self, url: str) -> None:
        """Go to an address, as a person who types it; returns when all of it is there."""
        self.run("window.isOld = true")
        self.call("Page.navigate", url=url, transitionType="typed")
        self.wait_for("!window.isOld && document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        return found["result"].get("value")

    def wait_for(self, script: str) -> None:
        """Wait until an expression in the page is true."""
        until_s = time.monotonic() + _WAIT_S
        pause = threading.Event()
        while time.monotonic() < until_s:
            with contextlib.suppress(AssertionError):  # the page is changing at this moment
                if self.run(script):
                    return
            pause.wait(0.02)
        raise AssertionError(f"it did not come true: {script}")

    def click(self, selector: str) -> None:
        """Click what a selector finds, and wait for the page that this leads to."""
        self.run("window.isOld = true")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self.wait_for("!window.isOld && document.readyState === 'complete'")


@contextlib.contextmanager
def chromium(folder: Path, *options: str) -> Iterator[Chromium]:
    """A running browser, with a profile of its own in `folder`."""
    (its_in, to_browser), (from_browser, its_out) = os.pipe(), os.pipe()
    command = [
        chromium_path(),
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
        *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
        *("--disable-features=Translate,OptimizationHints,MediaRouter", "--disable-sync"),
        *(f"--user-data-dir={folder}", "--remote-debugging-pipe", *options),
    ]
    # The protocol's two pipes are 3 and 4, whatever numbers they have here.
    script = f'exec 3<&{its_in} 4>&{its_out}; exec "$@"'
    process = subprocess.Popen(
        ["/bin/bash", "-c", script, "bash", *command],
        pass_fds=(its_in, its_out),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(its_in)
    os.close(its_out)
    browser = None
    try:
        browser = Chromium(to_browser, from_browser)
        yield browser
    finally:
        if browser is not None:
            with contextlib.suppress(AssertionError, OSError):
                browser._session = ""
                browser.call("Browser.close")
            browser.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
