"""What can be typed against an error or a finding: the command line has no buttons."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ossdrop.commands.quoting import quoted
from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName
from ossdrop.config.env_check import KNOWN_NAMES, SECRET_NAMES
from ossdrop.config.keyring_store import KeyringStore
from ossdrop.config.model_service import BASE_URL
from ossdrop.config.settings import REGION
from ossdrop.doctor.check import Check
from ossdrop.doctor.sentences import Sentence, key_of
from ossdrop.errors import (
    CAN_FIT,
    ENDED,
    HIDDEN,
    LOGIN,
    NO_SECRET,
    NO_SESSION_SECRET,
    NO_TOKEN,
    OF_MODEL,
    OF_OTHER_FILE,
    OF_TOKEN,
    REFUSED,
    STALE_TOKEN,
    UNKNOWN_NAME,
    ErrorCode,
    OssDropError,
)
from ossdrop.remedies import CHANGES, Fix, FixKind, fix_for

CHECK_FIX = "ossdrop-cli check --fix"
_COMMANDS = {
    FixKind.MEND_ENV_FILE: CHECK_FIX,
    FixKind.ENTER_KEY: "ossdrop-cli config set-secret",
    FixKind.COPY_ADMIN_NOTE: "ossdrop-cli config admin-note",
    FixKind.OPEN_SETTINGS: "ossdrop-cli config show",
    FixKind.OPEN_CONSOLE: "https://oss.console.aliyun.com/bucket",
}


_PLAIN = "ossdrop-cli config set-secret --plain"
_API_KEY = "ossdrop-cli config set-secret DASHSCOPE_API_KEY"
_BUCKET = "ossdrop-cli config set QWEN_TMP_OSS_BUCKET NAME"
_REGION = "ossdrop-cli config set QWEN_TMP_OSS_REGION ID"
_BY_CODE = {
    ErrorCode.KEYRING_FORGETS: _PLAIN,
    ErrorCode.KEYRING_ABSENT: _PLAIN,
    ErrorCode.API_KEY_WRONG: _API_KEY,
    ErrorCode.API_KEY_MISSING: _API_KEY,
    ErrorCode.API_KEY_KIND: _API_KEY,
    ErrorCode.ACCESS_KEY_UNKNOWN: "ossdrop-cli config set QWEN_TMP_OSS_AK_ID ID",
    ErrorCode.TOKEN_EXPIRED: f"ossdrop-cli config set {PairName.OSS.value} ID",
    ErrorCode.NOT_CONFIGURED: _BUCKET,
    ErrorCode.MODEL_UNKNOWN: "--model qwen3.6-plus",
    ErrorCode.BUCKET_INVALID: _BUCKET,
    ErrorCode.REGION_MISSING: _REGION,
    ErrorCode.REGION_INVALID: _REGION,
    ErrorCode.PREFIX_INVALID: "ossdrop-cli config set QWEN_TMP_OSS_PREFIX FOLDER",
    ErrorCode.ENDPOINT_INVALID: "ossdrop-cli config unset QWEN_TMP_OSS_ENDPOINT",
    ErrorCode.REGION_WRONG: _REGION,
    ErrorCode.PROFILES_UNREADABLE: "ossdrop-cli profiles list",
    ErrorCode.KEEP_NEEDS_BUCKET: _BUCKET,
    ErrorCode.BATCH_NEEDS_BUCKET: _BUCKET,
    ErrorCode.BASE_URL_INVALID: f"ossdrop-cli config unset {BASE_URL}",
    ErrorCode.LINK_EXPIRED: "ossdrop-cli resolve FILE",
    ErrorCode.EXPIRES_INVALID: "ossdrop-cli config set QWEN_TMP_OSS_URL_EXPIRES SECONDS",
}


_IDS = frozenset(pair.value for pair in PairName)
_WRITES = (FixKind.USE_REGION, FixKind.WRITE_VALUE)
_UNSET = "Remove-Item Env:" if os.name == "nt" else "unset "


_BY_HINT = {
    NO_TOKEN: "ossdrop-cli config set-secret OSS_SESSION_TOKEN",
    OF_TOKEN: "ossdrop-cli config set-secret OSS_SESSION_TOKEN",
    HIDDEN: f"ossdrop-cli config set {PairName.QWEN.value} ID",
    NO_SESSION_SECRET: f"ossdrop-cli config set-secret {SECRET_OF[PairName.OSS]}",
    STALE_TOKEN: "ossdrop-cli config unset OSS_SESSION_TOKEN",
    ENDED: f"ossdrop-cli config set {PairName.OSS.value} ID",
    OF_MODEL: f"ossdrop-cli config unset {BASE_URL}",
    OF_OTHER_FILE: f"ossdrop-cli config unset {BASE_URL}",
    LOGIN: "export https_proxy=http://NAME:PASSWORD@PROXY:PORT",
    PairName.OSS.value: f"ossdrop-cli config set {PairName.OSS.value} ID",
    SECRET_OF[PairName.OSS]: f"{_PLAIN} {SECRET_OF[PairName.OSS]}",
}


class RefusedValue(OssDropError):
    """Of a value that was just typed: the settings are as they were, and need no mending."""


class _Given:
    """What was typed: a command that is proposed is about the same file."""

    env_file: Path | None = None
    is_in_folder = False


def note_env_file(path: Path | None, *, is_in_folder: bool = False) -> None:
    """Commands that are proposed from now on name this file, or are meant for this folder's."""
    _Given.env_file, _Given.is_in_folder = path, is_in_folder


