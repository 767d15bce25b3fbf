from __future__ import annotations

import unicodedata
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossdrop.storage.object_key import (
    MAX_KEY_BYTES,
    content_disposition,
    content_type_of,
    example_key,
    is_made_here,
    make_key,
    safe_name,
)

DAY = date(2026, 11, 23)
UNIQUE = "0" * 32


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("cat.png", "cat.png"),
        ("产品图 final (2).psd", "产品图_final_(2).psd"),
        ("a/b\\c.txt", "a_b_c.txt"),
        ("100%2F.txt", "100_2F.txt"),
        ("e\u0301.txt", "é.txt"),
        ("😀", "file"),
        ("😀.png", "file.png"),
        ("——.jpg", "file.jpg"),
        (".env", "file.env"),
        ("..", "file"),
        ("a.😀", "a"),
        ("a.X", "a.X"),
        ("a._b_", "a._b_"),
        ("a\u202egnp.exe", "agnp.exe"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_key_has_prefix_day_and_unique_part() -> None:
    assert (
        make_key("ai/prod", "cat.png", DAY, unique=UNIQUE) == f"ai/prod/20261123/{UNIQUE}_cat.png"
    )
    assert make_key("p", "cat.png", DAY) != make_key("p", "cat.png", DAY)


@given(
    st.text(st.characters(), min_size=1, max_size=400),
    st.sampled_from(["p", "ai/prod", "目录" * 80]),
)
def test_every_key_keeps_the_rules(name: str, prefix: str) -> None:
    key = make_key(prefix, name, DAY)
    assert 1 <= len(key.encode()) <= MAX_KEY_BYTES
    assert key[0] not in "/\\"
    assert key == unicodedata.normalize("NFC", key)
    assert key.startswith(f"{prefix}/20261123/")


def test_a_long_name_keeps_its_extension() -> None:
    key = make_key("p" * 500, "长" * 400 + ".jpeg", DAY)
    assert key.endswith(".jpeg")
    assert MAX_KEY_BYTES - 3 <= len(key.encode()) <= MAX_KEY_BYTES


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PNG", "image/png"),
        ("a.webp", "image/webp"),
        ("a.heic", "image/heic"),
        ("a.mp4", "video/mp4"),
        ("a.m4a", "audio/mp4"),
        ("a.wav", "audio/wav"),
        ("a.tar.gz", "application/gzip"),
        ("a", "application/octet-stream"),
    ],
)
def test_content_types_are_the_same_everywhere(name: str, kind: str) -> None:
    assert content_type_of(name) == kind


@pytest.mark.parametrize("name", ["cat.png", '王芳 "x" 100%.wav', "a;b\\c.txt", "😀.png"])
def test_a_download_gets_the_original_name(name: str) -> None:
    # RFC 6266: where both are given, filename* is the one that counts.
    header = content_disposition(name)
    assert header.startswith("inline; ")
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name


@given(st.text(st.characters(), min_size=1, max_size=200))
def test_a_disposition_is_one_ascii_header(name: str) -> None:
    header = content_disposition(name)
    assert header.isascii()
    assert "\n" not in header
    assert "\r" not in header


def test_a_folder_keeps_its_place() -> None:
    key = make_key("p", "x.txt", DAY, folder="素材/b?", unique=UNIQUE)
    assert key == f"p/20261123/素材/b/{UNIQUE}_x.txt"
    assert ".." not in make_key("p", "x.txt", DAY, folder="../a/..")


def test_of_a_place_that_is_too_long_the_last_parts_are_kept() -> None:
    folder = "/".join(f"{number:03}{'长' * 80}" for number in range(20))
    key = make_key("p", "猫" * 80 + ".png", DAY, folder=folder)
    assert len(key.encode()) <= 1023
    assert "/019" in key
    assert key.endswith("猫.png")


def test_an_example_shows_how_a_key_looks() -> None:
    day, name = example_key("/ai/prod/").removeprefix("ai/prod/").split("/")
    assert (len(day), day.isdigit(), name) == (8, True, "3f2a…_cat.png")


def test_only_keys_of_our_making_are_ours() -> None:
    assert is_made_here(make_key("p", "a.txt", DAY), "p")
    assert is_made_here(make_key("p", "a.txt", DAY, folder="b/c"), "p")
    for key in ("p/a.txt", f"q/{UNIQUE}_a.txt", f"pp/{UNIQUE}_a.txt", f"{UNIQUE}_a.txt", ""):
        assert not is_made_here(key, "p")
    assert not is_made_here(f"p/{UNIQUE}/a.txt", "p")
