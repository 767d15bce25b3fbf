"""What the buttons of remedies say."""

from __future__ import annotations

from ossdrop.printable import filled
from ossdrop.remedies import Fix, FixKind
from ossdrop_gui.words.wording import region_title, translate


def fix_text(fix: Fix) -> str:
    """What the button of a remedy says."""
    return {
        FixKind.USE_REGION: filled(translate("fix", "Use %1"), region_title(fix.value)),
        FixKind.WRITE_VALUE: translate("fix", "Rewrite the line"),
        FixKind.MEND_ENV_FILE: translate("fix", "Rewrite the line"),
        FixKind.MAKE_PRIVATE: translate("fix", "Make it private"),
        FixKind.ADD_TO_GITIGNORE: translate("fix", "Add to .gitignore"),
        FixKind.MOVE_SECRET: translate("fix", "Move to the password store"),
        FixKind.ENTER_KEY: translate("fix", "Enter the key"),
        FixKind.OPEN_SETTINGS: translate("fix", "Correct it"),
        FixKind.SET_UP_AGAIN: translate("fix", "Set it up again"),
        FixKind.OPEN_CONSOLE: translate("fix", "Open the console"),
        FixKind.COPY_ADMIN_NOTE: translate("fix", "Copy note for admin"),
        FixKind.USE_MODEL: filled(translate("fix", "Use %1"), fix.value),
        FixKind.OPEN_BROWSER: translate("fix", "Open the browser"),
    }[fix.kind]
