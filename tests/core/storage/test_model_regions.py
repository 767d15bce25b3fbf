"""Two regions of Model Studio, and a key that belongs to one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ossdrop import upload_file
from ossdrop.app import App
from ossdrop.asking.ask import Answer, Question
from ossdrop.asking.service import ModelService
from ossdrop.config import key_homes, model_service
from ossdrop.config.api_key import ApiKey
from ossdrop.config.env_file import Source, Values
from ossdrop.config.model_service import (
    MAINLAND,
    SINGAPORE,
    base_url_of,
    compatible_url_of,
    console_of,
)
from ossdrop.doctor.check import Status
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.redaction import Secret
from ossdrop.remedies import Fix, FixKind
from tests.conftest import API_KEY, MODELS
from tests.core.doctor.test_doctor import examine
from tests.core.transfers.test_ends import wait_until

KEY = {"DASHSCOPE_API_KEY": API_KEY}


@pytest.fixture
def mainland(tmp_path: Path) -> Iterator[PracticeServer]:
    """A service that does not know the key."""
    with PracticeServer(ServiceConfig(tmp_path / "mainland", (), models=MODELS)) as server:
        yield server


@pytest.fixture(autouse=True)
def regions(
    mainland: PracticeServer, practice: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The practice service, which knows the key, is Singapore."""
    hosts = {MAINLAND: mainland.base_url, SINGAPORE: practice.base_url}
    monkeypatch.setattr(model_service, "_HOSTS", hosts)
    monkeypatch.setattr(key_homes, "_homes", {})


def policies(server: PracticeServer) -> int:
    return sum("action" in request.parameters for request in server.service.requests)


def test_a_key_of_the_other_region_works_and_is_asked_about_once(
    mainland: PracticeServer, make_file: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        assert upload_file(make_file(), settings=KEY).startswith("oss://")
    assert policies(mainland) == 1
    assert "ap-southeast-1: set QWEN_REGION" in caplog.text


def test_a_key_that_nobody_knows_is_tried_once(
    mainland: PracticeServer, practice: PracticeServer, make_file: Callable[..., Path]
) -> None:
    for _ in range(2):
        with pytest.raises(OssDropError) as raised:
            upload_file(make_file(), settings={"DASHSCOPE_API_KEY": "sk-nobody-0123456789"})
        assert raised.value.code is ErrorCode.API_KEY_WRONG
    assert (policies(mainland), policies(practice)) == (2, 1)


@pytest.mark.parametrize("decides", ["QWEN_REGION", "QWEN_BASE_URL"])
def test_where_a_variable_decides_nothing_else_is_tried(
    mainland: PracticeServer,
    practice: PracticeServer,
    make_file: Callable[..., Path],
    decides: str,
) -> None:
    value = MAINLAND if decides == "QWEN_REGION" else mainland.base_url
    with pytest.raises(OssDropError) as raised:
        upload_file(make_file(), settings=KEY | {decides: value})
    assert raised.value.code is ErrorCode.API_KEY_WRONG
    assert policies(practice) == 0


def test_the_check_offers_to_write_it_down() -> None:
    check = examine(KEY)["dashscope.region"]
    assert check.status is Status.WARN
    assert check.fix == Fix(FixKind.WRITE_VALUE, SINGAPORE, "QWEN_REGION")
    assert "dashscope.region" not in examine(KEY | {"QWEN_REGION": SINGAPORE})


@pytest.mark.parametrize(
    ("region", "base_url", "called"),
    [
        ("", "", MAINLAND),
        ("CN-Beijing", "", MAINLAND),
        ("ap-southeast-1", "", SINGAPORE),
        ("nowhere", "", SINGAPORE),
        ("none", "https://w.ap-southeast-1.maas.aliyuncs.com/api/v2/", "/api/v2"),
        ("cn-beijing", "https://host.example/compatible-mode/v1", "https://host.example/api/v1"),
    ],
)
def test_the_region_is_read_as_the_scripts_read_it(
    mainland: PracticeServer, practice: PracticeServer, region: str, base_url: str, called: str
) -> None:
    found = base_url_of(Values.of({"QWEN_REGION": region, "QWEN_BASE_URL": base_url}))
    hosts = {MAINLAND: mainland.base_url, SINGAPORE: practice.base_url}
    assert found.endswith(called) if base_url else found == f"{hosts[called]}/api/v1"


def questions(server: PracticeServer) -> int:
    """How many it has noted: it does so after its answer."""
    return sum(one.key.endswith("chat/completions") for one in server.service.requests)


def ask(practice: PracticeServer, key: str = API_KEY) -> Answer:
    practice.service.dashscope.models = None  # those in use
    found = ApiKey("DASHSCOPE_API_KEY", Secret(key), Source.ENVIRONMENT)
    service = ModelService(compatible_url_of(Values.of({})), found, SINGAPORE)
    return Question(service, "qwen3.6-plus", (), "Who are you?").ask()


def test_a_question_goes_to_the_region_of_its_key(
    mainland: PracticeServer, practice: PracticeServer, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        assert ask(practice).text
    wait_until(lambda: (questions(mainland), questions(practice)) == (1, 2))
    assert caplog.text.count("set QWEN_REGION") == 1


def test_a_question_with_a_key_that_nobody_knows_tries_the_other_region_once(
    mainland: PracticeServer, practice: PracticeServer
) -> None:
    for _ in range(2):
        with pytest.raises(OssDropError) as raised:
            ask(practice, "sk-nobody-0123456789")
        assert raised.value.code is ErrorCode.API_KEY_WRONG
    wait_until(lambda: (questions(mainland), questions(practice)) == (2, 1))


def test_what_is_handed_over_names_the_region_that_knows_the_key(
    practice: PracticeServer, make_file: Callable[..., Path]
) -> None:
    app = App(settings=KEY, environment={})
    try:
        assert app.destinations.model_address().startswith(model_service.base_url_in(MAINLAND))
        upload_file(make_file(), settings=KEY)
        assert app.destinations.model_address().startswith(practice.base_url)
    finally:
        app.close()


def test_the_console_is_that_of_the_region() -> None:
    assert "bailian" in console_of({})
    assert "alibabacloud.com" in console_of({"QWEN_REGION": "ap-southeast-1"})
    abroad = "https://ws-abc.ap-southeast-1.maas.aliyuncs.com"
    assert "alibabacloud.com" in console_of({"QWEN_BASE_URL": abroad})
    assert "bailian" in console_of({"QWEN_BASE_URL": "https://w.cn-beijing.maas.aliyuncs.com"})


def test_a_region_that_nobody_knows_is_told_once_where_files_would_go_abroad(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """`cn-hangzhou`, a bucket's region, meant Singapore without a word."""
    model_service._tell_unknown.cache_clear()  # another test may have been told
    known = [{"QWEN_REGION": MAINLAND}, {"QWEN_REGION": SINGAPORE}, {"QWEN_REGION": ""}, {}]
    for variables in known:
        base_url_of(Values.of(variables))
    assert not caplog.messages
    for _ in range(2):
        base_url_of(Values.of({"QWEN_REGION": "cn-hangzhou"}))
    (told,) = caplog.messages
    assert "cn-hangzhou, which is no region" in told
    assert "Singapore" in told
