"""What every test has: a home of its own, a clean environment, and no thread left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ossdrop.config import policies
from ossdrop.config.credentials import Credentials
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.settings import Destination
from ossdrop.network import service_clock
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.redaction import Secret

if TYPE_CHECKING:
    from tests.core.config.test_keyring import Backend

KEY_ID, KEY_SECRET = "LTAI5tTestTestTestTest01", "canary-secret-0123456789abcdef"
API_KEY, PLAN_KEY = "sk-canary-0123456789abcdef", "sk-sp-canary-0123456789"
MODELS = frozenset({"qwen3.6-plus", "wan"})
BUCKET, REGION = "practice-bucket", "cn-hangzhou"
# A name that is no text: bytes elsewhere, half of a surrogate pair on Windows.
UNREADABLE = "broken-\udcff"

if sys.platform == "linux" and not os.environ.get("OSSDROP_TEST_ON_DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A background job of a shell starts with SIGINT ignored, and so would every child of a test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's configuration reaches a test, and nothing is written outside."""
    for name in list(os.environ):
        if name.startswith(("QWEN", "OSS_", "DASHSCOPE", "OSSDROP", "QIANWEN")) or (
            name.lower().endswith("_proxy")
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("OSSDROP_HOME", str(tmp_path / "ossdrop-home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))  # menus of the desktop
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(policies, "policies_file", lambda: tmp_path / "none")
    monkeypatch.setattr(service_clock._Newest, "reading", service_clock._Reading())


@pytest.fixture(scope="session")
def ffmpeg_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an ffmpeg in it, whatever is installed."""
    from imageio_ffmpeg import get_ffmpeg_exe

    folder, program = tmp_path_factory.mktemp("ffmpeg"), Path(get_ffmpeg_exe())
    named = folder / f"ffmpeg{program.suffix if sys.platform == 'win32' else ''}"
    with contextlib.suppress(OSError):  # Windows lets administrators only
        named.symlink_to(program)
    if not named.exists():  # Wine makes none, and says nothing
        shutil.copy(program, named)
    return folder


@pytest.fixture
def ffmpeg(ffmpeg_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ffmpeg is installed."""
    monkeypatch.setenv("PATH", f"{ffmpeg_folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """A test that leaves a thread running fails."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    for thread in set(threading.enumerate()) - before:
        thread.join(max(deadline - time.monotonic(), 0))
    left = [t.name for t in set(threading.enumerate()) - before if t.is_alive()]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def nothing_kept(no_leaked_threads: None) -> Iterator[None]:
    """No test goes on with what the calls of another one have opened."""
    yield
    if (kept := sys.modules.get("ossdrop.calls.kept")) is not None:
        kept.KEPT.close()


@pytest.fixture
def access_key() -> AccessKey:
    return AccessKey(KEY_ID, KEY_SECRET)


@pytest.fixture
def practice(tmp_path: Path, access_key: AccessKey) -> Iterator[PracticeServer]:
    """A practice bucket that refuses V1, as the service does for new accounts."""
    config = ServiceConfig(
        tmp_path / "bucket",
        (access_key,),
        api_keys={API_KEY: "account", PLAN_KEY: "account"},
        models=MODELS,
    )
    with PracticeServer(config) as server:
        yield server


@pytest.fixture
def store() -> Iterator[Backend]:
    """A password store that keeps what it is given, in memory."""
    import keyring

    from tests.core.config.test_keyring import Backend

    before, made = keyring.get_keyring(), Backend()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def localhost_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """`anything.localhost` is this computer, as RFC 6761 says and glibc does not."""
    resolve = socket.getaddrinfo

    def patched(host: object, *args: object, **kwargs: object) -> object:
        is_local = isinstance(host, str) and host.endswith(".localhost")
        return resolve("127.0.0.1" if is_local else host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", patched)


@pytest.fixture
def destination(practice: PracticeServer) -> Destination:
    """The practice bucket as a destination, path style."""
    return destination_at(practice.base_url)


def destination_at(endpoint: str, bucket: str = BUCKET) -> Destination:
    """A destination at `endpoint` with the test key."""
    return Destination(
        profile="default",
        bucket=bucket,
        region=REGION,
        endpoint=parse_endpoint(endpoint, bucket),
        prefix="qianwen-uploads",
        expires_s=86_400,
        credentials=Credentials(KEY_ID, Secret(KEY_SECRET)),
    )


@pytest.fixture
def variables(practice: PracticeServer) -> dict[str, str]:
    """The practice bucket as environment variables."""
    return {
        "QWEN_TMP_OSS_BUCKET": BUCKET,
        "QWEN_TMP_OSS_REGION": REGION,
        "QWEN_TMP_OSS_AK_ID": KEY_ID,
        "QWEN_TMP_OSS_AK_SECRET": KEY_SECRET,
        "QWEN_TMP_OSS_ENDPOINT": practice.base_url,
    }


@pytest.fixture
def temporary(practice: PracticeServer) -> dict[str, str]:
    """Temporary storage, on the practice bucket's side of it, as environment variables."""
    return {"DASHSCOPE_API_KEY": API_KEY, "QWEN_BASE_URL": practice.base_url}


@pytest.fixture
def make_file(tmp_path: Path) -> Callable[..., Path]:
    """Makes a file in a folder of its own."""

    def make(name: str = "cat.png", content: bytes = b"a cat") -> Path:
        folder = tmp_path / "files"
        folder.mkdir(exist_ok=True)
        path = folder / name
        try:
            path.write_bytes(content)
        except OSError:
            if os.name == "nt":
                pytest.skip("no file can have this name here")
            raise
        return path

    return make
