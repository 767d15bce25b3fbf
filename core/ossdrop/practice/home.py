"""The practice bucket of this person: the same port, keys and folder each time.

Its keys are made once, at random, and kept beside its files: they open nothing else, and other
users of this computer cannot read them.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import urllib3.exceptions

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.proof import CHALLENGE_HEADER, PROBE_PATH, proof_of
from ossdrop.practice.sign_in import SIGN_IN_PATH, make_ticket, same
from ossdrop.program.files import make_own_folder, read_json
from ossdrop.program.held_files import remove_temporary, replace_file
from ossdrop.program.own_process import (
    headless_command,
    own_environment,
    own_working_folder,
)
from ossdrop.program.paths import data_folder

if TYPE_CHECKING:
    from ossdrop.practice.users import PracticeUser

DEFAULT_PORT = 48480
BUCKET = "practice-bucket"
REGION = "cn-hangzhou"
_FILE = "practice.json"
# What may be there before it is, or since another process was faster.
_OURS = frozenset({"bucket", "serving.lock", "users.db", _FILE})
_LEFT_OVER = re.compile(r"[0-9a-f]{16}\.new")  # where a disk was full
_PORTS = 65_536
_PROBE_TIMEOUT_S = 2
_MOST_PROBE_BYTES = 4096


@dataclass(frozen=True)
class PracticeHome:
    """Where a practice bucket listens, who may use it, and where its files lie."""

    port: int
    access_key_id: str
    access_key_secret: str
    api_key: str
    folder: str

    def __repr__(self) -> str:
        return f"PracticeHome(port={self.port})"

    def variables(self) -> dict[str, str]:
        """The values to use it with, as for a `.env`."""
        return {
            "QWEN_TMP_OSS_BUCKET": BUCKET,
            "QWEN_TMP_OSS_REGION": REGION,
            "QWEN_TMP_OSS_AK_ID": self.access_key_id,
            "QWEN_TMP_OSS_AK_SECRET": self.access_key_secret,
            "QWEN_TMP_OSS_ENDPOINT": f"http://127.0.0.1:{self.port}",
            "DASHSCOPE_API_KEY": self.api_key,
            "QWEN_BASE_URL": f"http://127.0.0.1:{self.port}",
        }


def open_home(folder: Path | None = None, port: int | None = None) -> PracticeHome:
    """The practice bucket's home, made on first use. Waits for the disk.

    Raises PRACTICE_FAILED when the folder cannot be used.
    """
    try:
        return _open_home(folder or data_folder() / "practice", port)
    except (OSError, ValueError, TypeError) as error:
        raise OssDropError(ErrorCode.PRACTICE_FAILED, str(error)) from error


def _open_home(folder: Path, port: int | None) -> PracticeHome:
    path = folder / _FILE
    if not os.path.lexists(path):
        _require_own(folder)
        fresh = PracticeHome(
            port=DEFAULT_PORT,
            access_key_id=f"practice-{secrets.token_hex(4)}",
            access_key_secret=secrets.token_hex(16),
            api_key=f"sk-practice-{secrets.token_hex(8)}",
            folder=str(folder),
        )
        temporary = _write_beside(fresh)
        try:
            path.hardlink_to(temporary)
        except FileExistsError:  # somebody else was first: theirs counts
            pass
        except OSError:  # a disk that knows no links, such as a USB stick
            replace_file(temporary, path)
        finally:
            remove_temporary(temporary)
    home = _read(path)
    return home if port is None else replace(home, port=port)


def _require_own(folder: Path) -> None:
    """Raise OSError for a folder that is somebody's already: it would be closed to others."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder")
    if folder.is_dir() and any(not _is_ours(one.name) for one in folder.iterdir()):
        raise FileExistsError(f"{folder} has other files in it: name an empty folder")


def _is_ours(name: str) -> bool:
    return name in _OURS or _LEFT_OVER.fullmatch(name) is not None


def _read(path: Path) -> PracticeHome:
    home = PracticeHome(**{**read_json(path), "folder": str(path.parent)})
    texts = home.access_key_id, home.access_key_secret, home.api_key
    are_texts = all(isinstance(t, str) and t.isascii() and t.isprintable() and t for t in texts)
    if not are_texts or type(home.port) is not int or not 0 < home.port < _PORTS:
        raise ValueError(f"{path} is damaged; remove it, and another one is made")
    return home


def save_home(home: PracticeHome) -> None:
    """Keep changed values."""
    replace_file(_write_beside(home), Path(home.folder) / _FILE)


