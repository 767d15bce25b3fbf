"""Files of one name out of different folders: by which words they are told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from ossdrop.history.entry import HistoryEntry


def folders_of_namesakes(entries: Iterable[HistoryEntry]) -> Mapping[int, str]:
    """The folder of each file that shares its name with one from elsewhere, by the row's id.

    With as many of the folders above it as it takes: "May/logo", where others are in "June/logo".
    """
    by_name: defaultdict[str, dict[int, Path]] = defaultdict(dict)
    for entry in entries:
        by_name[entry.name][entry.id] = entry.source_path.parent
    told: dict[int, str] = {}
    for folders in by_name.values():
        different = set(folders.values())
        if len(different) > 1:
            short = _shortest(different)
            told |= {row_id: short[folder] for row_id, folder in folders.items() if short[folder]}
    return told


def _shortest(folders: set[Path]) -> Mapping[Path, str]:
    deepest = max(len(folder.parts) for folder in folders)
    for depth in range(1, deepest + 1):
        short = {folder: "/".join(folder.parts[-depth:]).lstrip("/\\") for folder in folders}
        if len(set(short.values())) == len(folders):
            return short
    return {folder: str(folder) for folder in folders}
