"""Which `.env` of a folder may be used: just this content, at just this path."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ossdrop.config.folder_file import AllowedFiles, FolderFile, look_at
from ossdrop.config.settings_file import change_settings
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.program.paths import config_folder

TEXT = "QWEN_TMP_OSS_BUCKET=my-assets\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "project" / ".env"
    made.parent.mkdir()
    made.write_text(TEXT)
    return made


def found_at(path: Path) -> FolderFile:
    found = look_at(path)
    assert found is not None
    return found


def test_what_it_sets_is_known(path: Path) -> None:
    path.write_text("export QWEN_TMP_OSS_REGION=cn-beijing\n QWEN_TMP_OSS_BUCKET=b\nX=1\n")
    found = found_at(path)
    assert found.path == path
    assert found.names == ("QWEN_TMP_OSS_BUCKET", "QWEN_TMP_OSS_REGION")
    assert found.values.path == path
    assert found.values.values["QWEN_TMP_OSS_REGION"] == "cn-beijing"
    assert "cn-beijing" not in repr(found)


def test_what_sets_nothing_of_ours_is_nobodys_business(path: Path, tmp_path: Path) -> None:
    path.write_text("X=1\n")
    assert look_at(path) is None
    assert look_at(tmp_path / "missing") is None
    assert look_at(tmp_path) is None  # some call a virtualenv so


def test_just_this_content_at_this_path_is_allowed(path: Path, tmp_path: Path) -> None:
    allowed = AllowedFiles()
    assert not allowed.is_allowed(found_at(path))
    allowed.allow(found_at(path))
    assert AllowedFiles().is_allowed(found_at(path))
    if os.name == "posix":
        link = tmp_path / "link.env"
        link.symlink_to(path)
        assert allowed.is_allowed(found_at(link))  # the same file
    copy = tmp_path / "copy.env"
    copy.write_text(TEXT)
    assert not allowed.is_allowed(found_at(copy))
    allowed.allow(found_at(copy))
    assert allowed.is_allowed(found_at(path))
    path.write_text(TEXT + "#\n")
    assert not allowed.is_allowed(found_at(path))


def test_what_was_allowed_can_be_taken_back(path: Path) -> None:
    allowed = AllowedFiles()
    assert not allowed.disallow(path)
    allowed.allow(found_at(path))
    assert allowed.disallow(path)
    assert not allowed.is_allowed(found_at(path))
    assert not allowed.disallow(path)


@pytest.mark.parametrize("content", ["", "[]", "7", "{"])
def test_a_damaged_list_allows_nothing(path: Path, content: str) -> None:
    allowed = AllowedFiles()
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / "allowed.json").write_text(content)
    assert not allowed.is_allowed(found_at(path))
    allowed.allow(found_at(path))
    assert allowed.is_allowed(found_at(path))
    kept = json.loads((config_folder() / "allowed.json").read_text())
    assert list(kept) == [str(path)]


def test_what_cannot_be_kept_says_so(path: Path) -> None:
    config_folder().parent.mkdir(parents=True, exist_ok=True)
    config_folder().write_bytes(b"in the way")
    with pytest.raises(OssDropError) as raised:
        AllowedFiles().allow(found_at(path))
    assert raised.value.code is ErrorCode.ENV_FILE_UNWRITABLE


def test_what_others_changed_meanwhile_is_not_allowed_with_ours(path: Path) -> None:
    allowed = AllowedFiles()
    allowed.allow(found_at(path))
    change_settings(path, {"QWEN_TMP_OSS_REGION": "cn-beijing"})
    assert allowed.is_allowed(found_at(path))
    path.write_text("QWEN_TMP_OSS_BUCKET=theirs\nQWEN_TMP_OSS_REGION=cn-beijing\n")
    change_settings(path, {"QWEN_TMP_OSS_REGION": "cn-hangzhou"})
    assert not allowed.is_allowed(found_at(path))
