"""Asks for files and folders by the system's own dialogs.

They begin in the person's folder, not where the program was started; and what is written gets the
ending of the kind that was chosen, where nobody typed one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ossdrop_gui.words.wording import translate


class _Place:
    """Where somebody was last, in this run."""

    folder: ClassVar[Path | None] = None


def ask_where_to_write(
    parent: QWidget,
    title: str,
    name: str,
    kinds: str,
    then: Callable[[Path], None],
    *,
    adds: bool = False,
) -> None:
    """Ask where to write a file, `name` unless another one is chosen.

    `kinds` are as Qt has them, `CSV (*.csv);;JSON (*.json)`. Whoever names a file that is there is
    asked whether it may be replaced, unless what is written only `adds` to it.
    """
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, adds)
    dialog.setDefaultSuffix(_ending(kinds))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    dialog.selectFile(name)
    _open(dialog, lambda paths: then(paths[0]))


def ask_which_to_read(
    parent: QWidget, title: str, kinds: str, then: Callable[[Path], None]
) -> None:
    """Ask for a file."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, lambda paths: then(paths[0]))


def ask_for_files(parent: QWidget, title: str, then: Callable[[tuple[Path, ...]], None]) -> None:
    """Ask for one file or many, of every kind."""
    dialog = _dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    _open(dialog, then)


def ask_for_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """Ask for a folder."""
    dialog = _dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, lambda paths: then(paths[0]))


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(_Place.folder or Path.home()), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    label = QFileDialog.DialogLabel  # Qt has changed these since they were translated
    dialog.setLabelText(label.LookIn, translate("file_dialogs", "Look in:"))
    dialog.setLabelText(label.FileType, translate("file_dialogs", "Kind:"))
    return dialog


def _open(dialog: QFileDialog, then: Callable[[tuple[Path, ...]], None]) -> None:
    def chosen(names: list[str]) -> None:
        _Place.folder = Path(dialog.directory().absolutePath())
        then(tuple(map(Path, names)))

    dialog.filesSelected.connect(chosen)
    dialog.open()


def _ending(kinds: str) -> str:
    """Of the first kind: `csv`."""
    found = re.search(r"\*\.(\w+)", kinds)
    return found[1] if found else ""
