"""Secrets are planted, everything is done, and then they are looked for everywhere."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.program.log_files import set_up_logging
from ossdrop.program.paths import log_folder
from ossdrop.settings_editor import export_settings, read_view
from ossdrop.support_bundle import write_bundle
from tests.conftest import API_KEY, KEY_ID, KEY_SECRET
from tests.core.commands.test_cli import ROOT, run
from tests.platforms import has_shells

CANARIES = (KEY_SECRET, API_KEY, "x-oss-signature=")


def require_clean(text: str, where: object) -> None:
    for canary in CANARIES:
        assert canary not in text, f"{canary} in {where}"


@pytest.fixture
def planted(variables: dict[str, str]) -> dict[str, str]:
    return variables | {"DASHSCOPE_API_KEY": API_KEY}


def test_no_file_but_the_env_ever_holds_a_secret(
    planted: dict[str, str], make_file: Callable[..., Path], tmp_path: Path
) -> None:
    env_file = tmp_path / "settings.env"
    env_file.write_text("".join(f"{name}={value}\n" for name, value in planted.items()))
    make_file()
    set_up_logging(to_file=True)
    try:
        app = App(env_file=env_file, environment={})
        checks = tuple(Doctor(app.destinations).run())
        export_settings(app.destinations, app.destinations.profile, tmp_path / "export.json")
        write_bundle(app.destinations, checks, tmp_path / "support.zip")
        logging.getLogger("x").warning("key %s and link https://b/k?%s1", KEY_SECRET, CANARIES[2])
        logging.getLogger("x").warning("QWEN_TMP_OSS_AK_SECRET=%s", KEY_SECRET)
        view = repr(read_view(app.destinations, app.destinations.profile))
        require_clean(view, "the settings' view")
        require_clean(repr(checks), "the check")
        app.close()
    finally:
        for handler in logging.getLogger().handlers[:]:
            logging.getLogger().removeHandler(handler)
            handler.close()
    for command in ("upload", "upload --json"):
        run(*command.split(), make_file(), "--env-file", env_file)
    run("config", "show", "--json", "--env-file", env_file)
    run("history", "export")
    with zipfile.ZipFile(tmp_path / "support.zip") as bundle:
        for name in bundle.namelist():
            require_clean(bundle.read(name).decode(), name)
    for path in tmp_path.rglob("*"):
        if path.is_file() and path != env_file and "bucket" not in path.parts:
            require_clean(path.read_bytes().decode("utf-8", "replace"), path)
    assert (log_folder() / "ossdrop.log").exists()


def test_no_exception_and_no_trace_holds_a_secret(
    planted: dict[str, str], practice: PracticeServer, make_file: Callable[..., Path]
) -> None:
    faults: tuple[dict[str, object], ...] = (
        {"fail_times": 99, "fail_code": "SignatureDoesNotMatch", "fail_status": 403},
        {"captive_portal": True},
        {"answer_lost_times": 99},
    )
    for fault in faults:
        for name, value in fault.items():
            setattr(practice.faults, name, value)
        with pytest.raises(OssDropError) as raised:
            upload_file(
                make_file(),
                settings=planted | {"QWEN_TMP_OSS_ENDPOINT": practice.base_url},
                timeout_s=4,  # what is tried after that says the same
            )
        trace = io.StringIO()
        traceback.print_exception(raised.value, file=trace)
        require_clean(trace.getvalue() + repr(raised.value), fault)
        for name, value in fault.items():
            setattr(practice.faults, name, type(value)())


@has_shells
def test_the_check_starts_no_other_program(
    planted: dict[str, str], tmp_path: Path, make_file: Callable[..., Path]
) -> None:
    """Not even git, which would obey the configuration of a repository."""
    seen = tmp_path / "seen.txt"
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\nenv >> {seen}\nexit 1\n")
    fake.chmod(0o755)
    env_file = tmp_path / ".env"
    env_file.write_text("".join(f"{name}={value}\n" for name, value in planted.items()))
    subprocess.run(
        [sys.executable, "-m", "ossdrop", "check", "--env-file", str(env_file)],
        env=os.environ | {"PATH": f"{fake.parent}:{os.environ['PATH']}"},
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert not seen.exists()


def test_output_shows_secrets_nowhere_but_in_the_link(
    planted: dict[str, str], make_file: Callable[..., Path]
) -> None:
    result = run("upload", "--json", make_file(), variables=planted)
    values = json.loads(result.stdout)
    values.pop("url")
    require_clean(json.dumps(values) + result.stderr, "the output")
    for command in (("check", "--json"), ("config", "show"), ("history", "list", "--json")):
        shown = run(*command, variables=planted)
        require_clean(shown.stdout + shown.stderr, command)
        assert KEY_ID not in shown.stdout + shown.stderr
