"""Forms in which keys are handed on, which names and variables do not give away."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossdrop.intake.secret_files import looks_secret

SECRET = "mODUyMEkLJIRkHLIogT7tmAWiGri7o"
ID = "LTAI5tAbCdEfGhIjKlMnOpQr"
KEYS = {
    "an answer of STS": f'{{"AccessKeyId":"STS.NUgY","AccessKeySecret":"{SECRET}"}}',
    "its token": '{"SecurityToken": "CAISmgJ1q6Ft5B2yfSjIr5bkE8' + "x" * 80 + '"}',
    "camel case": f'{{"accessKeySecret": "{SECRET}"}}',
    "a note": f"AccessKeySecret: {SECRET}",
    "an INI": f"[default]\naws_secret_access_key = {SECRET}1234567890",
    "a pair on two lines": f"{ID}\n{SECRET}",
    "a pair on one": f"{ID} / {SECRET}",
    "kubectl's": "users:\n- user:\n    client-key-data: LS0tLS1CRUdJTg==",
    "GitHub's": "ghp_" + "a1B2" * 9,
    "an address of a database": "DATABASE=postgres://app:hunter2hunter2@db.example/app",
    "a netrc": "machine api.example login me password hunter2",
    "a vault": "$ANSIBLE_VAULT;1.1;AES256\n6162",
    "shadow": "root:$6$rounds$salt:19000:0:99999:7:::",
    "PuTTY's": "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none",
    "WireGuard's": "[Interface]\nPrivateKey = " + "a1B2" * 10 + "a1B=\nAddress = 10.0.0.2",
    "a pair of another cloud": f"AKIA{'A1B2' * 4}\n{'a1B/' * 10}",
    "the same as variables": f"id=AKIA{'A1B2' * 4}\nsecret={'a1B/' * 10}",
    "Slack's": "xoxb-1234567890-abcdefghijklm",
    "Docker's": '{"auths": {"registry.example": {"auth": "dXNlcjpwYXNz"}}}',
}
PLAIN = {
    "a manual": "The AccessKeySecret is shown once. Where AccessKeySecret: is asked, paste it.",
    "an ID alone": f"Please enable {ID} for me.",
    "another cloud's ID alone": f"Please enable AKIA{'A1B2' * 4} for me, by tomorrow noon.",
    "a word about one": "A PrivateKey = what WireGuard wants; xoxb- begins Slack's.",
    "code without a key": "bucket = Bucket(auth, endpoint, access_key_secret=secret)",
}


@pytest.mark.parametrize("text", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_keys_are_noticed(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text, encoding=encoding)
    assert looks_secret(path, path.stat().st_size)


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_only_speaks_of_keys_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text)
    assert not looks_secret(path, path.stat().st_size)