# What the catalogue says for the window, as a terminal can do it.
_HERE = {
    (ErrorCode.FILE_MISSING, ""): "Check its name, and that it was not moved or renamed.",
    (ErrorCode.API_KEY_MISSING, ""): "The console of Model Studio shows your API keys.",
    (ErrorCode.CREDENTIALS_MISSING, NO_TOKEN): "They have three parts: ID, Secret and token.",
    (ErrorCode.HISTORY_FILE_UNREADABLE, ""): "Name a file made by `ossdrop-cli history export`.",
    (ErrorCode.KEEP_NEEDS_BUCKET, ""): "Set a bucket of yours.",
    (ErrorCode.LINK_EXPIRED, ""): "Make a new link.",
    (ErrorCode.PERMISSION_MISSING, ""): "Your admin can mend that, with what this prints.",
    (ErrorCode.PROFILES_UNREADABLE, ""): "The list says which, and how each is taken out.",
    (ErrorCode.WATCH_FAILED, ""): "Check that it is still there, and may be read.",
    (ErrorCode.KEYRING_ABSENT, ""): "Keep the Secret in the settings file.",
    (ErrorCode.KEYRING_ABSENT, NO_SECRET): (
        "Keep it in the settings file, as QWEN_TMP_OSS_AK_SECRET."
    ),
    (ErrorCode.PROXY_UNREACHABLE, ""): "Check https_proxy, the region, and your connection.",
    (ErrorCode.PROXY_UNREACHABLE, REFUSED): "Check https_proxy: its port, and whether it runs.",
    (ErrorCode.PROXY_UNREACHABLE, UNKNOWN_NAME): "Check https_proxy for typing mistakes.",
    (ErrorCode.PROXY_FAILED, LOGIN): "Name them in https_proxy, or ask your IT department.",
    (ErrorCode.NOT_CONFIGURED, ""): "Set a bucket and its region, or an API key.",
    (ErrorCode.FILE_MISFIT, CAN_FIT): "--fit makes it fit where that can be done, --anyway sends "
    "it as it is.",
    (ErrorCode.FILE_MISFIT, ""): "--anyway sends it as it is; another model may take it.",
}


def remedy_here(error: OssDropError) -> str:
    """What to do about an error, where there is no window."""
    return _HERE.get((error.code, error.hint)) or error.explanation.remedy


_OF_FINDINGS_HERE = {
    Sentence.KEY_MIGHTY_REMEDY: (
        "Unless you delete files from here, one that may only put and get is safer: "
        "`ossdrop-cli config admin-note` asks for it."
    ),
    Sentence.PROXY_SCRIPT_REMEDY: "If the connection fails, name the proxy in https_proxy.",
}


def remedy_of_finding(check: Check) -> str:
    """What to do about what the check found, where there is no window."""
    here = _HERE.get((check.code, check.hint)) if check.code is not None else None
    for sentence, words in _OF_FINDINGS_HERE.items():
        here = words if check.remedy.key == key_of(sentence) else here
    return here or str(check.remedy)


