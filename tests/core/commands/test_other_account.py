"""Files never go to another account without a word: in commands, in the check, in the chip."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import KEY_ID, KEY_SECRET
from tests.hostile.programs import run

OTHER = "LTAI5tLostLostLostLost99"


@pytest.fixture
def two_keys(variables: dict[str, str]) -> dict[str, str]:
    """An ID whose secret is nowhere, above a complete pair."""
    del variables["QWEN_TMP_OSS_AK_SECRET"]
    pair = {"OSS_ACCESS_KEY_ID": KEY_ID, "OSS_ACCESS_KEY_SECRET": KEY_SECRET}
    return variables | pair | {"QWEN_TMP_OSS_AK_ID": OTHER}


@pytest.mark.parametrize("store", ["null", "fail"])
def test_every_command_says_that_another_key_is_used(
    two_keys: dict[str, str], make_file: Callable[..., Path], tmp_path: Path, store: str
) -> None:
    environment = two_keys | {"PYTHON_KEYRING_BACKEND": f"keyring.backends.{store}.Keyring"}
    path = make_file()
    for command in (
        ("upload", path),
        ("resolve", path, "--upload-files"),
        ("exec", "--", sys.executable, "-V"),
        ("config", "show"),
        ("history", "link", "1"),
    ):
        result = run(tmp_path, "ossdrop-cli", *command, environment=environment)
        assert result.returncode == 0, result.stderr
        assert result.stderr.count("LTAI...st99") == 1, command
    check = run(tmp_path, "ossdrop-cli", "check", "--json", environment=environment)
    found = {line["id"]: line for line in map(json.loads, check.stdout.splitlines())}
    assert found["credentials.other"]["status"] == "warn"
    assert check.returncode == 0


@pytest.mark.parametrize("in_file", [True, False])
def test_a_bucket_under_a_mistyped_name_does_not_go_elsewhere_unsaid(
    temporary: dict[str, str], make_file: Callable[..., Path], tmp_path: Path, in_file: bool
) -> None:
    """Files went to temporary storage, and nothing said that the bucket was not read."""
    mistyped = {"QWEN_TMP_OSS_BUKET": "my-bucket"}
    env_file = tmp_path / "it.env"
    env_file.write_text("".join(f"{k}={v}\n" for k, v in mistyped.items()) if in_file else "")
    command = ("upload", make_file(), "--env-file", env_file)
    environment = temporary if in_file else temporary | mistyped
    result = run(tmp_path, "ossdrop-cli", *command, environment=environment)
    assert result.returncode == 0, result.stderr
    assert "QWEN_TMP_OSS_BUKET is not a setting: is QWEN_TMP_OSS_BUCKET meant?" in result.stderr
