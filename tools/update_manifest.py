"""Makes the keys for update checks, and signs which version is the newest.

    python tools/update_manifest.py keys FILE               the secret key into FILE, public shown
    python tools/update_manifest.py sign FILE VERSION PAGE  the signed answer onto stdout

Who has the secret key decides what every OssDrop takes for the newest version: it stays off this
repository and off build machines. docs/releasing.md says how both are used.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def main(arguments: list[str] | None = None) -> int:
    """Make or sign; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    keys = commands.add_parser("keys")
    keys.add_argument("file", type=Path)
    sign = commands.add_parser("sign")
    sign.add_argument("file", type=Path)
    sign.add_argument("version")
    sign.add_argument("page")
    options = parser.parse_args(arguments)
    if options.command == "keys":
        print(make_keys(options.file))
    else:
        sys.stdout.buffer.write(sign_version(options.file, options.version, options.page))
    return 0


def make_keys(file: Path) -> str:
    """Write a new secret key where there is no file yet; the public one in base64."""
    key = Ed25519PrivateKey.generate()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(base64.b64encode(key.private_bytes_raw()) + b"\n")
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def sign_version(file: Path, version: str, page: str) -> bytes:
    """The answer that `ossdrop.updates` reads."""
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(file.read_bytes()))
    signed = json.dumps({"version": version, "page": page}).encode()
    return base64.b64encode(key.sign(signed)) + b"\n" + signed


if __name__ == "__main__":
    sys.exit(main())