def command_against(error: OssDropError) -> str:
    """What can be typed against an error, "" where there is nothing."""
    if isinstance(error, RefusedValue):
        return ""
    if error.code is ErrorCode.REGION_WRONG and error.hint:
        return command_for(fix_for(error))
    if error.hint == NO_TOKEN and PairName.QWEN.value in os.environ:  # no file can mend that
        names = f"{PairName.OSS.value}, {SECRET_OF[PairName.OSS]} and {TOKEN}"
        return f"{_UNSET}{PairName.QWEN.value}, and export the three as {names}"
    if error.code is ErrorCode.NETWORK_UNREACHABLE and error.hint == UNKNOWN_NAME:
        return about_file("ossdrop-cli check")  # it knows which region is meant
    return about_file(_known(error.code, error.hint)) or command_for(fix_for(error))


def _known(code: ErrorCode | None, hint: str) -> str:
    """The command for a code, about the variable that its hint names."""
    known = _BY_HINT.get(hint) or (_BY_CODE.get(code, "") if code is not None else "")
    if known == _API_KEY and hint in API_KEY_NAMES:
        return f"ossdrop-cli config set-secret {hint}"
    if known == _PLAIN and hint in SECRET_NAMES:
        return f"ossdrop-cli config set-secret {hint} --plain"
    return known


def command_against_finding(check: Check) -> str:
    """What can be typed against what the check found, "" where there is nothing."""
    if check.fix is not None and check.fix.kind in CHANGES:
        return command_for(check.fix, in_check=True)
    return about_file(_known(check.code, check.hint)) or command_for(check.fix, in_check=True)


def about_file(command: str) -> str:
    """With the file that it is about; what the environment decides is changed there."""
    words = command.split()
    if words[1:2] == ["config"] and words[2] in ("set", "unset", "set-secret"):
        named = [word for word in words if word in KNOWN_NAMES] or [SECRET_OF[PairName.QWEN]]
        if exported := _exported(API_KEY_NAMES if named[0] in API_KEY_NAMES else named):
            return f"{_UNSET}{exported}"
    if not command.startswith("ossdrop-cli"):
        return command
    if _Given.env_file is not None and _Given.env_file.parts[1:2] in (("dev",), ("proc",)):
        return ""  # what came in by a pipe can be changed by no command
    if words[1:3] == ["config", "set-secret"] and "--plain" not in words and _must_be_plain(words):
        command = f"{command} --plain"
    named = [word for word in words if word in API_KEY_NAMES]
    if "--plain" in command.split() and named and named[0] in os.environ:  # also an empty one
        return f"{_UNSET}{named[0]}"
    if _Given.env_file is None:
        return command
    return f"{command} --env-file={quoted(str(_Given.env_file))}"


def _must_be_plain(words: Sequence[str]) -> bool:
    """Whether only a file can have the secret: that of a file's own API key, or without a store."""
    has_file = _Given.env_file is not None or _Given.is_in_folder
    is_of_file = has_file and not set(API_KEY_NAMES).isdisjoint(words)
    return is_of_file or not KeyringStore().is_there()


def _exported(names: Sequence[str]) -> str:
    """The first of these variables that the environment has: a file changes nothing of it.

    An empty one counts as well, but for API keys, of which the next name is asked.
    """
    for name in names:
        if name in os.environ and (name not in API_KEY_NAMES or os.environ[name].strip()):
            return name
    return ""


def command_for(fix: Fix | None, *, in_check: bool = False) -> str:
    """The command line, "" where there is none. `in_check`: the check found it and can mend it."""
    if fix is None:
        return ""
    written = REGION if fix.kind is FixKind.USE_REGION else fix.name
    if fix.kind in _WRITES and (exported := _exported([written])):
        return f"{_UNSET}{exported}"
    if in_check and fix.kind in CHANGES:
        return about_file(CHECK_FIX)
    if fix.kind is FixKind.USE_REGION:
        return about_file(f"ossdrop-cli config set QWEN_TMP_OSS_REGION {quoted(fix.value)}")
    if fix.kind is FixKind.ENTER_KEY and fix.name in _IDS:
        return about_file(f"ossdrop-cli config set {fix.name} ID")
    if fix.kind is FixKind.ENTER_KEY and fix.name:
        return about_file(f"{_COMMANDS[fix.kind]} {fix.name}")
    if fix.kind is FixKind.USE_MODEL:
        return f"--model {quoted(fix.value)}"
    return about_file(_COMMANDS.get(fix.kind, ""))
