"""Secrets where they were not meant to be: in a proxy's address, in the wrong field, in a paste."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.network.proxies import read_proxy
from ossdrop.program.paths import preferences_file
from ossdrop.program.preferences import Preferences, read_preferences, write_preferences
from tests.conftest import KEY_SECRET
from tests.hostile.programs import run, run_each

CANARY = "Canary9/w@rd:Zz3"
BUCKET_AT = {
    "QWEN_TMP_OSS_BUCKET": "my-bucket",
    "QWEN_TMP_OSS_REGION": "cn-beijing",
    "QWEN_TMP_OSS_AK_ID": "LTAI5tTestTestTestTest01",
    "QWEN_TMP_OSS_AK_SECRET": KEY_SECRET,
}


@pytest.mark.parametrize("form", ["http://li:{}@127.0.0.1:9", "li:{}@127.0.0.1:9", "http://li:{}@"])
@pytest.mark.parametrize("name", ["https_proxy", "all_proxy"])
def test_a_proxys_password_is_not_printed(tmp_path: Path, form: str, name: str) -> None:
    environment = BUCKET_AT | {name: form.format(CANARY)}
    (tmp_path / "a.txt").write_text("a")
    commands = (["check"], ["check", "--json"], ["upload", "a.txt"], ["config", "show"])
    named = [["ossdrop-cli", *command] for command in commands]
    for command, result in zip(commands, run_each(tmp_path, named, environment), strict=True):
        words = result.stdout + result.stderr
        for part in (CANARY, "Canary9", "w@rd", "Zz3"):
            assert part not in words, words
        assert "Traceback" not in words
        if command[0] == "check":
            assert ("127.0.0.1:9" in words) is not form.endswith("@")


@pytest.mark.parametrize(
    "typed", [f"li:{CANARY}@proxy.example:8080", f"https://li:{CANARY}@proxy.example:8080/"]
)
def test_a_typed_password_is_taken_apart_and_not_kept(typed: str) -> None:
    proxy = read_proxy(typed)
    assert proxy.password.reveal() == CANARY
    assert proxy.shown == "proxy.example:8080"
    assert CANARY not in proxy.address + repr(proxy)
    write_preferences(preferences_file(), Preferences(proxy="manual", proxy_address=typed))
    assert "Canary9" not in preferences_file().read_text()
    preferences_file().write_text(json.dumps(asdict(Preferences()) | {"proxy_address": typed}))
    assert "Canary9" not in read_preferences(preferences_file()).proxy_address


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "SOCKS4"])
def test_a_socks_proxy_is_named_for_what_it_is(scheme: str) -> None:
    with pytest.raises(OssDropError) as raised:
        read_proxy(f"{scheme}://127.0.0.1:1080")
    assert raised.value.code is ErrorCode.PROXY_INVALID
    assert "SOCKS" in raised.value.explanation.cause


SECRETS = ("sk-0123456789abcdef0123456789abcdef", "y0Qb7nXc2VkLmPz8RtWfHs4JdGa1Ue")
FIELDS = (
    "QWEN_TMP_OSS_BUCKET",
    "QWEN_TMP_OSS_REGION",
    "QWEN_TMP_OSS_PREFIX",
    "QWEN_TMP_OSS_URL_EXPIRES",
    "QWEN_TMP_OSS_ENDPOINT",
    "QWEN_BASE_URL",
    "QWEN_REGION",
)


@pytest.mark.parametrize(
    ("name", "secret"), [(name, SECRETS[number % 2]) for number, name in enumerate(FIELDS)]
)
def test_a_secret_in_the_wrong_field_is_not_echoed(tmp_path: Path, name: str, secret: str) -> None:
    environment = {**BUCKET_AT, "QWEN_TMP_OSS_AK_SECRET": "another-secret-0123456789"}
    environment |= {name: secret}
    if name in ("QWEN_BASE_URL", "QWEN_REGION"):
        environment = {"DASHSCOPE_API_KEY": "sk-another", name: secret}
    environment["https_proxy"] = "http://127.0.0.1:9"
    commands = (["config", "show"], ["config", "show", "--json"], ["check"], ["upload", "x"])
    named = [["ossdrop-cli", *command] for command in commands]
    for result in run_each(tmp_path, named, environment):
        words = result.stdout + result.stderr
        assert secret not in words, words
        assert secret[:8] not in words.replace("another-secret", ""), words


def test_config_show_has_nothing_of_a_secret(tmp_path: Path) -> None:
    secret = "y0Qb7nXc2VkLmPz8RtWfHs4JdGa1Ue"
    environment = BUCKET_AT | {"QWEN_TMP_OSS_AK_SECRET": secret, "OSS_SESSION_TOKEN": secret}
    for options in ([], ["--json"]):
        result = run(tmp_path, "ossdrop-cli", "config", "show", *options, environment=environment)
        assert "QWEN_TMP_OSS_AK_SECRET" in result.stdout
        for part in (secret[:4], secret[-4:]):
            assert part not in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows writes no core files")
def test_a_crash_leaves_no_memory_on_the_disk(tmp_path: Path) -> None:
    code = "import resource, sys; sys.exit(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    result = run(
        tmp_path, "ossdrop-cli", "exec", "--", "python3", "-c", code, environment=BUCKET_AT
    )
    assert result.returncode == 0
