"""The API key of Model Studio: where it is found, and which are none for an upload."""

from __future__ import annotations

import pytest

from ossdrop.config.api_key import ApiKey, differing_names, find_api_key
from ossdrop.config.env_file import Source, Values
from ossdrop.config.model_service import base_url_of
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.redaction import Secret
from tests.core.config.test_settings import FakeSecrets


def test_without_one_in_the_file_the_password_store_is_asked() -> None:
    secrets = FakeSecrets("sk-stored")
    key = find_api_key(Values.of({}), secrets, "work")
    assert key is not None
    assert (key.name, key.key.reveal()) == ("DASHSCOPE_API_KEY", "sk-stored")
    assert key.source is Source.KEYRING
    assert secrets.asked == [("work", "DASHSCOPE_API_KEY")]
    found = find_api_key(Values.of({"QWEN_API_KEY": "sk-a"}), secrets, "work")
    assert found is not None
    assert found.source is Source.ENV_FILE
    assert len(secrets.asked) == 1


def test_where_there_is_no_store_there_is_no_key() -> None:
    assert find_api_key(Values.of({}), None, "work") is None
    assert find_api_key(Values.of({}), FakeSecrets(None), "work") is None
    absent = FakeSecrets(error=OssDropError(ErrorCode.KEYRING_ABSENT))
    assert find_api_key(Values.of({}), absent, "work") is None


def test_a_store_that_does_not_answer_is_an_error() -> None:
    failing = FakeSecrets(error=OssDropError(ErrorCode.KEYRING_FAILED))
    with pytest.raises(OssDropError) as raised:
        find_api_key(Values.of({}), failing, "work")
    assert raised.value.code is ErrorCode.KEYRING_FAILED


def test_different_keys_are_noticed() -> None:
    both = {"QWEN_API_KEY": "sk-a", "DASHSCOPE_API_KEY": "sk-b", "QIANWEN_API_KEY": " "}
    assert differing_names(Values.of(both)) == ("QWEN_API_KEY", "DASHSCOPE_API_KEY")
    assert differing_names(Values.of(dict.fromkeys(both, "sk-a"))) == ()
    assert differing_names(Values.of({})) == ()


def test_keys_of_a_plan_are_refused_by_name() -> None:
    one, other = (
        ApiKey("QWEN_API_KEY", Secret(text), Source.ENV_FILE) for text in ("sk-sp-a", "sk-spa")
    )
    other.require_upload()
    with pytest.raises(OssDropError) as raised:
        one.require_upload()
    assert raised.value.code is ErrorCode.API_KEY_KIND
    assert "QWEN_API_KEY" in raised.value.detail
    assert one.fingerprint != other.fingerprint
    assert len(one.fingerprint) == 16


def test_an_unknown_region_is_singapore_as_for_the_scripts() -> None:
    found = base_url_of(Values.of({"QWEN_REGION": " ap-southeast-1 "}))
    assert found == "https://dashscope-intl.aliyuncs.com/api/v1"
    assert base_url_of(Values.of({"QWEN_REGION": "mars"})) == found
    for mainland in ("", "cn-beijing", " CN-Beijing "):
        assert base_url_of(Values.of({"QWEN_REGION": mainland})) == base_url_of(Values.of({}))
    assert base_url_of(Values.of({})) != found
