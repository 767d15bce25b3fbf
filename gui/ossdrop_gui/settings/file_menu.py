"""The line that says where the settings are saved, and what can be done with that file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ossdrop.config.env_file import Source
from ossdrop.config.model_service import console_of
from ossdrop.printable import filled, printable
from ossdrop.settings_editor import SettingsChanges, SettingsView, shared_text
from ossdrop_gui.desktop.file_dialogs import ask_where_to_write, ask_which_to_read
from ossdrop_gui.look.hover import let_hover_end
from ossdrop_gui.look.icons import Sign, SignButton
from ossdrop_gui.look.plain import brief, on_button, plain_tip
from ossdrop_gui.look.theme import set_look
from ossdrop_gui.settings.flow import SettingsFlow
from ossdrop_gui.words.spoken import Spoken
from ossdrop_gui.words.wording import short_path

_WORDS_FROM = 620  # px


class FileMenu(Spoken, SignButton):
    """Opens and changes the file, takes settings along, packs what support needs."""

    said = Signal(str)  # for the toast
    history_asked = Signal()  # of another computer, to be taken in

    def __init__(self, flow: SettingsFlow, parent: QWidget | None = None) -> None:
        super().__init__(Sign.OPENS, after=True, parent=parent)
        self._flow = flow
        self._view: SettingsView | None = None
        self._is_narrow = self._keeps_nothing = False
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        let_hover_end(self)
        set_look(self, "link")
        self.hide()

    def give_room(self, width: int) -> None:
        """Say less in a page that is narrow."""
        if self._is_narrow is not (is_narrow := width < _WORDS_FROM):
            self._is_narrow = is_narrow
            self._retranslate()

    def show_view(self, view: SettingsView) -> None:
        """Show the file of a profile."""
        self._view = view
        self._retranslate()

    def show_kept(self, *, keeps_nothing: bool) -> None:
        """Whether what is entered, or in use, is gone at the next start."""
        if self._keeps_nothing is not keeps_nothing:
            self._keeps_nothing = keeps_nothing
            self._retranslate()

    def _retranslate(self) -> None:
        view, menu = self._view, self._menu
        self.setVisible(view is not None)
        if view is None:
            return
        name = view.profile.name
        if name:
            place = self.tr("saved in .env") if view.has_file else self.tr("will be saved in .env")
            place = f"{brief(printable(name))} · {place}"
        else:
            place = self.tr("Saved in %1") if view.has_file else self.tr("Will be saved in %1")
            place = filled(place, view.env_path.name)
        is_of_run = any(s.origin.source is Source.THIS_RUN for s in view.settings.values())
        is_brief = self._keeps_nothing or is_of_run
        place = view.env_path.name if self._is_narrow else place
        self.setText(on_button(self.tr("Until you quit") if is_brief else place))
        self.setToolTip(plain_tip(str(view.env_path)))
        menu.clear()
        open_file = menu.addAction(self.tr("Open the settings file"))
        open_file.triggered.connect(self._on_open_asked)
        for path in view.script_files:
            if path != view.env_path:
                text = on_button(filled(self.tr("Use %1, which scripts read"), short_path(path)))
                menu.addAction(text).triggered.connect(lambda _=False, path=path: self._use(path))
        menu.addAction(self.tr("Use another .env…")).triggered.connect(self._on_other_file_asked)
        menu.addSeparator()
        export = menu.addAction(self.tr("Export settings, without secrets…"))
        export.triggered.connect(self._on_export_asked)
        menu.addAction(self.tr("Import settings…")).triggered.connect(self._on_import_asked)
        history = menu.addAction(self.tr("Import a history…"))  # also where there is none yet
        history.triggered.connect(self.history_asked)
        share = menu.addAction(self.tr("Copy settings for a colleague"))
        share.triggered.connect(self._on_share_asked)
        share.setEnabled(bool(shared_text(view)))
        menu.addSeparator()
        menu.addAction(self.tr("Save a file for support…")).triggered.connect(self._on_bundle_asked)
        console = menu.addAction(self.tr("Open Model Studio's API keys"))
        console.triggered.connect(self._on_console_asked)

    @Slot()
    def _on_console_asked(self) -> None:
        settings = self._view.settings if self._view is not None else {}
        address = console_of({name: setting.value for name, setting in settings.items()})
        QDesktopServices.openUrl(QUrl(address))

    def _use(self, path: Path) -> None:
        if self._view is not None:
            self._flow.save(SettingsChanges(self._view.profile.kind, {}, env_file=path))

    @Slot()
    def _on_open_asked(self) -> None:
        if self._view is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._view.env_path)))

    @Slot()
    def _on_other_file_asked(self) -> None:
        title = self.tr("The .env to read and write")
        ask_where_to_write(self, title, ".env", "", self._use, adds=True)

    @Slot()
    def _on_export_asked(self) -> None:
        title = self.tr("Export settings")
        name, kinds = "ossdrop-settings.json", "JSON (*.json)"
        ask_where_to_write(self, title, name, kinds, self._flow.export)

    @Slot()
    def _on_import_asked(self) -> None:
        title = self.tr("Import settings")
        ask_which_to_read(self, title, "JSON (*.json)", self._flow.take_in)

    @Slot()
    def _on_share_asked(self) -> None:
        """The text is what the paste box reads, so that a colleague only pastes it."""
        if self._view is None:
            return
        how = self.tr("Paste all of this into OssDrop, under “Paste what IT sent”.")
        QGuiApplication.clipboard().setText(f"{how}\n\n{shared_text(self._view)}\n")
        self.said.emit(
            self.tr("The settings are copied, without your AccessKey: each person needs their own.")
        )

    @Slot()
    def _on_bundle_asked(self) -> None:
        title = self.tr("Save a file for support")
        name, kinds = "ossdrop-support.zip", "ZIP (*.zip)"
        ask_where_to_write(self, title, name, kinds, self._flow.write_bundle)
