"""The language of the window: follows the system at first, can be switched while running."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ossdrop.program.paths import assets_folder

ENGLISH, CHINESE = "en", "zh_CN"


def system_language() -> str:
    """Chinese where the system speaks Chinese, else English."""
    first = next(iter(QLocale.system().uiLanguages()), "")
    return CHINESE if first.startswith("zh") else ENGLISH


class Languages:
    """The translators of one program; `use` may be called again at any time."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self._language = ""

    def close(self) -> None:
        """Leave the program as it was before."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed, self._language = [], ""

    def use(self, language: str) -> None:
        """Switch to `language`; every widget follows by its LanguageChange event."""
        if language == self._language:
            return
        self.close()
        self._language = language
        wanted, system = QLocale(language), QLocale.system()
        # Dates and numbers stay as this country writes them, where the language is the same.
        QLocale.setDefault(system if _says_days_alike(system, wanted) else wanted)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own_folder = str(assets_folder() / "translations")
        self._installed = []
        # Qt's own dialogs first: what was installed last is asked first.
        for name, folder in (
            (f"qtbase_{language}", qt_folder),
            (f"ossdrop_{language}", own_folder),
        ):
            translator = QTranslator()
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)


def _says_days_alike(system: QLocale, wanted: QLocale) -> bool:
    """Whether the system's dates are in this language: they may have one of their own."""
    is_same = system.language() == wanted.language()
    return is_same and system.dayName(1) == wanted.dayName(1)
