"""What can be typed against an error or a finding: the command line has no buttons."""

from __future__ import annotations

import shlex

from ossdrop.doctor.check import Fix, FixKind, fix_for
from ossdrop.doctor.fixes import CHANGES
from ossdrop.errors import ErrorCode, OssDropError

CHECK_FIX = "ossdrop-cli check --fix"
_COMMANDS = {
    FixKind.MEND_ENV_FILE: CHECK_FIX,
    FixKind.ENTER_KEY: "ossdrop-cli config set-secret",
    FixKind.COPY_ADMIN_NOTE: "ossdrop-cli config admin-note",
    FixKind.OPEN_SETTINGS: "ossdrop-cli config show",
    FixKind.OPEN_CONSOLE: "https://oss.console.aliyun.com/bucket",
}


_PLAIN = "ossdrop-cli config set-secret --plain"
_BY_CODE = {ErrorCode.KEYRING_FORGETS: _PLAIN, ErrorCode.KEYRING_ABSENT: _PLAIN}


def command_against(error: OssDropError) -> str:
    """What can be typed against an error, "" where there is nothing."""
    return _BY_CODE.get(error.code) or command_for(fix_for(error))


def command_for(fix: Fix | None, *, in_check: bool = False) -> str:
    """The command line, "" where there is none. `in_check`: the check found it and can mend it."""
    if fix is None:
        return ""
    if in_check and fix.kind in CHANGES:
        return CHECK_FIX
    if fix.kind is FixKind.USE_REGION:
        return f"ossdrop-cli config set QWEN_TMP_OSS_REGION {shlex.quote(fix.value)}"
    if fix.kind is FixKind.USE_MODEL:
        return f"--model {shlex.quote(fix.value)}"
    return _COMMANDS.get(fix.kind, "")
