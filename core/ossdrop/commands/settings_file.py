"""Writes into the `.env` that is in force where one stands."""

from __future__ import annotations

from ossdrop.commands.output import say
from ossdrop.config.env_writer import change_env_file
from ossdrop.config.folder_file import AllowedFiles, look_at
from ossdrop.destinations import Destinations


def write_settings(destinations: Destinations, changes: dict[str, str | None]) -> None:
    """Change the file that is in force here. One that was allowed stays so."""
    path = destinations.file_to_change()
    allowed = AllowedFiles()
    before = look_at(path) if path != destinations.env_path() else None
    is_allowed = before is not None and allowed.is_allowed(before)
    change_env_file(path, changes)
    if before is not None and is_allowed:
        if (file := allowed.keep_allowed(before, changes)) is not None:
            destinations.take_folder_file(file.values)
        else:
            say(f"{path} was changed by others too: ossdrop-cli allow uses it as it is now.")
