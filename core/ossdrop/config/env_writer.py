"""Changes single variables of a `.env` and keeps every other byte of it.

python-dotenv's own `set_key` drops comments and `export`, turns CRLF into LF, replaces a symlink by
a file and loses keys when two programs write at once. Here one change is: lock, read, change,
compare, replace. The reading of lines is python-dotenv's.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ossdrop.config.env_file import MAX_ENV_BYTES, parse_env, separate_lines
from ossdrop.config.scripts_parser import parse_as_scripts
from ossdrop.errors import QUOTED, ErrorCode, OssDropError
from ossdrop.program.files import make_own_folder, own_lock
from ossdrop.program.held_files import patiently, remove_temporary, replace_file
from ossdrop.program.paths import data_folder

_BOM = "\ufeff"
_ATTEMPTS = 20
_LOCK_TIMEOUT_S = 10
_EXPORT = re.compile(r"^export[^\S\r\n]+")
_QUOTED = re.compile(r"'(?:\\'|[^'])*'|\"(?:\\\"|[^\"])*\"")
_INLINE_COMMENT = re.compile(r"\s+(#.*)$")
_ENDING = re.compile(r"(?:\r\n|\n|\r)?\Z")
_UNWRITABLE = re.compile(r"[\"'`$\\]|\s#")  # a shell runs some of these, which reads such files too
_PLAIN = re.compile(r"[\w./:@%+,=-]*")


@dataclass(frozen=True)
class Written:
    """The content of a `.env` before and after a change; the same where nothing was to be done."""

    before: bytes = field(repr=False)
    after: bytes = field(repr=False)


def change_env_file(
    path: Path, changes: Mapping[str, str | None], *, keeps_repeated: bool = False
) -> Written:
    """Set variables of a `.env`, or take them out where the value is None or empty. Blocks.

    Either all changes are made, in one atomic write, or none. A name that occurs more than once is
    changed everywhere; or where it occurs last, and what else it had becomes a comment. A new file
    can be read by its owner only. Raises OssDropError: VALUE_UNWRITABLE, ENV_FILE_UNREADABLE (not
    UTF-8), ENV_FILE_UNWRITABLE.
    """
    for name, value in changes.items():
        require_writable(name, value or "")
    with _locked(path):
        try:
            target = path.resolve()  # a symlink stays one
            for _ in range(_ATTEMPTS):
                before = _read(target)
                parted = _parted(before.text, changes) if before else ""
                text = changed_text(parted, changes, keeps_repeated=keeps_repeated)
                data = before.data if before else b""
                is_same = before is not None and text == before.text
                if is_same or _replace(target, before, text):
                    return Written(data, data if is_same else text.encode())
        except UnicodeDecodeError as error:
            detail = f"{path}: it is not UTF-8 text"
            raise OssDropError(ErrorCode.ENV_FILE_UNREADABLE, detail) from error
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, f"{path}: {reason}") from error
    raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, f"{path}: another program keeps writing it")


def _parted(text: str, changes: Mapping[str, str | None]) -> str:
    """Lines that name what is changed and other variables too, one line a variable.

    Else those would be taken for the rest of its value, and go with it.
    """
    return "".join(
        separate_lines(line) if any(f"{name}=" in line for name in changes) else line
        for line in text.splitlines(keepends=True)
    )


def require_writable(name: str, value: str) -> None:
    """Raise VALUE_UNWRITABLE for a value that the scripts would read otherwise than OssDrop."""
    if not value.isprintable() or value != value.strip() or _UNWRITABLE.search(value):
        raise OssDropError(ErrorCode.VALUE_UNWRITABLE, name)


def changed_text(
    text: str, changes: Mapping[str, str | None], *, keeps_repeated: bool = False
) -> str:
    """The text of a `.env` after `changes`; raises ENV_FILE_UNWRITABLE where they have no effect.

    That can only be where a quote that is opened in another value swallows the line.
    """
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    ending = "\r\n" if "\r\n" in text else "\n"
    pieces = list(_pieces(text))
    if keeps_repeated:
        pieces = list(_without_repeats(pieces, changes))
    made = "".join(_changed_piece(piece, changes, ending) for piece in pieces)
    there = {name for piece in pieces for name in piece.names}
    for name, value in changes.items():
        if value and name not in there:
            made += "" if not made or made.endswith(("\n", "\r")) else ending
            made += f"{name}={_quoted(value)}{ending}"
    if bom and any(made.startswith(f"{name}=") for name in changes):
        bom += ending  # else the scripts would see the BOM as part of the name
    _require_effect(bom + made, changes)
    return bom + made


def _require_effect(text: str, changes: Mapping[str, str | None]) -> None:
    ours, scripts = parse_env(text.removeprefix(_BOM)), parse_as_scripts(text)
    for name, value in changes.items():
        if not (ours.get(name) == scripts.get(name) == (value or None)):
            detail = f"{name} cannot be set: a value that begins with a quote takes in its line"
            raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, detail, hint=QUOTED)


@dataclass(frozen=True)
class _Piece:
    """What python-dotenv reads as one: a variable, a comment, or a line it cannot read."""

    text: str
    names: frozenset[str]


def _pieces(text: str) -> Iterator[_Piece]:
    from dotenv.parser import parse_stream

    for binding in parse_stream(io.StringIO(text, newline="")):
        original = binding.original.string
        names = {binding.key} if binding.key else set()
        if binding.error:  # it is read line by line
            for line in original.splitlines(keepends=True):
                yield _Piece(line, frozenset(_names_for_scripts(line)))
        elif len(original.strip().splitlines()) == 1:
            yield _Piece(original, frozenset(names | _names_for_scripts(original)))
        else:
            yield _Piece(original, frozenset(names))


def _without_repeats(
    pieces: Sequence[_Piece], changes: Mapping[str, str | None]
) -> Iterator[_Piece]:
    """A variable that comes once more, and has another value here, as a comment."""
    for number, piece in enumerate(pieces):
        later = {name for other in pieces[number + 1 :] for name in other.names}
        name = next((name for name in piece.names & later if name in changes), None)
        if name is None or parse_env(piece.text).get(name) in (None, "", changes[name]):
            yield piece
        else:
            yield _Piece(re.sub(r"(?m)^(?=[^\r\n])", "# ", piece.text), frozenset())


def _names_for_scripts(line: str) -> set[str]:
    return {name.removeprefix("export ").strip() for name in parse_as_scripts(line)}


def _changed_piece(piece: _Piece, changes: Mapping[str, str | None], ending: str) -> str:
    name = next((name for name in piece.names if name in changes), None)
    if name is None:
        return piece.text
    value = changes[name]
    body = piece.text.lstrip()
    blank = piece.text[: len(piece.text) - len(body)]
    blank = blank[: max(blank.rfind("\n"), blank.rfind("\r")) + 1]  # without the indentation
    end = _ENDING.search(body)
    own_ending = end.group() if end else ""
    if not value:
        return blank
    comment = _inline_comment(body[: len(body) - len(own_ending)])
    above = f"{comment}{own_ending or ending}" if comment else ""
    return f"{blank}{above}{name}={_quoted(value)}{own_ending}"


def _quoted(value: str) -> str:
    """A value as all programs read it, and a shell: what has blanks, or its signs, in quotes."""
    return value if _PLAIN.fullmatch(value) else f'"{value}"'


def _inline_comment(line: str) -> str:
    """The comment behind a value: it must go above, since the scripts read it as the value."""
    rest = _EXPORT.sub("", line).partition("=")[2].strip()
    quoted = _QUOTED.match(rest)
    if quoted:
        tail = rest[quoted.end() :].strip()
        return tail if tail.startswith("#") else ""
    found = _INLINE_COMMENT.search(rest)
    return found.group(1) if found else ""


@dataclass(frozen=True)
class _Content:
    data: bytes
    text: str


def _read(target: Path) -> _Content | None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):  # replacing a device would take it away
        raise IsADirectoryError(0, "it is not a regular file")
    if status.st_nlink > 1:  # replacing it would leave the other name with the old content
        raise OSError(0, "it has another name too (a hard link)")
    if status.st_size > MAX_ENV_BYTES:
        raise OSError(0, "it is over 64 KiB long")
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(0, "it is write-protected")
    data = patiently(target.read_bytes)
    return _Content(data, data.decode())


def _replace(target: Path, before: _Content | None, text: str) -> bool:
    """Put the new content in place; False where another program has written meanwhile."""
    if not target.parent.exists():  # a folder for keys is for this user only
        make_own_folder(target.parent)
    handle, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".new", dir=target.parent)
    temporary = Path(name)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            _keep_owner_and_mode(target, temporary)
        now = _read(target)
        if (now.data if now else None) != (before.data if before else None):
            return False
        replace_file(temporary, target)
        _sync_folder(target.parent)
    finally:
        remove_temporary(temporary)
    return True


def _keep_owner_and_mode(target: Path, temporary: Path) -> None:
    status = target.stat()
    shutil.copystat(target, temporary)
    os.utime(temporary)
    if hasattr(os, "chown"):
        own = temporary.stat()
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            os.chown(temporary, status.st_uid, status.st_gid)
            temporary.chmod(stat.S_IMODE(status.st_mode))  # chown takes special bits off


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer of this file at a time among all copies of OssDrop.

    The lock is no file beside the `.env`: that folder may be a repository.
    """
    import filelock

    folder = data_folder() / "locks"
    digest = hashlib.sha256(os.fsencode(Path(os.path.realpath(path)))).hexdigest()[:16]
    try:
        with own_lock(folder / f"{digest}.lock", _LOCK_TIMEOUT_S):
            yield
    except filelock.Timeout as error:
        detail = f"{path}: another OssDrop is writing it"
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, detail) from error
    except OSError as error:
        detail = f"{error.filename or folder}: {error.strerror}"
        raise OssDropError(ErrorCode.ENV_FILE_UNWRITABLE, detail) from error
