"""Uploads files over and over while the service, the line and the program itself fail at random.

After each round the file is fetched back by its link and compared. Ends with exit code 1 and the
seed as soon as a byte is wrong, a file is lost, or an upload does not come to an end.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import requests

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.faults import Faults
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig

ROOT = Path(__file__).resolve().parents[2]
BUCKET, REGION = "torture-bucket", "cn-hangzhou"
_KEY = AccessKey("torture-key", "torture-secret-0123456789")
_SIZES = (0, 1, 20_000, 3_000_000, 30_000_000, 90_000_000)
_MOST_RUNS = 30
_RUN_TIMEOUT_S = 120


class Broken(Exception):
    """Something that must never happen."""


class Torture:
    """One service, one home, many rounds."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = random.Random(seed)
        self._folder = folder
        config = ServiceConfig(folder / "bucket", (_KEY,), BUCKET, REGION)
        self._server = PracticeServer(config)
        self.rounds = self.kills = self.resumed = 0

    def run(self, seconds: float) -> None:
        """Rounds until the time is over."""
        with self._server:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                self._round()
                self.rounds += 1

    def _round(self) -> None:
        size = self._random.choice(_SIZES)
        path = self._folder / f"file {self.rounds} 猫.bin"
        path.write_bytes(self._random.randbytes(size))
        link = ""
        for attempt in range(_MOST_RUNS):
            self._server.service.faults = self._faults(calm=attempt > _MOST_RUNS // 2)
            link = self._upload(path, may_kill=attempt < _MOST_RUNS // 2)
            if link:
                break
            self.resumed += 1
        self._server.service.faults = Faults()
        if not link:
            raise Broken(f"{path.name} with {size:,} bytes never came through")
        content = requests.get(link, timeout=60).content
        wanted = path.read_bytes()
        if hashlib.sha256(content).digest() != hashlib.sha256(wanted).digest():
            raise Broken(f"{path.name}: {len(content):,} of {len(wanted):,} bytes, or others")
        path.unlink()

    def _faults(self, *, calm: bool) -> Faults:
        pick = self._random
        if calm or pick.random() < 0.2:
            return Faults()
        return pick.choice(
            [
                Faults(fail_percent=20),
                Faults(fail_percent=15, fail_status=500, fail_code="InternalError"),
                Faults(answer_lost_times=pick.randrange(1, 4)),
                Faults(reset_after_bytes=pick.randrange(1, 5_000_000), reset_times=2),
                Faults(truncate_answer_times=2),
                Faults(wrong_crc_times=1),
                Faults(latency_s=pick.random() / 2),
                Faults(bytes_per_s=pick.choice([2_000_000, 10_000_000])),
            ]
        )

    def _upload(self, path: Path, *, may_kill: bool) -> str:
        """The link, "" where the upload failed or was killed."""
        command = [sys.executable, "-m", "ossdrop", "upload", str(path)]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            killer = threading.Timer(self._random.uniform(0.3, 2.5), process.kill)
            if may_kill and self._random.random() < 0.5:
                killer.start()
            try:
                words, _ = process.communicate(timeout=_RUN_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise Broken(f"{path.name}: the upload does not come to an end") from None
            finally:
                killer.cancel()
        self.kills += process.returncode == -9
        return words.strip() if process.returncode == 0 else ""

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "OSSDROP_HOME": str(self._folder / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QWEN_TMP_OSS_BUCKET": BUCKET,
            "QWEN_TMP_OSS_REGION": REGION,
            "QWEN_TMP_OSS_AK_ID": _KEY.id,
            "QWEN_TMP_OSS_AK_SECRET": _KEY.secret,
            "QWEN_TMP_OSS_ENDPOINT": self._server.base_url,
        }


def main() -> int:
    """Torture until the time is over; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        torture = Torture(Path(folder), options.seed)
        try:
            torture.run(options.seconds)
        except Broken as error:
            print(f"BROKEN (--seed {options.seed}): {error}")
            return 1
    print(
        f"{torture.rounds} files came through and back the same; {torture.kills} kills, "
        f"{torture.resumed} runs that had to be run again (--seed {options.seed})."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
