from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop.intake.secret_files import looks_secret


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".env", b""),
        (".env.production", b"A=1"),
        ("id_ed25519", b"x"),
        ("wallet.KDBX", b"\0\1"),
        ("key.txt", b"-----BEGIN OPENSSH PRIVATE KEY-----\nabc"),
        ("server.pem", b"-----BEGIN RSA PRIVATE KEY-----\n"),
        ("accessKey (1).csv", b"AccessKey ID,AccessKey Secret\r\nLTAI,abc\r\n"),
        ("AccessKey.csv", b"\xef\xbb\xbfAccessKey Id,AccessKey Secret\nLTAI,abc\n"),
        ("rootkey", b"Access key ID,Secret access key\n"),
        ("notes.txt", b"first line\nexport DB_PASSWORD=hunter2\n"),
        ("key.txt", "密钥 sk-0123456789abcdef0123456789abcdef\n".encode()),
        ("settings.txt", b"QWEN_TMP_OSS_AK_SECRET=abc\n"),
        ("shadow", b"root:*:19000:0:99999:7:::\n"),
    ],
)
def test_what_looks_secret(make_file: Callable[..., Path], name: str, content: bytes) -> None:
    path = make_file(name, content)
    assert looks_secret(path, len(content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cat.png", b"\x89PNG\r\n\0\0"),
        ("server.crt", b"-----BEGIN CERTIFICATE-----\n"),
        ("list.csv", b"name,price\ncat,3\n"),
        ("about passwords.txt", "密码很重要 the password = something you know".encode()),
        (".env.example", b"DASHSCOPE_API_KEY=sk-your-key-here\n"),
        ("zero.txt", b""),
        ("large.txt", b"PASSWORD=x\n" + bytes(300_000)),
    ],
)
def test_what_does_not(make_file: Callable[..., Path], name: str, content: bytes) -> None:
    path = make_file(name, content)
    assert not looks_secret(path, len(content))
