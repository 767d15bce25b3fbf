"""The customer's own example, with every setting on one line: no secret shows, and it is mended."""

from __future__ import annotations

import json
from pathlib import Path

from ossdrop.app import App
from ossdrop.config.env_file import read_env_file
from ossdrop.errors import ErrorCode
from ossdrop.settings_editor import export_settings, read_view
from tests.conftest import API_KEY
from tests.hostile.programs import run

SECRET = "short-Secret"  # short and plain, so that nothing but its place tells what it is


def one_line(path: Path, variables: dict[str, str]) -> Path:
    whole = {"DASHSCOPE_API_KEY": API_KEY, **variables, "QWEN_TMP_OSS_AK_SECRET": SECRET}
    path.write_text(" ".join(f"{name}={value}" for name, value in whole.items()) + "\n")
    path.chmod(0o600)
    return path


def test_as_a_file_nothing_shows_and_nothing_is_sent(
    variables: dict[str, str], tmp_path: Path
) -> None:
    for first in ("QWEN_TMP_OSS_BUCKET", "QWEN_TMP_OSS_PREFIX"):
        order = {first: variables.get(first, "ai/prod")} | variables
        path = one_line(tmp_path / f"{first}.env", order)
        path.write_text(path.read_text().partition(" ")[2])
        shown = [
            run(tmp_path, "ossdrop-cli", *command, "--env-file", path)
            for command in (
                ("config", "show"),
                ("config", "show", "--json"),
                ("check", "--json"),
                ("upload", "--json", path, "--allow-secrets"),
            )
        ]
        assert SECRET not in "".join(one.stdout + one.stderr for one in shown)
        assert [one.returncode for one in shown] == [0, 0, 3, 3]
        assert json.loads(shown[3].stdout)["error"]["code"] == "lines_merged"
        assert "ossdrop-cli check --fix" in shown[3].stderr
        app = App(env_file=path, environment={})
        try:
            view = read_view(app.destinations)
            export_settings(app.destinations, "default", tmp_path / "export.json")
        finally:
            app.close()
        assert SECRET not in (tmp_path / "export.json").read_text()
        assert SECRET not in "".join(setting.value for setting in view.settings.values())
        error = view.settings[first].error
        assert error is not None
        assert error.code is ErrorCode.LINES_MERGED


def test_it_is_written_line_by_line_when_asked(variables: dict[str, str], tmp_path: Path) -> None:
    path = one_line(tmp_path / "named.env", variables)
    run(tmp_path, "ossdrop-cli", "check", "--fix", "--env-file", path)
    wanted = {"DASHSCOPE_API_KEY": API_KEY, **variables, "QWEN_TMP_OSS_AK_SECRET": SECRET}
    assert read_env_file(path) == wanted
