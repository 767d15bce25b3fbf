"""pcmanfm on a folder with one file, and where that file's icon is on the screen.

pcmanfm paints its folder view in a colour that nothing else has; the icon is what differs from it.
"""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.desktop import Desktop
from tests.end_to_end.x_client import Box

_VIEW_COLOUR = (0xFD, 0xF6, 0xE4)
_ICON_SIZE = 48
_CONFIGURATION = {
    ".config/pcmanfm/default/pcmanfm.conf": (
        "[config]\nbm_open_method=0\n[volume]\nmount_on_startup=0\nmount_removable=0\nautorun=0\n"
        "[ui]\nalways_show_tabs=0\nside_pane_mode=hidden;places\nview_mode=icon\nshow_hidden=0\n"
        "toolbar=hidden;navigation;home;\nshow_statusbar=0\n"
    ),
    ".config/libfm/libfm.conf": (
        "[config]\nsingle_click=0\nthumbnail_max=0\nauto_selection_delay=0\n"
        f"[ui]\nbig_icon_size={_ICON_SIZE}\nshow_thumbnail=0\n"
    ),
    ".gtkrc-2.0": (
        "gtk-cursor-blink = 0\ngtk-enable-animations = 0\n"
        f'style "view" {{ base[NORMAL] = "#{bytes(_VIEW_COLOUR).hex()}" }}\n'
        'widget_class "*ExoIconView*" style "view"\nwidget_class "*FmFolderView*" style "view"\n'
    ),
}


class FileManager:
    """A file manager's window, placed, with its one icon drawn."""

    def __init__(self, desktop: Desktop, folder: Path, box: Box) -> None:
        for name, text in _CONFIGURATION.items():
            path = desktop.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self._desktop = desktop
        self._window = desktop.window_of(desktop.start(["pcmanfm", "--new-win", folder]))
        desktop.place(self._window, box)

    def icon(self) -> tuple[int, int]:
        """The middle of the file's icon."""
        return self._desktop.wait_steady(self._find_icon, "an icon in the file manager")

    def _find_icon(self) -> tuple[int, int] | None:
        box = self._desktop.x.box(self._window)
        data = self._desktop.x.pixels(box)
        colour = bytes(reversed(_VIEW_COLOUR)) + b"\0"
        rows = [data[y * box.width * 4 : (y + 1) * box.width * 4] for y in range(box.height)]
        view = [y for y, row in enumerate(rows) if colour * 8 in row]
        for top in view:
            left, right = rows[top].find(colour) // 4, rows[top].rfind(colour) // 4
            if ink := _other_than(colour, rows[top], left, right):
                x = (ink[0] + ink[-1]) // 2
                return box.x + x, box.y + top + _ICON_SIZE // 2
        return None


def _other_than(colour: bytes, row: bytes, left: int, right: int) -> list[int]:
    """The columns between `left` and `right` that have another colour."""
    return [x for x in range(left, right) if row[x * 4 : x * 4 + 4] != colour]
