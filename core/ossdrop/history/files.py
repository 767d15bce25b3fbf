"""The history as CSV or JSON, out and in again. No link and no secret is ever in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from ossdrop.config.address import parse_address, require_encrypted
from ossdrop.config.endpoint import Endpoint, Style, parse_endpoint
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.regions import normalise_region
from ossdrop.config.settings import MAX_EXPIRES_S, parse_bucket
from ossdrop.drops import NO_DROP, Drop, new_drop_id
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.entry import HistoryEntry
from ossdrop.history.store import HistoryStore
from ossdrop.links import TEMPORARY_LIFETIME
from ossdrop.printable import cell, plain_of_cell, printable
from ossdrop.storage.object_key import MAX_KEY_BYTES, name_in

_BATCH = 1000
_MOST_LINE = 256 * 1024
_YEARS = (2000, 2200)
_MOST_FILES = 2**40


def row_values(entry: HistoryEntry) -> dict[str, object]:
    """One row as plain values."""
    return {
        "id": entry.id,
        "name": entry.name,
        "bucket": entry.bucket,
        "key": entry.key,
        "size": entry.size_bytes,
        "content_type": entry.content_type,
        "crc64": str(entry.crc64),
        "created_at": entry.created_at.isoformat(),
        "link_expires_at": entry.link_expires_at.isoformat(),
        "profile": entry.profile,
        "region": entry.region,
        "endpoint": entry.endpoint.base_url,
        "endpoint_style": entry.endpoint.style.value,
        "expires_s": entry.expires_s,
        "source_path": str(entry.source_path).encode("utf-8", "backslashreplace").decode(),
        "access_key": entry.access_key_masked,
        "access_key_fingerprint": entry.access_key_fingerprint,
        "model": entry.model,
        "origin": entry.origin,
        "drop_id": entry.drop.id,
        "drop_name": entry.drop.name,
        "drop_files": entry.drop.files,
        "drop_place": entry.place,
    }


def write_csv(entries: Iterable[HistoryEntry], stream: TextIO) -> None:
    """Rows as CSV with a heading; cells that a spreadsheet would run as a formula are quoted."""
    writer: Any = None
    for entry in entries:
        values = row_values(entry)
        if writer is None:
            writer = csv.DictWriter(stream, fieldnames=list(values))
            writer.writeheader()
        writer.writerow({n: cell(v) if isinstance(v, str) else v for n, v in values.items()})


def write_json(entries: Iterable[HistoryEntry], stream: TextIO) -> None:
    """One JSON object a line."""
    stream.writelines(json.dumps(row_values(entry), ensure_ascii=False) + "\n" for entry in entries)


@dataclass(frozen=True)
class Imported:
    """What became of a file's rows: new ones, those that are there, those that make no sense."""

    added: int
    known: int
    refused: int


def import_rows(store: HistoryStore, path: Path) -> Imported:
    """Add the rows of an exported file that are not there yet. Blocks.

    Each is looked at when it comes in: one that makes no sense costs the others nothing. Raises
    HISTORY_FILE_UNREADABLE, with nothing added, where no row is one of such an export.
    """
    entries, refused = read_rows(path)
    before = store.count()
    for start in range(0, len(entries), _BATCH):
        store.add_all(entries[start : start + _BATCH])
    added = store.count() - before
    return Imported(added, max(len(entries) - added, 0), refused)


def read_rows(path: Path) -> tuple[list[HistoryEntry], int]:
    """The rows of an exported file, and how many make no sense; see `import_rows`."""
    entries: list[HistoryEntry] = []
    refused = 0
    drops: dict[int, int] = {}  # theirs are none of ours, even where they have the same id
    try:
        for values in _read(path):
            try:
                entries.append(_with_own_drop(_entry_of(values), drops))
            except (ValueError, KeyError, TypeError, OverflowError, OssDropError):
                refused += 1
    except PermissionError as error:
        raise OssDropError(ErrorCode.FILE_UNREADABLE, f"{path}: {error.strerror}") from error
    except OSError as error:  # a folder, a device
        if not path.exists():
            raise OssDropError(ErrorCode.FILE_MISSING, str(path)) from error
        raise _unreadable(path, error.strerror or "it is not a regular file") from error
    except (ValueError, csv.Error, RecursionError) as error:
        raise _unreadable(path, type(error).__name__) from error
    if refused and not entries:
        raise _unreadable(path, f"{refused} rows that make no sense")
    return entries, refused


