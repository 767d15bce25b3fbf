"""What is handed over is run as it stands: by curl, by Python, against the practice side."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from ossdrop import upload_file
from ossdrop.asking.handover import Handover, HandoverForm
from ossdrop.asking.requests import Dialect
from ossdrop.links import Link, LinkFormat, NamedLink, format_links
from ossdrop.practice.server import PracticeServer
from tests.conftest import API_KEY
from tests.core.media.samples import avi, wav

QUESTION = 'It\'s "$HOME" `id` \\n 什么？ 100%'
CURL = [(HandoverForm.CURL, ["sh", "-s"])] if shutil.which("curl") else []
ALL = [(dialect, form) for dialect in Dialect for form in HandoverForm]
_PARTS = ("text", "picture", "clip", "sound")
# The body of a chat completion, as Model Studio's reference of the OpenAI-compatible API has it.
SCHEMA = {
    "type": "object",
    "required": ["model", "messages"],
    "additionalProperties": False,
    "properties": {
        "model": {"type": "string"},
        "enable_thinking": {"type": "boolean"},
        "messages": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["role", "content"],
                "additionalProperties": False,
                "properties": {
                    "role": {"enum": ["system", "user", "assistant"]},
                    "content": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in _PARTS]},
                    },
                },
            },
        },
    },
    "$defs": {
        "url": {
            "type": "object",
            "required": ["url"],
            "additionalProperties": False,
            "properties": {"url": {"type": "string", "pattern": "^(https?|oss)://"}},
        },
        "text": {
            "type": "object",
            "required": ["type", "text"],
            "additionalProperties": False,
            "properties": {"type": {"const": "text"}, "text": {"type": "string"}},
        },
        "picture": {
            "type": "object",
            "required": ["type", "image_url"],
            "additionalProperties": False,
            "properties": {"type": {"const": "image_url"}, "image_url": {"$ref": "#/$defs/url"}},
        },
        "clip": {
            "type": "object",
            "required": ["type", "video_url"],
            "additionalProperties": False,
            "properties": {"type": {"const": "video_url"}, "video_url": {"$ref": "#/$defs/url"}},
        },
        "sound": {
            "type": "object",
            "required": ["type", "input_audio"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "input_audio"},
                "input_audio": {
                    "type": "object",
                    "required": ["data", "format"],
                    "additionalProperties": False,
                    "properties": {
                        "data": {"type": "string"},
                        "format": {"enum": ["mp3", "wav", "m4a", "aac", "ogg", "flac", "amr"]},
                    },
                },
            },
        },
    },
}  # fmt: skip


def named(kind: str = "image/png", name: str = "a.png", url: str = "https://e.com/a") -> NamedLink:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    return NamedLink(Link(url, now, now), name, kind)


@pytest.fixture
def pictures(
    practice: PracticeServer, variables: dict[str, str], tmp_path: Path
) -> list[NamedLink]:
    practice.service.dashscope.models = None
    found = []
    for name in ("猫 1.png", "it's.png"):
        Image.new("RGB", (64, 32)).save(tmp_path / name)
        found.append(named(url=str(upload_file(tmp_path / name, settings=variables))))
    return found


def handover(practice: PracticeServer, dialect: Dialect) -> Handover:
    base = f"{practice.base_url}/api/v1"
    return Handover("qwen3.6-plus", QUESTION, base, "QWEN_API_KEY", dialect)


def run(command: list[str], text: str = "") -> str:
    result = subprocess.run(
        command,
        input=text,
        env=os.environ | {"QWEN_API_KEY": API_KEY, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("dialect", Dialect)
def test_a_clip_and_a_recording_get_an_answer_too(
    practice: PracticeServer, variables: dict[str, str], tmp_path: Path, dialect: Dialect
) -> None:
    practice.service.dashscope.models = None
    clip = str(upload_file(avi(tmp_path / "a.avi", 3), settings=variables))
    sound = str(upload_file(wav(tmp_path / "a.wav", 3), settings=variables))
    links = [named("video/x-msvideo", url=clip), named("audio/wav", url=sound)]
    over = replace(handover(practice, dialect), model="qwen3.5-omni-plus")
    for form, command in ((HandoverForm.PYTHON, [sys.executable, "-"]), *CURL):
        told = run(command, over.text(links, form))
        assert "AVI" in told, form
        assert "WAV" in told, form


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
@pytest.mark.parametrize("dialect", Dialect)
def test_curl_gets_an_answer(
    practice: PracticeServer, pictures: list[NamedLink], dialect: Dialect
) -> None:
    text = handover(practice, dialect).text(pictures, HandoverForm.CURL)
    told = run(["sh", "-s"], text)
    assert told.count("PNG, 64 × 32") == 2 or told.count("PNG, 64 \\u00d7 32") == 2
    answer = json.loads(told)
    choice = (answer.get("output") or answer)["choices"][0]["message"]["content"]
    said = choice if isinstance(choice, str) else choice[0]["text"]
    assert said.endswith(QUESTION)


@pytest.mark.parametrize("dialect", Dialect)
def test_python_gets_an_answer(
    practice: PracticeServer, pictures: list[NamedLink], dialect: Dialect
) -> None:
    text = handover(practice, dialect).text(pictures, HandoverForm.PYTHON)
    told = run([sys.executable, "-"], text)
    assert told.count("PNG, 64 × 32") == 2
    if dialect is Dialect.OPENAI:
        assert told.rstrip("\n").endswith(QUESTION)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "audio/mpeg", "audio/x-wav"])
def test_the_body_is_what_is_documented(practice: PracticeServer, kind: str) -> None:
    text = handover(practice, Dialect.OPENAI).text([named(kind), named()], HandoverForm.JSON)
    jsonschema.validate(json.loads(text), SCHEMA)


def test_the_schema_would_tell() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"model": "m", "messages": [{"role": "user", "content": []}]}, SCHEMA)


def test_temporary_links_go_with_their_header(practice: PracticeServer) -> None:
    link = named(url="oss://dashscope-instant/a/b.png")
    for form in (HandoverForm.CURL, HandoverForm.PYTHON):
        for dialect in Dialect:
            text = handover(practice, dialect).text([link], form)
            assert "X-DashScope-OssResourceResolve" in text
            assert "X-DashScope" not in handover(practice, dialect).text([named()], form)


@pytest.mark.parametrize(("dialect", "form"), ALL)
def test_no_name_breaks_out_and_no_key_is_in_it(
    practice: PracticeServer, dialect: Dialect, form: HandoverForm, tmp_path: Path
) -> None:
    url = "https://e.com/'\"$(touch x)`touch x`\\\n"
    text = handover(practice, dialect).text([named(url=url)], form)
    assert API_KEY not in text
    if form is HandoverForm.CURL and (shell := shutil.which("sh")):
        shown = text.replace("curl -sS", "printf '%s\\n'", 1)
        result = subprocess.run(
            [shell, "-s"], input=shown, cwd=tmp_path, text=True, check=False, capture_output=True
        )
        assert result.returncode == 0
        assert not (tmp_path / "x").exists()
    elif form is HandoverForm.CURL:
        pytest.skip("there is no shell that it is for")
    elif form is HandoverForm.PYTHON:
        compile(text, "handover", "exec")
    else:
        json.loads(text)


def test_formats_of_links_escape_for_what_they_are() -> None:
    link = named(name='<b>"a", b.png', url="https://e.com/?a=1&b=2")
    assert format_links([link], LinkFormat.HTML) == (
        '<img src="https://e.com/?a=1&amp;b=2" alt="&lt;b&gt;&quot;a&quot;, b.png">'
    )
    text = named("text/plain", "=1+1", "https://e.com/?a=1,2")
    assert format_links([link, text], LinkFormat.CSV).splitlines() == [
        "name,url,expires_at",
        '"<b>""a"", b.png",https://e.com/?a=1&b=2,2026-12-01T00:00:00+00:00',
        '\'=1+1,"https://e.com/?a=1,2",2026-12-01T00:00:00+00:00',
    ]
    parts = json.loads(format_links([link, text], LinkFormat.OPENAI))
    assert [part["type"] for part in parts] == ["image_url", "doc_url"]
