from __future__ import annotations

import asyncio
import base64
import doctest
import io
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ossdrop
from ossdrop import resolve_file, upload_file, upload_files
from ossdrop.api import windows_path
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from tests.platforms import has_links


@pytest.mark.parametrize(
    "value",
    [
        "http://example.com/a b.png?x=%41",
        "https://example.com/a.png?Signature=abc%2Bdef",
        "HTTPS://example.com/a.png",
        "data:image/png;base64,AAAA",
        "oss://dashscope-instant/a/b.png",
    ],
)
@pytest.mark.parametrize("upload", [False, True])
def test_links_pass_through_untouched(value: str, upload: bool) -> None:
    assert resolve_file(value, upload=upload, settings={}) == value


def test_a_local_file_becomes_a_data_uri_typed_by_its_name(make_file: Callable[..., Path]) -> None:
    path = make_file("猫 a#b%20.JPG", b"not really a picture")
    encoded = base64.b64encode(b"not really a picture").decode()
    wanted = f"data:image/jpeg;base64,{encoded}"
    assert resolve_file(path) == wanted
    assert resolve_file(str(path)) == wanted
    assert resolve_file(path.as_uri()) == wanted
    assert resolve_file(path.as_uri().replace("file:///", "file://localhost/")) == wanted
    assert resolve_file(make_file("noextension", b"")) == "data:application/octet-stream;base64,"


def test_with_upload_it_becomes_a_link(
    variables: dict[str, str], temporary: dict[str, str], make_file: Callable[..., Path]
) -> None:
    path = make_file()
    assert resolve_file(path, upload=True, settings=variables).startswith("http://127.0.0.1")
    assert resolve_file(path.as_uri(), upload=True, settings=temporary).startswith("oss://")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("file://server/share/cat.png", ErrorCode.FILE_ELSEWHERE),
        ("file:///no/such/cat.png", ErrorCode.FILE_MISSING),
        ("no-such-cat.png", ErrorCode.FILE_MISSING),
        ("", ErrorCode.FILE_MISSING),
        ("nul\0byte", ErrorCode.FILE_MISSING),
        (".", ErrorCode.FILE_IS_SPECIAL),
    ],
)
@pytest.mark.parametrize("upload", [False, True])
def test_what_is_no_file_here_is_a_typed_error(value: str, code: ErrorCode, upload: bool) -> None:
    with pytest.raises(OssDropError) as raised:
        resolve_file(value, upload=upload, settings={})
    assert raised.value.code is code


