"""A model is asked about files behind links: the practice side really opens them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from PIL import Image

from ossdrop.asking.ask import Answer, Question
from ossdrop.asking.requests import Dialect, request_for
from ossdrop.asking.service import ModelService
from ossdrop.config.api_key import ApiKey
from ossdrop.config.env_file import Source
from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import Link, NamedLink
from ossdrop.practice.server import PracticeServer
from ossdrop.redaction import Secret
from tests.conftest import API_KEY
from tests.core.media.samples import avi, mp4, wav

MODEL = "qwen3.6-plus"
MakeLink = Callable[..., NamedLink]


@pytest.fixture
def service(practice: PracticeServer) -> ModelService:
    practice.service.dashscope.models = None  # those in use
    key = ApiKey("DASHSCOPE_API_KEY", Secret(API_KEY), Source.ENVIRONMENT)
    return ModelService(f"{practice.base_url}/compatible-mode/v1", key)


@pytest.fixture
def upload(variables: dict[str, str], temporary: dict[str, str]) -> MakeLink:
    def send(path: Path, kind: str, *, model: str = "", expires_s: int = 600) -> NamedLink:
        values = temporary if model else variables
        sent = _upload(values, path, model, expires_s)
        return NamedLink(sent, path.name, kind)

    return send


def _upload(values: dict[str, str], path: Path, model: str, expires_s: int) -> Link:
    from ossdrop import upload_file

    extra = {} if model else {"expires_s": expires_s}
    sent = upload_file(path, settings=values, model=model or None, **extra)  # type: ignore[arg-type]
    return Link(str(sent), datetime.now(UTC), sent.expires_at)


def picture(path: Path, width: int = 64, height: int = 32) -> Path:
    Image.new("RGB", (width, height), "teal").save(path)
    return path


def asked(
    service: ModelService, *links: NamedLink, model: str = MODEL, text: str = "What is it?"
) -> Answer:
    return Question(service, model, links, text).ask()


def refused(service: ModelService, *links: NamedLink, model: str = MODEL) -> OssDropError:
    with pytest.raises(OssDropError) as told:
        asked(service, *links, model=model)
    return told.value


def test_the_answer_comes_in_pieces_and_says_what_was_opened(
    service: ModelService, upload: MakeLink, tmp_path: Path
) -> None:
    link = upload(picture(tmp_path / "猫.png"), "image/png")
    heard: list[str] = []
    answer = Question(service, MODEL, [link], "这是什么？").ask(heard.append)
    assert "a picture (PNG, 64 × 32 pixels" in answer.text
    assert answer.text.endswith("You asked: 这是什么？")
    assert "".join(heard) == answer.text
    assert len(heard) > 5
    assert answer.usage.given > 0 < answer.usage.answered
    assert answer.request_id


def test_each_kind_is_told(service: ModelService, upload: MakeLink, tmp_path: Path) -> None:
    clip = upload(avi(tmp_path / "a.avi", 4), "video/x-msvideo")
    assert "a clip (AVI, 16 × 16 pixels, 4.0 seconds" in asked(service, clip).text
    sound = upload(wav(tmp_path / "a.wav", 5), "audio/wav")
    told = asked(service, sound, model="qwen3.5-omni-plus").text
    assert "a recording (WAV, 5.0 seconds" in told
    (tmp_path / "a.txt").write_text("The first line\nand another\n")
    text = upload(tmp_path / "a.txt", "text/plain")
    assert 'whose first line is "The first line"' in asked(service, text).text
    one = upload(picture(tmp_path / "b.png"), "image/png")
    assert asked(service, one, clip).text.count("pixels") == 2


def test_a_temporary_link_opens_for_its_model_only(
    service: ModelService, upload: MakeLink, tmp_path: Path, practice: PracticeServer
) -> None:
    link = upload(picture(tmp_path / "a.png"), "image/png", model=MODEL)
    assert link.link.url.startswith("oss://")
    assert "PNG" in asked(service, link).text
    of_other = refused(service, link, model="qwen3.7-plus")
    assert of_other.code is ErrorCode.MODEL_CANNOT_OPEN
    assert "Upload the file again" in of_other.explanation.remedy  # nobody has a fresh link to it
    body = request_for([link], "?", MODEL).body
    url = f"{service.base_url}/chat/completions"
    bare = requests.post(url, json=body, headers={"Authorization": f"Bearer {API_KEY}"}, timeout=10)
    assert bare.status_code == 400  # without the header nobody resolves it
    practice.faults.clock_offset_s = timedelta(hours=49).total_seconds()
    assert refused(service, link).code is ErrorCode.MODEL_CANNOT_OPEN


def test_what_cannot_be_opened_is_told_as_that(
    service: ModelService, upload: MakeLink, tmp_path: Path, practice: PracticeServer
) -> None:
    link = upload(picture(tmp_path / "a.png"), "image/png", expires_s=60)
    practice.faults.clock_offset_s = 120
    assert refused(service, link).code is ErrorCode.MODEL_CANNOT_OPEN
    practice.faults.clock_offset_s = 0
    now = datetime.now(UTC)
    for url in ("http://127.0.0.1:9/a.png", "https://example.com/a.png", "ftp://a", "oss://none/a"):
        other = NamedLink(Link(url, now, now), "a.png", "image/png")
        assert refused(service, other).code is ErrorCode.MODEL_CANNOT_OPEN, url


def test_what_a_model_does_not_take_is_refused(
    service: ModelService, upload: MakeLink, tmp_path: Path
) -> None:
    gif = tmp_path / "a.gif"
    Image.new("P", (30, 30)).save(gif)
    error = refused(service, upload(gif, "image/gif"))
    assert error.code is ErrorCode.MODEL_REFUSED
    assert "this one is GIF" in error.detail
    clip = upload(mp4(tmp_path / "a.mp4", 7300), "video/mp4")
    assert "up to 2:00:00" in refused(service, clip).detail
    assert refused(service, clip, model="qwen-vl-ocr").code is ErrorCode.MODEL_REFUSED
    lied = upload(picture(tmp_path / "b.png"), "video/mp4")  # its name says another kind
    assert refused(service, lied).code is ErrorCode.MODEL_REFUSED


def test_who_may_not_ask_is_told(service: ModelService, upload: MakeLink, tmp_path: Path) -> None:
    link = upload(picture(tmp_path / "a.png"), "image/png")
    retired = refused(service, link, model="qwen-vl-max")
    assert (retired.code, retired.hint) == (ErrorCode.MODEL_UNKNOWN, "qwen3.6-plus")
    wrong = ApiKey("QWEN_API_KEY", Secret("sk-wrong-0123456789"), Source.ENVIRONMENT)
    error = refused(ModelService(service.base_url, wrong), link)
    assert (error.code, error.hint) == (ErrorCode.API_KEY_WRONG, "QWEN_API_KEY")


def test_a_busy_service_and_a_broken_line(
    service: ModelService, upload: MakeLink, tmp_path: Path, practice: PracticeServer
) -> None:
    link = upload(picture(tmp_path / "a.png"), "image/png")
    practice.faults.fail_times, practice.faults.fail_status = 1, 503
    assert refused(service, link).code in (ErrorCode.SERVICE_FAILED, ErrorCode.SERVICE_BUSY)
    practice.stop()
    assert refused(service, link).code is ErrorCode.NETWORK_UNREACHABLE


def test_it_can_be_given_up(
    service: ModelService, upload: MakeLink, tmp_path: Path, practice: PracticeServer
) -> None:
    link = upload(picture(tmp_path / "a.png"), "image/png")
    practice.faults.latency_s = 60
    question = Question(service, MODEL, [link], "?")
    ended: list[ErrorCode] = []

    def ask() -> None:
        try:
            question.ask()
        except OssDropError as error:
            ended.append(error.code)

    thread = threading.Thread(target=ask)
    thread.start()
    while not practice.service.waiting_requests:
        thread.join(0.01)
    began = time.monotonic()
    question.cancel()
    thread.join(10)
    assert time.monotonic() - began < 5
    assert len(ended) == 1


def test_a_model_that_thinks_is_told_not_to() -> None:
    now = datetime.now(UTC)
    link = NamedLink(Link("https://example.com/a.png", now, now), "a.png", "image/png")
    assert request_for([link], "?", "qwen3.6-plus").body["enable_thinking"] is False
    assert "enable_thinking" not in request_for([link], "?", "qwen3-vl-plus").body
    native = request_for([link], "?", "qwen3.6-plus", Dialect.DASHSCOPE).body
    assert native["input"]["messages"][0]["content"] == [
        {"image": "https://example.com/a.png"},
        {"text": "?"},
    ]


@pytest.mark.parametrize(
    "part", [{"type": "image_url"}, {"type": ["image_url"], "image": 7}, {"type": {}}]
)
def test_a_part_without_its_link_is_refused_in_the_words_of_the_service(
    practice: PracticeServer, part: dict[str, object]
) -> None:
    messages = [{"role": "user", "content": [part, {"type": "text", "text": "?"}]}]
    answer = requests.post(
        f"{practice.base_url}/compatible-mode/v1/chat/completions",
        json={"model": MODEL, "messages": messages},
        headers={"Authorization": f"Bearer {API_KEY}"},
        timeout=10,
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid_parameter_error"
