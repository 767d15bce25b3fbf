"""The log of several windows and commands at once."""

from __future__ import annotations

import errno
import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ossdrop.program.log_files import FILE_NAME, OwnFileHandler
from ossdrop.program.paths import log_folder

LINES, WRITERS = 40, 4
PROGRAM = f"""
import logging, sys
from ossdrop.program.log_files import set_up_logging
set_up_logging(to_file=True)
sys.stdin.readline()
for number in range({LINES}):
    logging.getLogger("test").warning("line %s of %s", number, sys.argv[1])
"""


def _lines(folder: Path) -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in folder.glob(f"{FILE_NAME}*"))
    return sorted(line.partition("line ")[2] for text in texts for line in text.splitlines())


WANTED = sorted(f"{number} of {writer}" for number in range(LINES) for writer in range(WRITERS))


def test_no_line_of_several_processes_is_lost() -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(writer)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for writer in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"\n")
        writer.stdin.close()
    assert [writer.wait() for writer in writers] == [0] * WRITERS
    assert _lines(log_folder()) == WANTED


def test_no_line_is_lost_where_the_file_is_full(tmp_path: Path) -> None:
    def write(writer: int) -> None:
        handler = OwnFileHandler(
            tmp_path / FILE_NAME, maxBytes=500, backupCount=100, encoding="utf-8", delay=True
        )
        for number in range(LINES):
            text = f"line {number} of {writer}"
            handler.handle(logging.LogRecord("test", logging.WARNING, "", 0, text, (), None))
        handler.close()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _lines(tmp_path) == WANTED


def test_what_an_answer_is_written_like_is_no_news_for_a_person() -> None:
    """A header without a colon was a traceback of a library, amid the results."""
    words = "from ossdrop.program.log_files import set_up_logging as up; up(to_file=False); "
    words += "import logging; logging.getLogger('urllib3.connection').warning('Failed to parse')"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert told.stderr == ""


def test_a_line_that_has_no_room_says_nothing_of_the_inside_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each wrote a traceback onto stderr, four for two files, where the disk was full."""
    handler = OwnFileHandler(tmp_path / FILE_NAME, delay=True)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    record = logging.LogRecord("test", logging.WARNING, __file__, 1, "a line", (), None)
    with monkeypatch.context() as disk:
        disk.setattr("ossdrop.program.log_files.touch_own", full)
        handler.emit(record)
    assert not capsys.readouterr().err
    handler.emit(record)
    handler.close()
    assert (tmp_path / FILE_NAME).read_text() == "a line\n"
