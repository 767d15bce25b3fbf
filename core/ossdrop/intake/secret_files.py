"""Notices files that look like secrets, before others can open them by a link.

It asks, it never refuses: names and the first bytes are hints, no proof.
"""

from __future__ import annotations

import os
import re
from io import RawIOBase
from pathlib import Path

_LOOK_AT_BYTES = 4096
_READ_UP_TO_BYTES = 256 * 1024  # no key or credential list is larger
_NAMES = frozenset(
    {".env", ".netrc", "_netrc", ".npmrc", ".pypirc", ".pgpass", ".git-credentials", ".htpasswd"}
    | {"wallet.dat", "shadow", "shadow-", "gshadow", "gshadow-", "master.passwd"}
    | {"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "credentials", "accesskey.csv"}
)
_EXAMPLE = ".env.example"
_ENDINGS = (".p12", ".pfx", ".kdbx", ".ppk", ".jks", ".keystore", ".ovpn")
_CONTENT = re.compile(
    rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY"  # PEM, OpenSSH, PGP
    rb"|^PuTTY-User-Key-File-\d|^\s*PrivateKey\s*=\s*[A-Za-z0-9+/]{43}="  # PuTTY, WireGuard
    rb"|(?<![A-Z0-9])AKIA[A-Z0-9]{16}(?![A-Z0-9])[^A-Za-z0-9]{1,40}(?:[A-Za-z_]{1,30}"
    rb"[^A-Za-z0-9]{1,8})?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])"  # a pair of another cloud's
    rb"|(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{20}|\"auths\"\s{0,9}:\s{0,9}\{"  # Slack, Docker
    rb"|AccessKey ?(Id|ID),\s*AccessKey ?Secret"  # a CSV of Alibaba Cloud's console
    rb"|Access key ID,\s*Secret access key"  # of another one
    rb"|(?<![0-9A-Za-z-])sk-[0-9a-f]{32}(?![0-9A-Za-z])"  # an API key of Model Studio
    rb"|(?i:Access_?Key_?Secret|Secret_?Access_?Key|SecurityToken)[\"']?\s{0,4}[:=]\s{0,4}"
    rb"[\"']?[A-Za-z0-9/+=]{20}"  # as answers of STS, JSON, INI and people write it
    rb"|LTAI[A-Za-z0-9]{12,20}[\s,:/]{1,8}[A-Za-z0-9]{30}(?![A-Za-z0-9])"  # a pair, as it is
    rb"|(?<![A-Za-z0-9])(?:ghp|gho|ghs|github_pat|glpat)[_-][A-Za-z0-9_-]{20}"  # of GitHub, GitLab
    rb"|^\$ANSIBLE_VAULT|^machine\s+\S+\s+login\s"
    rb"|(?i:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqp)://[^\s:/@]{0,64}:[^\s@/]{3,}@"
    rb"|client-key-data:\s*\S|^[a-z_][a-z0-9_-]{0,31}:\$[0-9a-z]{1,3}\$"  # kubectl, shadow
    rb"|^\s*(export\s+)?[A-Z0-9_]*(SECRET|API_KEY|PASSWORD|TOKEN)[A-Z0-9_]*\s*=\s*\S",
    re.MULTILINE,
)


def is_name_of_secret(name: str) -> bool:
    """Whether files of this name, in lower case, are keys or lists of credentials."""
    is_known = name in _NAMES or name.startswith(".env.") or name.endswith(_ENDINGS)
    return is_known and name != _EXAMPLE


def looks_secret(path: Path, size_bytes: int) -> bool:
    """Whether a file looks like a key, a password store or a list of credentials.

    A link is judged by the name of what it leads to as well. Reads its beginning; raises OSError.
    """
    names = {path.name.lower()}
    if os.name == "nt" or path.is_symlink():  # Windows knows one file by several names
        names.add(path.resolve().name.lower())
    if any(is_name_of_secret(name) for name in names):
        return True
    if names == {_EXAMPLE}:
        return False
    if not 0 < size_bytes <= _READ_UP_TO_BYTES:
        return False
    with path.open("rb", buffering=0) as file:
        return holds_secret(file, size_bytes)


def holds_secret(file: RawIOBase, size_bytes: int) -> bool:
    """The same by the content of an open file alone; it is at its beginning, and read from."""
    if not 0 < size_bytes <= _READ_UP_TO_BYTES:
        return False
    beginning = file.read(_LOOK_AT_BYTES) or b""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as Windows' editors write it
        beginning = beginning[2:].replace(b"\0", b"")
    is_text = b"\0" not in beginning
    return is_text and _CONTENT.search(beginning.removeprefix(b"\xef\xbb\xbf")) is not None