def _unreadable(path: Path, reason: str) -> OssDropError:
    return OssDropError(ErrorCode.HISTORY_FILE_UNREADABLE, f"{path.name}: {reason}")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file as they are; a line that is no JSON gives an empty one."""
    if not path.is_file():
        raise OSError("not a file")
    with path.open(encoding="utf-8-sig", newline="") as file:
        if path.suffix.lower() == ".csv":
            for row in csv.DictReader(_lines(file)):
                yield {name: plain_of_cell(text or "") for name, text in row.items() if name}
            return
        while line := file.readline(_MOST_LINE):
            if line.strip():
                try:
                    values = json.loads(line)
                except (ValueError, RecursionError):
                    values = None
                yield values if isinstance(values, dict) else {}


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a file; raises ValueError for one that nobody has exported."""
    while line := file.readline(_MOST_LINE):
        if len(line) == _MOST_LINE:
            raise ValueError("a line is too long")
        yield line


def _entry_of(values: dict[str, Any]) -> HistoryEntry:
    """A row of somebody's, every value of it held against its rule; raises what does not fit."""
    model = _text(values.get("model") or "", 128)
    bucket = _text(values["bucket"], 63) if model else parse_bucket(str(values["bucket"]))
    key, name = _key(values["key"], is_temporary=bool(model)), _text(values["name"], 1024)
    return HistoryEntry(
        created_at=_time(values["created_at"]),
        profile=ProfileId(_text(values["profile"], 64)),
        bucket=bucket,
        region="" if model else normalise_region(str(values["region"])),
        endpoint=_endpoint(values, bucket, is_temporary=bool(model)),
        key=key,
        # A false name would have a link made, or an object deleted, that nobody meant.
        name=name if model else name_in(key, name),
        size_bytes=_whole(values["size"], 2**50),
        content_type=_text(values["content_type"], 256),
        crc64=_whole(values["crc64"], 2**64 - 1),
        source_path=_source_path(str(values["source_path"])),
        access_key_masked=_text(values["access_key"], 64),
        access_key_fingerprint=_text(values["access_key_fingerprint"], 64),
        expires_s=max(_whole(values["expires_s"], MAX_EXPIRES_S), 1),
        link_expires_at=min(_time(values["link_expires_at"]), _longest(is_temporary=bool(model))),
        model=model,
        origin=_text(values.get("origin") or "", 4096),
        drop=_drop_in(values),
        place=_whole(values.get("drop_place") or 0, _MOST_FILES),
        is_imported=True,
    )


def _with_own_drop(entry: HistoryEntry, ids: dict[int, int]) -> HistoryEntry:
    if not entry.drop.id:
        return entry
    own_id = ids.setdefault(entry.drop.id, new_drop_id())
    return replace(entry, drop=replace(entry.drop, id=own_id))


def _drop_in(values: dict[str, Any]) -> Drop:
    """The drop of a row; files of earlier versions have none."""
    drop_id = _whole(values.get("drop_id") or 0, 2**48)
    if not drop_id:
        return NO_DROP
    name = _text(values.get("drop_name") or "", 1024)
    return Drop(drop_id, name, _whole(values.get("drop_files") or 0, _MOST_FILES))


def _longest(*, is_temporary: bool) -> datetime:
    """When any link runs out that was made by now."""
    lifetime = TEMPORARY_LIFETIME if is_temporary else timedelta(seconds=MAX_EXPIRES_S)
    return datetime.now(UTC) + lifetime


def _text(value: object, most: int) -> str:
    text = str(value)
    if len(text) > most or printable(text) != text:
        raise ValueError("not a text that can be shown")
    return text


def _source_path(text: str) -> Path:
    """A path may have any character but NUL; whoever shows one knows that."""
    if len(text) > 32_768 or "\0" in text:
        raise ValueError("not a path")
    text.encode()  # raises UnicodeEncodeError, a ValueError, for half a character
    return Path(text)


def _whole(value: object, most: int) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= most):
        raise ValueError("not a whole number in its range")
    return int(text)


def _time(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None or not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError("not a time of a link")
    return moment


def _key(value: object, *, is_temporary: bool) -> str:
    key = _text(value, MAX_KEY_BYTES)
    if not 1 <= len(key.encode()) <= MAX_KEY_BYTES or key[0] in "/\\":
        raise ValueError("not the key of an object")
    if {".", "..", *([""] if is_temporary else [])} & set(key.split("/")):
        raise ValueError("not a key that the service makes")
    return key


def _endpoint(values: dict[str, Any], bucket: str, *, is_temporary: bool) -> Endpoint:
    """As an endpoint is read anywhere else: https, or this computer; no path, no other scheme."""
    given, style = str(values["endpoint"]), Style(values["endpoint_style"])
    if is_temporary:
        address = parse_address(given)
        require_encrypted(address.scheme, address)
        return Endpoint(address.scheme or "https", address.netloc, style)
    endpoint = parse_endpoint(given, bucket)
    if endpoint.style is not style:
        raise ValueError("not the way that this host names its buckets")
    return endpoint
