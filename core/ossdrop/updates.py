"""Whether there is a newer version: looked for only where a person has switched that on.

One request a day at most, to an address that was set when the program was built, without anything
about this computer in it. The answer is signed (Ed25519); nothing is ever downloaded by itself. A
program that was started from its source has no such address, and nothing to switch on.

The answer: a line with the signature in base64, then, signed, `{"version": "1.2.0", "page":
"https://…"}`. `tools/update_manifest.py` writes it.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ossdrop import __version__
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.files import read_json, write_own
from ossdrop.program.paths import assets_folder, data_folder

LOOK_EVERY = timedelta(days=1)
TOLD_AFTER = timedelta(days=7)  # that nobody looks: not to somebody who has only begun
_VERSION = re.compile(r"\d{1,5}(\.\d{1,5}){1,3}")
_KEY_BYTES, _MOST_BYTES, _WITHIN_S = 32, 4096, 20.0


@dataclass(frozen=True)
class UpdateSource:
    """Where to look, and the public key of whoever may answer."""

    address: str
    key: bytes


@dataclass(frozen=True)
class Newest:
    """The newest version there is, and the page that has it."""

    version: str
    page: str

    @property
    def is_newer(self) -> bool:
        """Than this program."""
        return _numbers(self.version) > _numbers(__version__)


@dataclass(frozen=True)
class UpdateNotes:
    """What is remembered: seconds since 1970, 0 for never."""

    first_start_s: float = 0.0
    looked_at_s: float = 0.0
    version: str = ""
    page: str = ""

    @property
    def newest(self) -> Newest | None:
        """What was found last."""
        return Newest(self.version, self.page) if self.version else None

    @property
    def is_time_to_look(self) -> bool:
        """Whether the last look is a day ago; also where the clock was set back."""
        return not timedelta(0) <= _since(self.looked_at_s) < LOOK_EVERY

    @property
    def is_time_to_tell(self) -> bool:
        """Whether the program has been in use for a week."""
        return bool(self.first_start_s) and _since(self.first_start_s) >= TOLD_AFTER


def update_source() -> UpdateSource | None:
    """Where this build looks, None for one that has no such place. Waits for the disk."""
    try:
        content = read_json(assets_folder() / "update.json")
        address, key = str(content["address"]), base64.b64decode(content["key"], validate=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_whole = address.startswith("https://") and len(key) == _KEY_BYTES
    return UpdateSource(address, key) if is_whole else None


def look_for_update(source: UpdateSource) -> Newest:
    """Ask, once. Blocks; raises UPDATE_UNREADABLE and the errors of the network."""
    import requests
    import urllib3.exceptions

    from ossdrop.network.answers import Limits
    from ossdrop.network.errors import network_error
    from ossdrop.network.proxies import proxies_for
    from ossdrop.network.sessions import CONNECT_TIMEOUT_S, Session

    try:
        with Session(1, Limits(_WITHIN_S, _MOST_BYTES)) as session:
            session.headers["User-Agent"] = "OssDrop"  # not even which version asks
            answer = session.get(
                source.address,
                timeout=CONNECT_TIMEOUT_S,
                allow_redirects=False,
                proxies=proxies_for(source.address),
            )
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None
    if answer.status_code != requests.codes.ok:
        raise OssDropError(ErrorCode.UPDATE_UNREADABLE, f"HTTP {answer.status_code}")
    return read_manifest(answer.content, source.key)


def read_manifest(content: bytes, key: bytes) -> Newest:
    """What a signed answer says; raises UPDATE_UNREADABLE for one that is not as it was signed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signature, _, signed = content.partition(b"\n")
    try:
        given = base64.b64decode(signature.strip(), validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(given, signed)
        found = json.loads(signed)
        newest = Newest(str(found["version"]), str(found["page"]))
        _numbers(newest.version)
    except InvalidSignature:
        raise OssDropError(ErrorCode.UPDATE_UNREADABLE, "the signature is wrong") from None
    except (ValueError, KeyError, TypeError) as error:
        raise OssDropError(ErrorCode.UPDATE_UNREADABLE, type(error).__name__) from error
    if not newest.page.startswith("https://"):
        raise OssDropError(ErrorCode.UPDATE_UNREADABLE, "its page is not https")
    return newest


def read_notes() -> UpdateNotes:
    """What is remembered; the first time, when that is. Waits for the disk; raises nothing."""
    try:
        notes = UpdateNotes(**read_json(_notes_file()))
        if notes.version:
            _numbers(notes.version)
        for moment in (notes.first_start_s, notes.looked_at_s):
            _since(moment)
    except (OSError, ValueError, TypeError, OverflowError):
        return UpdateNotes()
    return notes


def write_notes(notes: UpdateNotes) -> None:
    """Remember. Waits for the disk; raises OSError."""
    write_own(_notes_file(), json.dumps(asdict(notes)).encode())


def _notes_file() -> Path:
    return data_folder() / "updates.json"


def _since(seconds: float) -> timedelta:
    return datetime.now(UTC) - datetime.fromtimestamp(seconds, UTC)


def _numbers(version: str) -> tuple[int, ...]:
    """Of a version such as 1.2.0; raises ValueError."""
    if not _VERSION.fullmatch(version):
        raise ValueError("no version")
    return tuple(map(int, version.split(".")))
