"""The history as CSV or JSON, out and in again. No link and no secret is ever in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from ossdrop.config.endpoint import Endpoint, Style
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.history.store import HistoryEntry, HistoryStore
from ossdrop.printable import printable

_BATCH = 1000


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
    }


def write_csv(entries: Iterable[HistoryEntry], stream: TextIO) -> None:
    """Rows as CSV with a heading; cells that a spreadsheet would run as a formula are quoted."""
    writer: Any = None
    for entry in entries:
        values = row_values(entry)
        if writer is None:
            writer = csv.DictWriter(stream, fieldnames=list(values))
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in values.items()})


def write_json(entries: Iterable[HistoryEntry], stream: TextIO) -> None:
    """One JSON object a line."""
    stream.writelines(json.dumps(row_values(entry), ensure_ascii=False) + "\n" for entry in entries)


def import_rows(store: HistoryStore, path: Path) -> int:
    """Add the rows of an exported file that are not there yet; returns how many. Blocks.

    Raises HISTORY_FILE_UNREADABLE, with nothing added, where the file is not such an export.
    """
    try:
        entries = [_entry_of(values) for values in _read(path)]
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        detail = f"{path.name}: {type(error).__name__}"
        raise OssDropError(ErrorCode.HISTORY_FILE_UNREADABLE, detail) from error
    before = store.count()
    for start in range(0, len(entries), _BATCH):
        store.add_all(entries[start : start + _BATCH])
    return store.count() - before


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        if path.suffix.lower() == ".csv":
            for row in csv.DictReader(file):
                yield {name: _formula_back(text) for name, text in row.items()}
        else:
            for line in file:
                if line.strip():
                    yield json.loads(line)


def _entry_of(values: dict[str, Any]) -> HistoryEntry:
    scheme, _, host = str(values["endpoint"]).partition("://")
    entry = HistoryEntry(
        created_at=datetime.fromisoformat(values["created_at"]),
        profile=str(values["profile"]),
        bucket=str(values["bucket"]),
        region=str(values["region"]),
        endpoint=Endpoint(scheme, host, Style(values["endpoint_style"])),
        key=str(values["key"]),
        name=str(values["name"]),
        size_bytes=int(values["size"]),
        content_type=str(values["content_type"]),
        crc64=int(values["crc64"]),
        source_path=Path(str(values["source_path"])),
        access_key_masked=str(values["access_key"]),
        access_key_fingerprint=str(values["access_key_fingerprint"]),
        expires_s=int(values["expires_s"]),
        link_expires_at=datetime.fromisoformat(values["link_expires_at"]),
        model=str(values.get("model") or ""),
    )
    if entry.created_at.tzinfo is None or entry.link_expires_at.tzinfo is None:
        raise ValueError("a time without its zone")
    return entry


def _cell(value: object) -> object:
    """A value that no spreadsheet runs and no terminal obeys."""
    if not isinstance(value, str):
        return value
    shown = printable(value)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown


def _formula_back(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