def _write_beside(home: PracticeHome) -> Path:
    """The values in a new file beside the real one, readable by this user only."""
    folder = Path(home.folder)
    make_own_folder(folder)
    values = {name: value for name, value in asdict(home).items() if name != "folder"}
    path = folder / f"{secrets.token_hex(8)}.new"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(values, file)
    return path


def runs(home: PracticeHome) -> bool:
    """Whether this home's practice bucket answers, and not some other program on its port."""
    return _proven_answer(home) is not None


def page_link(home: PracticeHome) -> str:
    """A link that shows this home's running practice bucket in a browser: once, within a minute.

    Blocks. Raises PRACTICE_FAILED where it does not run, and so never leads to another program.
    """
    said = _proven_answer(home)
    if said is None:
        raise OssDropError(ErrorCode.PRACTICE_FAILED, "it does not run: start it first")
    run = said.get("run")
    if not isinstance(run, str):
        raise OssDropError(ErrorCode.PRACTICE_FAILED, "the one that runs is older and has no page")
    ticket = make_ticket(home.access_key_secret, home.port, run)
    return f"http://127.0.0.1:{home.port}{SIGN_IN_PATH}?ticket={ticket}"


def _proven_answer(home: PracticeHome) -> dict[str, object] | None:
    """What this home's practice bucket says of itself; None where it does not answer.

    Whoever answers has to prove that it knows this home's secret; it is not told what to say.
    """
    from ossdrop.network.answers import Limits
    from ossdrop.network.sessions import Session

    challenge = secrets.token_hex(32)
    expected = proof_of(home.access_key_secret, challenge, home.port)
    try:
        with Session(1, Limits(_PROBE_TIMEOUT_S, _MOST_PROBE_BYTES)) as session:
            answer = session.get(
                f"http://127.0.0.1:{home.port}{PROBE_PATH}",
                headers={CHALLENGE_HEADER: challenge},
                timeout=_PROBE_TIMEOUT_S,
                allow_redirects=False,
            )
        said = json.loads(answer.content)
    except (OSError, urllib3.exceptions.HTTPError, ValueError, RecursionError):
        return None
    proof = said.get("proof") if isinstance(said, dict) else None
    is_proven = isinstance(proof, str) and same(expected, proof)
    return said if is_proven else None


def _enter(home: PracticeHome) -> PracticeUser:
    from ossdrop.practice.users import PracticeUser  # imports filelock: 40 ms

    try:
        return PracticeUser(Path(home.folder))
    except OSError as error:
        raise OssDropError(ErrorCode.PRACTICE_FAILED, str(error)) from error


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Leave it to the others: it ends with the last of them."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    process.returncode = 0  # nobody here waits for it


class PracticeProcess:
    """The practice bucket in a process of its own, so that it cannot slow the window down.

    It ends with this process, unless others use it by then: it listens to a pipe that closes when
    this process is gone.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._user: PracticeUser | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def ensure_running(self) -> None:
        """Start it unless it runs already. Raises PRACTICE_FAILED. Blocks about half a second."""
        with self._lock:
            if self._stopped:
                raise OssDropError(ErrorCode.PRACTICE_FAILED, "it was stopped")
            if self._process is not None and self._process.poll() is None:
                return
            home = open_home()
            if self._user is None:
                self._user = _enter(home)
            if not runs(home):
                self._start()

    def _start(self) -> None:
        options = ["practice", "--json", "--until-stdin-closes", "--any-port", "--refuse-v1"]
        try:
            self._process = subprocess.Popen(
                headless_command(options),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=own_working_folder(),
                env=own_environment(),
                # Ctrl+C is for us: others may use it, and a file may still be on its way.
                process_group=0 if os.name == "posix" else None,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise OssDropError(ErrorCode.PRACTICE_FAILED, str(error.strerror)) from error
        # Its first line comes when it answers requests.
        if self._process.stdout is None or not self._process.stdout.readline():
            code = self._process.wait()
            raise OssDropError(ErrorCode.PRACTICE_FAILED, f"exit code {code}")

    @property
    def is_own(self) -> bool:
        """Whether it was started here, and may end with this process."""
        return self._process is not None

    def stop(self) -> None:
        """End it, if it was started here and nobody else uses it; it cannot be started again."""
        with self._lock:
            self._stopped = True
            process, self._process = self._process, None
            user, self._user = self._user, None
        is_last = user.leave() if user is not None else True
        if process is None:
            return
        if not is_last:
            _let_go(process)
            return
        try:
            process.communicate(timeout=5)  # closes its stdin, which ends it
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
