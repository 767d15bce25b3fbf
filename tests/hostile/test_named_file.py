"""A settings file that was only named, and the keys of the password store."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.destinations import Destinations
from ossdrop.errors import OF_OTHER_FILE, ErrorCode, OssDropError
from ossdrop.program.paths import default_env_file
from ossdrop.redaction import Secret
from tests.conftest import API_KEY
from tests.core.config.test_keyring import Backend


@pytest.mark.parametrize(
    "host",
    [
        "models.evil.example",
        "123456.cn-hangzhou.fc.aliyuncs.com",  # anybody rents these
        "attacker-bucket.oss-cn-hangzhou.aliyuncs.com",
        "dashscope.aliyuncs.com.evil.example",
        "evilmaas.aliyuncs.com",
    ],
)
def test_a_stored_api_key_does_not_go_where_a_named_file_says(
    tmp_path: Path, store: Backend, host: str
) -> None:
    path = tmp_path / "from-a-download.env"
    path.write_text(f"QWEN_BASE_URL=https://{host}\n")
    to = Destinations(env_file=path)
    to.secrets.write(DEFAULT_PROFILE, "DASHSCOPE_API_KEY", Secret(API_KEY))
    for use in (to.resolve, lambda: to.child_environment({})):
        with pytest.raises(OssDropError) as raised:
            use()
        told = raised.value
        assert (told.code, told.hint) == (ErrorCode.BASE_URL_INVALID, OF_OTHER_FILE)


@pytest.mark.parametrize(
    "text",
    [
        "QWEN_BASE_URL=https://ws-1.cn-beijing.maas.aliyuncs.com\n",
        f"QWEN_BASE_URL=https://gateway.example\nDASHSCOPE_API_KEY={API_KEY}\n",
    ],
)
def test_a_service_of_alibaba_and_a_key_of_the_file_itself_are_used(
    tmp_path: Path, store: Backend, text: str
) -> None:
    path = tmp_path / "mine.env"
    path.write_text(text)
    to = Destinations(env_file=path)
    to.secrets.write(DEFAULT_PROFILE, "DASHSCOPE_API_KEY", Secret(API_KEY))
    assert to.resolve()


def test_the_own_file_may_have_any_address(store: Backend) -> None:
    default_env_file().parent.mkdir(parents=True, exist_ok=True)
    default_env_file().write_text("QWEN_BASE_URL=https://gateway.example\n")
    to = Destinations()
    to.secrets.write(DEFAULT_PROFILE, "DASHSCOPE_API_KEY", Secret(API_KEY))
    assert to.resolve()
