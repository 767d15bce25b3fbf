"""The clients that are measured, and how each is started."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import ROOT

_HERE = Path(__file__).parent
_NODE_FOLDER = ROOT / "build" / "bench-peers"
_NPM_OPTIONS = ["--no-package-lock", "--no-audit", "--no-fund", "--silent"]


@dataclass(frozen=True)
class Client:
    """A program that uploads the files named on its command line."""

    name: str
    command: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()
    missing: str = ""  # why it cannot be measured here
    is_ours: bool = False

    def upload(self, paths: Sequence[Path]) -> list[str]:
        """The whole command."""
        return [*self.command, *map(str, paths)]


def _peer(name: str, function: str, *, is_ours: bool = False) -> Client:
    command = (sys.executable, "-m", "tests.bench.peer", function)
    return Client(name, command, is_ours=is_ours)


_PROGRAM = str(Path(sys.executable).with_name("ossdrop-cli"))
OURS = Client("OssDrop", (_PROGRAM, "upload"), is_ours=True)
OURS_EACH = _peer("OssDrop upload_file()", "upload_each", is_ours=True)
OURS_ALL = _peer("OssDrop upload_files()", "upload_all", is_ours=True)
OURS_AWAITED = _peer("OssDrop upload_files_async()", "upload_awaited", is_ours=True)
BARE = _peer("bare socket, sendfile, no CRC", "bare")
RAW = _peer("raw client, 16 threads", "raw")
BARE_CHECKED = _peer("bare socket, sendfile and CRC", "bare_checked")
BARE_TLS_CHECKED = _peer("bare TLS socket and CRC", "bare_checked")
BARE_TLS = _peer("bare TLS socket, no CRC", "bare")
OSS2_PUT = _peer("oss2 put_object_from_file", "oss2_put")
OSS2_RESUMABLE = _peer("oss2 resumable_upload", "oss2_resumable")
OSS2_RESUMABLE_4 = _peer("oss2 resumable_upload, 4 threads", "oss2_resumable_4")
OSS_V2 = _peer("alibabacloud-oss-v2 Uploader", "oss_v2")
OSS_V2_ASYNC = _peer("alibabacloud-oss-v2 AsyncClient, 16 tasks", "oss_v2_async")


def ali_oss() -> Client:
    """npm's ali-oss, installed under build/ when it is not there yet."""
    name = "ali-oss multipartUpload, no CRC"
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return Client(name, (), missing="Node is not installed")
    modules = _NODE_FOLDER / "node_modules"
    if not (modules / "ali-oss").is_dir():
        _NODE_FOLDER.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / "peers" / "package.json", _NODE_FOLDER)
        install = [npm, "install", *_NPM_OPTIONS]
        if subprocess.run(install, cwd=_NODE_FOLDER, timeout=300, check=False).returncode:
            return Client(name, (), missing="npm could not install it")
    command = (node, os.fspath(_HERE / "ali_oss.cjs"))
    return Client(name, command, (("NODE_PATH", str(modules)),))
