"""One page of a listing, with folders rolled up at the delimiter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ossdrop.practice.xml import Node

Item = TypeVar("Item")
OWNER: Node = ("Owner", [("ID", "1000000000000001"), ("DisplayName", "1000000000000001")])


@dataclass(frozen=True)
class Wanted:
    """What a listing is asked for: keys with `prefix`, after the key `after`, at most `most`."""

    prefix: str
    delimiter: str
    after: str
    most: int

    def folder_of(self, key: str) -> str:
        """The folder that stands for `key` in the listing; '' where it stands for itself."""
        end = key.find(self.delimiter, len(self.prefix)) if self.delimiter else -1
        return key[: end + len(self.delimiter)] if end >= 0 else ""


@dataclass
class Page(Generic[Item]):
    """A page: entries, folders, and where the next one goes on. `last_item` is none of a folder."""

    items: list[tuple[str, Item]] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    is_truncated: bool = False
    last_key: str = ""
    last_item: Item | None = None

    def folder_nodes(self, folders: Iterable[str]) -> list[Node]:
        """The folders, as they were encoded, as XML."""
        return [("CommonPrefixes", [("Prefix", name)]) for name in folders]


def page_of(entries: Iterable[tuple[str, Item]], wanted: Wanted) -> Page[Item]:
    """The page of `entries`, which are in order and begin where the listing does."""
    page = Page[Item](last_key=wanted.after)
    for key, item in entries:
        folder = wanted.folder_of(key)
        is_known = folder in page.folders or (folder and folder <= wanted.after)
        if not key.startswith(wanted.prefix) or is_known:
            continue
        if len(page.items) + len(page.folders) == wanted.most:
            page.is_truncated = True
            break
        if folder:
            page.folders.append(folder)
            page.last_key, page.last_item = folder, None
        else:
            page.items.append((key, item))
            page.last_key, page.last_item = key, item
    return page
