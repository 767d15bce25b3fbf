"""`exec --practice`: a script that is tried gets nothing real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import requests

from tests.conftest import API_KEY

REAL = {
    "QWEN_API_KEY": API_KEY,
    "QWENCLOUD_API_KEY": API_KEY,
    "QWEN_TMP_OSS_AK_ID": "LTAI5tRealRealRealReal01",
    "QWEN_TMP_OSS_AK_SECRET": "real-secret-0123456789abcdef",
    "OSS_SESSION_TOKEN": "real-token",
    "OSS_SECURITY_TOKEN": "another-real-token",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "another-real-secret",
    "QWEN_REGION": "ap-southeast-1",
}
SCRIPT = (
    "import json, os, urllib.request, urllib.error\n"
    "base = os.environ['QWEN_BASE_URL']\n"
    "try:\n"
    "    urllib.request.urlopen(base, timeout=5)\n"
    "    answered = True\n"
    "except urllib.error.HTTPError:\n"
    "    answered = True\n"
    "print(json.dumps({'answered': answered, 'environment': dict(os.environ)}))\n"
)


def test_no_real_key_is_in_the_environment_and_the_service_runs(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "ossdrop", "exec", "--practice", "--", sys.executable, "-c", SCRIPT],
        env=os.environ | REAL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["answered"]
    child = found["environment"]
    assert not {text for name, text in child.items() if name in REAL} & set(REAL.values())
    assert child["QWEN_API_KEY"] == ""  # shadowed: a script reads a .env too


def test_practice_says_where_it_runs_and_what_is_already_served(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ossdrop", "practice", "--json", "--until-stdin-closes"]
    with subprocess.Popen(  # whatever else is on the usual port of this computer
        [*command, "--any-port"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        told = json.loads(first.stdout.readline())
        base = told["QWEN_BASE_URL"]
        assert requests.get(base, timeout=5).status_code
        other = subprocess.run(
            [*command, "--port", "0"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert json.loads(other.stdout)["QWEN_BASE_URL"] == base, other.stderr
        first.communicate(timeout=10)


def test_the_port_that_was_chosen_is_the_one_that_is_used_later(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ossdrop", "practice", "--json", "--until-stdin-closes"]
    with subprocess.Popen(
        [*command, "--port", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        base = json.loads(first.stdout.readline())["QWEN_BASE_URL"]
        other = subprocess.run(
            [*command, "--port", "18777"], capture_output=True, text=True, timeout=30, check=False
        )
        assert other.returncode == 1
        assert json.loads(other.stdout)["error"]["detail"].endswith(base.rpartition(":")[2])
        asked = subprocess.run(
            [
                *(sys.executable, "-m", "ossdrop", "exec", "--practice", "--"),
                *(sys.executable, "-c", "import os; print(os.environ['QWEN_BASE_URL'])"),
            ],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert asked.stdout.strip() == base, asked.stderr
        first.communicate(timeout=10)


def test_a_port_that_needs_rights_is_said(tmp_path: Path) -> None:
    if os.name != "posix" or os.geteuid() == 0:  # root may: a taken port is as good
        port = "1"
        command = [sys.executable, "-c", _TAKEN]
    else:
        port, command = "80", [sys.executable, "-m", "ossdrop", "practice", "--port", "80"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "The port of the practice bucket cannot be used" in result.stderr
    assert f"port {port}: " in result.stderr
    assert "--port" in result.stderr


# The kernel's answer to a port below 1024, without being another user.
_TAKEN = """
import socket, sys
real = socket.socket.bind
def bind(self, address):
    if address[1] == 1:
        raise PermissionError(13, 'Permission denied')
    return real(self, address)
socket.socket.bind = bind
from ossdrop.cli import main
sys.exit(main(['practice', '--port', '1']))
"""
