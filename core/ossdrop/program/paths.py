"""Where the program keeps its things. `OSSDROP_HOME` moves all of it under one folder."""

from __future__ import annotations

import os
from pathlib import Path

_NAME = "OssDrop"
_HOME = "OSSDROP_HOME"


def own_home() -> dict[str, str]:
    """OSSDROP_HOME as it is meant here, for processes that start elsewhere; {} without one."""
    home = os.environ.get(_HOME, "")
    return {_HOME: os.path.abspath(home)} if home else {}  # noqa: PTH100 - made of text, as text


def _own_folder(kind: str) -> Path:
    if home := own_home():
        return Path(home[_HOME]) / kind
    import platformdirs  # not needed with OSSDROP_HOME

    if kind == "config":
        return platformdirs.user_config_path(_NAME, appauthor=False)
    if kind == "logs":
        return platformdirs.user_log_path(_NAME, appauthor=False)
    return platformdirs.user_data_path(_NAME, appauthor=False)


def config_folder() -> Path:
    """Settings and the default `.env`."""
    return _own_folder("config")


def data_folder() -> Path:
    """The history and the practice bucket."""
    return _own_folder("data")


def log_folder() -> Path:
    """Log files."""
    return _own_folder("logs")


def default_env_file() -> Path:
    """The `.env` that is used when none was chosen."""
    return config_folder() / ".env"


def profiles_file() -> Path:
    """The named destinations."""
    return config_folder() / "profiles.json"


def preferences_file() -> Path:
    """What was chosen about the program itself."""
    return config_folder() / "preferences.json"


def assets_folder() -> Path:
    """Icons and sample files: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "assets"
    return installed if installed.is_dir() else package.parents[1] / "assets"
