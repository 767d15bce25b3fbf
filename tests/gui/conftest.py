"""The window on the offscreen platform, with the practice bucket as its destination."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="the window's tests need PySide6")

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ossdrop_gui.app import Desktop
from ossdrop_gui.main_window import MainWindow
from tests.core.config.test_keyring import Backend

_PATIENCE_MS = 20_000  # on a machine that is busy with something else


class PatientBot(QtBot):
    """Waits as long as a busy machine may need; what is not true by then never will be."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = _PATIENCE_MS) -> None:
        """Wait until `callback` returns True or raises no AssertionError."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Instead of pytest-qt's own."""
    return PatientBot(request)


class _WindowGuard(QObject):
    """Notes each plain widget that becomes a window of its own: it was shown without a parent."""

    def __init__(self, known: Callable[[], list[QObject]]) -> None:
        super().__init__()
        self.found: list[str] = []
        self._known = known

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dialogs, menus and tips are windows by their type; the main one is."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_plain = watched.windowType() == Qt.WindowType.Window
            is_ours = isinstance(watched, MainWindow) or watched in self._known()
            if is_plain and not is_ours:
                parent = type(watched.parent()).__name__
                self.found.append(f"{type(watched).__name__} in {parent}")
        return False


@pytest.fixture(autouse=True)
def one_window(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """A widget that is shown before it has a parent is a window for a moment, and takes focus."""

    def registered() -> list[QObject]:
        return [item[0]() for item in getattr(request.node, "qt_widgets", [])]

    guard = _WindowGuard(registered)
    qapp.installEventFilter(guard)
    yield
    qapp.removeEventFilter(guard)
    assert not guard.found, f"shown without a parent: {guard.found}"


@pytest.fixture
def desktop(
    qtbot: QtBot,
    qapp: QApplication,
    variables: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desktop]:
    """The whole program, configured by the environment, its destination found."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    QGuiApplication.clipboard().clear()
    made = Desktop(qapp, practice=False, files=[])
    found = "practice-bucket"
    qtbot.waitUntil(lambda: found in made.window.chip.accessibleName())
    activate(qtbot, made)
    yield made
    close(made)


@pytest.fixture
def fresh(qtbot: QtBot, qapp: QApplication, store: Backend) -> Iterator[Desktop]:
    """A first start, with a password store, and nothing copied yet."""
    QGuiApplication.clipboard().clear()
    desktop = Desktop(qapp, practice=False, files=[])
    qtbot.waitUntil(lambda: desktop.window.first_page is not None)
    yield desktop
    close(desktop)


def activate(qtbot: QtBot, desktop: Desktop) -> None:
    """Give the window the focus: asked once, the offscreen platform may forget it."""

    def is_active() -> bool:
        if not desktop.window.isActiveWindow():
            desktop.window.activateWindow()
        return desktop.window.isActiveWindow()

    qtbot.waitUntil(is_active)


def close(desktop: Desktop) -> None:
    """Close the window without questions, and delete it."""
    desktop.window._may_close = True
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()
    QApplication.processEvents()
    # Not by the line before: no event loop runs here that they could be deleted in. A look that is
    # chosen goes through every window that is left.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]


@pytest.fixture
def drop() -> Callable[[QWidget, list[Path]], None]:
    """Drop files on a widget, with the events that Qt itself would send."""

    def send(widget: QWidget, paths: list[Path]) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        keys = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(50, 50), actions, data, buttons, keys)
        QApplication.sendEvent(widget, enter)
        assert enter.isAccepted()
        let_go = QDropEvent(QPointF(50, 50), actions, data, buttons, keys)
        QApplication.sendEvent(widget, let_go)
        assert let_go.isAccepted()

    return send


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Whoever is asked for a file or a folder from now on chooses this one."""
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.filesSelected.emit([str(path)]))
