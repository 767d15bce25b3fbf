"""The customer's own example, with every setting on one line: no secret shows, and it is mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    "command",
    [
        ("config", "set", "QWEN_TMP_OSS_BUCKET", "new-bucket"),
        ("config", "unset", "QWEN_TMP_OSS_BUCKET"),
        ("config", "unset", "QWEN_TMP_OSS_REGION"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("gap", [" ", "; ", ", ", " export "])
def test_a_change_of_one_takes_no_other_along(
    variables: dict[str, str], tmp_path: Path, command: tuple[str, ...], gap: str
) -> None:
    path = tmp_path / "named.env"
    whole = variables | {"FOO_BAR": "1", "DB_URL": "keepme"}
    path.write_text(
        gap.join(f"{name}={value}" for name, value in whole.items()) + "\nLAST=1 A_B=2\n"
    )
    path.chmod(0o600)
    result = run(tmp_path, "ossdrop-cli", *command, "--env-file", path)
    assert result.returncode == 0, result.stderr
    name, found = command[2], read_env_file(path)
    assert {n: t for n, t in found.items() if n != name} == {
        **{n: t for n, t in whole.items() if n != name},
        "LAST": "1 A_B=2",  # a line that is none of ours
    }


def test_an_id_that_goes_on_with_a_secret_shows_no_end_of_it(tmp_path: Path) -> None:
    path = tmp_path / "named.env"
    secret = "QqWwEeRrTtYyUuIiOoPpAaSsDdFfGg"  # letters only
    for gap in (" ", ",", ";"):
        path.write_text(
            f"QWEN_TMP_OSS_AK_ID=LTAI5tAbCdEfGhIjKlMnOpQr{gap}QWEN_TMP_OSS_AK_SECRET={secret}\n"
            f"QWEN_TMP_OSS_BUCKET={secret}\nQWEN_TMP_OSS_PREFIX={secret}\n"
        )
        shown = run(tmp_path, "ossdrop-cli", "config", "show", "--env-file", path)
        assert secret not in shown.stdout + shown.stderr
        assert secret[-4:] not in shown.stdout


def test_it_is_written_line_by_line_when_asked(variables: dict[str, str], tmp_path: Path) -> None:
    path = one_line(tmp_path / "named.env", variables)
    run(tmp_path, "ossdrop-cli", "check", "--fix", "--env-file", path)
    wanted = {"DASHSCOPE_API_KEY": API_KEY, **variables, "QWEN_TMP_OSS_AK_SECRET": SECRET}
    assert read_env_file(path) == wanted