def test_a_large_file_is_warned_about(make_file: Callable[..., Path]) -> None:
    with pytest.warns(UserWarning, match="10 MB"):
        resolve_file(make_file("large.png", bytes(7 * 1024**2 + 1)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        resolve_file(make_file("fits.png", bytes(7 * 1024**2)))


def test_many_at_once_from_asyncio(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    paths = [make_file(f"{n}.txt", str(n).encode()) for n in range(20)]

    async def send() -> list[str]:
        jobs = (asyncio.to_thread(upload_file, path, settings=variables) for path in paths)
        return await asyncio.gather(*jobs)

    links = asyncio.run(send())
    assert len(set(links)) == 20


def test_the_examples_in_the_documentation_are_true() -> None:
    assert doctest.testmod(ossdrop).failed == 0


@pytest.mark.parametrize("wrong", [{"QWEN_TMP_OSS_URL_EXPIRES": 60}, {1: "x"}, {"A": None}])
def test_settings_that_are_no_text_are_named(make_file: Callable[..., Path], wrong: Any) -> None:
    with pytest.raises(TypeError, match="settings: text is needed"):
        upload_file(make_file("a.txt"), settings=wrong)


@pytest.mark.parametrize("name", ["__all__", "upload_file", "OssDropError"])
def test_what_is_public_is_there_and_nothing_else(name: str) -> None:
    assert name in dir(ossdrop)
    assert getattr(ossdrop, name)
    with pytest.raises(AttributeError, match="nonsense"):
        ossdrop.nonsense  # noqa: B018 # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform != "linux", reason="its file names are text")
def test_a_name_need_not_be_utf_8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("x")
    assert resolve_file(path.as_uri()) == resolve_file(path)


@pytest.mark.parametrize("settings", [["A"], "A=b", 5])
def test_settings_that_are_none_are_a_mistake_of_the_caller(
    make_file: Callable[..., Path], settings: Any
) -> None:
    with pytest.raises(TypeError, match="settings"):
        upload_file(make_file(), settings=settings)


def test_any_number_is_a_time(practice: PracticeServer, variables: dict[str, str]) -> None:
    (error,) = upload_files(["missing"], settings=variables, timeout_s=10**400)
    assert isinstance(error, OssDropError)
    assert error.code is ErrorCode.FILE_MISSING


@pytest.mark.parametrize("name", ["QWEN_TMP_OSS_BUKET", "qwen_tmp_oss_bucket"])
def test_a_mistyped_setting_does_not_send_the_file_elsewhere(
    name: str, make_file: Callable[..., Path], variables: dict[str, str]
) -> None:
    variables[name] = variables.pop("QWEN_TMP_OSS_BUCKET")
    with pytest.raises(ValueError, match=f"{name} is not known; QWEN_TMP_OSS_BUCKET"):
        upload_file(make_file("a.png"), settings=variables)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/C:/a b.png", r"C:\a b.png"),
        ("/c|/a.png", r"c:\a.png"),
        ("/a.png", r"\a.png"),
        ("//server/share/a.png", None),
        (r"\\server\share\a.png", None),
        ("//./UNC/server/a.png", None),
        ("//?/UNC/server/a.png", None),
        ("/??/UNC/server/a.png", None),
    ],
)
def test_a_file_url_of_windows_leads_to_no_other_computer(path: str, wanted: str | None) -> None:
    """Those with more slashes did."""
    if wanted is None:
        with pytest.raises(OssDropError) as refused:
            windows_path(path)
        assert refused.value.code is ErrorCode.FILE_ELSEWHERE
    else:
        assert windows_path(path) == wanted


def test_a_link_in_place_of_a_file_is_told_without_what_opens_it(
    variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """`str(error)`, which every log gets, had the whole signature."""
    link = upload_file(make_file(), settings=variables)
    with pytest.raises(OssDropError) as raised:
        upload_file(str(link), settings=variables)
    (error,) = upload_files([str(link)], settings=variables)
    signature = str(link).rpartition("signature=")[2]
    for one in (raised.value, error):
        assert "cat.png" in str(one)
        assert signature not in f"{one} {one!r}"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (b"cat.png", "path: the path of a file is needed, not bytes; write the content to a file"),
        (io.BytesIO(b"a cat"), "path: the path of a file is needed, not BytesIO"),
        (None, "path: the path of a file is needed, not NoneType"),
    ],
)
def test_what_is_no_path_says_which_argument_is_meant(path: Any, words: str) -> None:
    """It was "argument should be a str object", and the other way round for bytes."""
    with pytest.raises(TypeError, match=words):
        upload_file(path, settings={})


def test_an_empty_path_is_not_the_current_folder() -> None:
    with pytest.raises(OssDropError) as caught:
        upload_file("", settings={})
    assert caught.value.code is ErrorCode.FILE_MISSING


def test_a_mistake_in_the_callback_is_told_before_the_file_is_sent(
    practice: PracticeServer, variables: dict[str, str], make_file: Callable[..., Path]
) -> None:
    """The file was stored, and the call failed after that."""
    with pytest.raises(TypeError, match="on_progress: a function is needed, not int"):
        upload_file(make_file(), settings=variables, on_progress=5)  # type: ignore[arg-type]
    assert not practice.service.requests


@has_links
def test_a_link_that_leads_to_itself_is_no_matter_of_rights(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OssDropError) as caught:
        upload_file(tmp_path / "loop", settings={})
    assert caught.value.code is ErrorCode.FILE_MISSING
    assert caught.value.detail
