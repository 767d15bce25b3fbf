"""One file for whoever helps: versions, settings without secrets, the redacted log, the check."""

from __future__ import annotations

import json
import platform
import sys
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ossdrop import __version__
from ossdrop.config.api_key import find_api_key
from ossdrop.config.kept_settings import with_kept
from ossdrop.config.ladder import read_ladder
from ossdrop.config.overview import Setting, read_overview
from ossdrop.destinations import Destinations
from ossdrop.doctor.check import Check
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.log_files import FILE_NAME
from ossdrop.program.paths import log_folder
from ossdrop.redaction import redact

_PACKAGES = ("PySide6-Essentials", "oss2", "keyring", "python-dotenv", "requests", "anycrc")


def write_bundle(destinations: Destinations, checks: Sequence[Check], path: Path) -> None:
    """Write the ZIP file. Blocks; raises BUNDLE_FAILED."""
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr("versions.txt", _versions())
            bundle.writestr("settings.txt", redact(_settings(destinations)))
            bundle.writestr("check.json", _checks(checks))
            for log in sorted(log_folder().glob(f"{FILE_NAME}*")):
                # Once more, in case an older version knew fewer patterns.
                text = redact(log.read_text(encoding="utf-8", errors="replace"))
                bundle.writestr(log.name, text)
    except OSError as error:
        raise OssDropError(ErrorCode.BUNDLE_FAILED, str(error.strerror)) from error


def _versions() -> str:
    lines = [
        f"OssDrop {__version__}",
        f"Python {sys.version}",
        platform.platform(),
        f"made {datetime.now(UTC).isoformat(timespec='seconds')}",
    ]
    for name in _PACKAGES:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name}: not installed")
    return "\n".join(lines) + "\n"


def _settings(destinations: Destinations) -> str:
    profile, secrets = destinations.profile, destinations.secrets
    settings: Sequence[Setting] = ()
    failed = ""
    try:
        values = destinations.values()
        settings = read_overview(values)
        api_key = find_api_key(values, secrets, profile)
        settings = with_kept(settings, read_ladder(values, secrets, profile), api_key)
    except OssDropError as error:  # of the password store: what is set elsewhere is known
        failed = f"{error}\n"
    return "".join(f"{_shown(setting)}\n" for setting in settings) + failed


def _shown(setting: Setting) -> str:
    if not setting.shown:
        return f"{setting.name} is not set"
    if not setting.value:  # a secret: "NAME=" would have even that it is set taken out
        return f"{setting.name} is set ({setting.origin.source.value})"
    return f"{setting.name}={setting.shown}  ({setting.origin.source.value})"


def _checks(checks: Sequence[Check]) -> str:
    values = [
        {
            "id": check.id,
            "status": check.status.value,
            "title": redact(str(check.title)),
            "detail": redact(check.detail),
            "request_id": check.request_id,
        }
        for check in checks
    ]
    return json.dumps(values, ensure_ascii=False, indent=2)
