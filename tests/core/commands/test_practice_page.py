"""`practice --page`: the page of the practice bucket that runs, for a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import requests

from tests.core.practice.person import BROWSER

PRACTICE = (sys.executable, "-m", "ossdrop", "practice")


def page(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PRACTICE, "--page", *options], capture_output=True, text=True, timeout=30, check=False
    )


@pytest.fixture
def running() -> Iterator[Mapping[str, str]]:
    """A practice bucket in a process of its own, and the values to use it with."""
    command = [*PRACTICE, "--json", "--until-stdin-closes", "--port", "0"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.communicate(timeout=10)


def test_where_none_runs_there_is_no_page(tmp_path: Path) -> None:
    result = page()
    assert (result.returncode, result.stdout) == (1, "")
    assert "it does not run" in result.stderr
    result = page("--json", "--folder", str(tmp_path / "p"))
    assert json.loads(result.stdout)["error"]["code"] == "practice_failed"


def test_a_link_is_printed_and_shows_what_was_uploaded(
    running: Mapping[str, str], make_file: Callable[..., Path]
) -> None:
    uploaded = subprocess.run(
        [
            *(sys.executable, "-m", "ossdrop", "upload", "--practice", "--expires", "7200"),
            str(make_file("夏季 主视觉.png")),
        ],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert uploaded.returncode == 0, uploaded.stderr
    result = page()
    assert "works once" in result.stderr
    (link,) = result.stdout.split()
    assert link.startswith(f"{running['QWEN_BASE_URL']}/")
    assert not any(value in link for name, value in running.items() if "SECRET" in name)
    with requests.Session() as person:
        person.trust_env = False
        person.headers.update(BROWSER)
        shown = person.get(link, timeout=10)
        assert "夏季 主视觉.png" in shown.text
        assert "1 h left" in shown.text  # which nobody but the history knows
        in_json = json.loads(page("--json").stdout)["url"]
        assert in_json != link
    assert requests.get(link, headers=BROWSER, timeout=10).status_code == 403
    assert requests.get(in_json, headers=BROWSER, timeout=10).status_code in (200, 403)


def test_the_one_that_starts_says_how_to_see_it(tmp_path: Path) -> None:
    process = subprocess.run(
        [*PRACTICE, "--port", "0", "--until-stdin-closes"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert process.returncode == 0
    assert "ossdrop-cli practice --page" in process.stderr
    assert "--page" not in process.stdout
