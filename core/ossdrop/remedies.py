"""What can be done about an error: the one table of it, for buttons and for the command line.

The catalogue says in words what to do; a fix is what a program can do of it. `doctor.fixes` does
those that change settings, the window does the others, and a terminal is told what to type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.credentials import PairName
from ossdrop.errors import (
    HIDDEN,
    IN_FOLDER,
    NO_KEY_NOW,
    NOT_HTTP,
    NOT_HTTPS,
    OF_API_KEY,
    OTHER_SECRET,
    TWO_VALUES,
    UNKNOWN_NAME,
    ErrorCode,
    OssDropError,
)


class FixKind(Enum):
    """What a button beside a check does."""

    USE_REGION = "use_region"  # value: the region
    WRITE_VALUE = "write_value"  # name and value of a variable
    MEND_ENV_FILE = "mend_env_file"
    MAKE_PRIVATE = "make_private"
    ADD_TO_GITIGNORE = "add_to_gitignore"
    MOVE_SECRET = "move_secret"  # noqa: S105 - a name
    ENTER_KEY = "enter_key"
    OPEN_SETTINGS = "open_settings"
    SET_UP_AGAIN = "set_up_again"  # the bucket of a row, as a destination of its own
    OPEN_CONSOLE = "open_console"
    COPY_ADMIN_NOTE = "copy_admin_note"
    OPEN_BROWSER = "open_browser"
    USE_MODEL = "use_model"  # value: its name


@dataclass(frozen=True)
class Fix:
    """A remedy that can be done here."""

    kind: FixKind
    value: str = ""  # what is written, or the file that is changed
    name: str = ""  # of the variable that is written


# Those that change settings, and nothing else.
CHANGES = frozenset(
    {
        FixKind.USE_REGION,
        FixKind.WRITE_VALUE,
        FixKind.MEND_ENV_FILE,
        FixKind.MAKE_PRIVATE,
        FixKind.ADD_TO_GITIGNORE,
        FixKind.MOVE_SECRET,
    }
)
_FIXES = {
    ErrorCode.PERMISSION_MISSING: FixKind.COPY_ADMIN_NOTE,
    ErrorCode.DOMAIN_REQUIRED: FixKind.COPY_ADMIN_NOTE,
    ErrorCode.ACCOUNT_DISABLED: FixKind.COPY_ADMIN_NOTE,
    ErrorCode.BUCKET_MISSING: FixKind.OPEN_SETTINGS,
    ErrorCode.SECRET_WRONG: FixKind.ENTER_KEY,
    ErrorCode.ACCESS_KEY_UNKNOWN: FixKind.ENTER_KEY,
    ErrorCode.TOKEN_EXPIRED: FixKind.ENTER_KEY,
    ErrorCode.CREDENTIALS_MISSING: FixKind.ENTER_KEY,
    ErrorCode.CREDENTIALS_INVALID: FixKind.ENTER_KEY,
    ErrorCode.ROW_IMPORTED: FixKind.OPEN_SETTINGS,
    ErrorCode.KEYRING_ABSENT: FixKind.ENTER_KEY,
    ErrorCode.SECRET_DIFFERS: FixKind.ENTER_KEY,
    ErrorCode.API_KEY_MISSING: FixKind.ENTER_KEY,
    ErrorCode.API_KEY_WRONG: FixKind.ENTER_KEY,
    ErrorCode.API_KEY_KIND: FixKind.ENTER_KEY,
    ErrorCode.NOT_CONFIGURED: FixKind.OPEN_SETTINGS,
    ErrorCode.BUCKET_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.REGION_MISSING: FixKind.OPEN_SETTINGS,
    ErrorCode.REGION_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.ENDPOINT_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.ENDPOINT_INSECURE: FixKind.OPEN_SETTINGS,
    ErrorCode.PREFIX_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.EXPIRES_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.BASE_URL_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.MODEL_UNKNOWN: FixKind.OPEN_SETTINGS,
    ErrorCode.PROFILES_UNREADABLE: FixKind.OPEN_SETTINGS,
    ErrorCode.LINES_MERGED: FixKind.MEND_ENV_FILE,
    ErrorCode.LOGIN_PAGE: FixKind.OPEN_BROWSER,
}


_IDS = frozenset(pair.value for pair in PairName)


_OF_SETTINGS = UNKNOWN_NAME, NOT_HTTPS, NOT_HTTP  # rather than of a service that is away


def fix_for(error: OssDropError) -> Fix | None:
    """What a button can do about an error, wherever it is shown; None when nothing can."""
    if error.code is ErrorCode.REGION_WRONG:
        return Fix(FixKind.USE_REGION, error.hint) if error.hint else Fix(FixKind.OPEN_SETTINGS)
    if error.code is ErrorCode.ACCESS_KEY_GONE:  # not in the settings of whatever is in use
        is_there = error.hint in (NO_KEY_NOW, OTHER_SECRET)
        return Fix(FixKind.ENTER_KEY if is_there else FixKind.SET_UP_AGAIN)
    if error.code is ErrorCode.MODEL_UNKNOWN and error.hint:
        return Fix(FixKind.USE_MODEL, error.hint)
    if error.code is ErrorCode.NETWORK_UNREACHABLE and error.hint in _OF_SETTINGS:
        return Fix(FixKind.OPEN_SETTINGS)
    if error.hint in (TWO_VALUES, IN_FOLDER, HIDDEN):  # by hand, outside of OssDrop
        return None
    if error.hint in _IDS:
        return Fix(FixKind.ENTER_KEY, name=error.hint)
    if error.hint == OF_API_KEY:
        return Fix(FixKind.ENTER_KEY, name=API_KEY_NAMES[-1])
    kind = _FIXES.get(error.code)
    return Fix(kind) if kind else None
