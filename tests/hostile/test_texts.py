"""Texts made to take for ever, and words of others on the way to a terminal."""

from __future__ import annotations

import base64
import html
import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from PySide6.QtCore import QMimeData, QUrl

from ossdrop.links import Link, LinkFormat, NamedLink, format_link
from ossdrop.printable import cell, escaped, plain_of_cell, printable
from ossdrop.redaction import Secret, redact
from ossdrop_gui.desktop.paste import paths_in, picture_address_in
from ossdrop_gui.desktop.single_instance import read_words
from tests.hostile.programs import run, run_each
from tests.hostile.rude_server import saying

_SOON_S = 1.0
N = 100_000
UNITS = (
    "a", "a-", "secret", "http://", "https://a?", "a://", "api_key", "authorization ", "sk-",
    "LTAI", '"', "'", " ", "StringToSign>", "x=", "%3D", "@", "user:", "://@", "-----", "\ud800",
)  # fmt: skip


def seconds(act: Callable[[], object]) -> float:
    """Of the processor: what other programs take of the machine is not counted."""
    began = time.process_time()
    act()
    return time.process_time() - began


@pytest.mark.parametrize("unit", UNITS)
def test_redaction_takes_a_moment(unit: str) -> None:
    text = unit * (N // len(unit))
    assert seconds(lambda: redact(text)) < _SOON_S
    assert seconds(lambda: redact(f"http://{text}")) < _SOON_S
    assert seconds(lambda: redact(f"secret{text}")) < _SOON_S


def test_what_is_too_long_is_cut_and_no_secret_is_left_of_it() -> None:
    link = "https://b.oss-cn-beijing.aliyuncs.com/k?x-oss-signature=" + "c0ffee" * 10
    for text in ("x" * 10_000_000 + link, (link + "\n") * 200_000, link + "y" * 10_000_000):
        shown = []
        assert seconds(lambda text=text, shown=shown: shown.append(redact(text))) < 5
        assert "c0ffee" not in shown[0]


@pytest.mark.parametrize(
    "unit",
    ["<img ", "<img src", "<img src=", "<img src='a' ", "<", "<<", "<a>", " ", "<img a='", "&lt;"],
)
def test_a_dragged_page_takes_a_moment(unit: str) -> None:
    data = QMimeData()
    data.setHtml(unit * (N // len(unit)))
    assert seconds(lambda: picture_address_in(data)) < _SOON_S


def test_a_picture_alone_is_still_found() -> None:
    data = QMimeData()
    data.setHtml(
        '<meta charset="utf-8"><!--StartFragment--><a href="x"><IMG alt="a > b" \n'
        "src = 'https://example.com/a.png?x=1&amp;y=2'></a><!--EndFragment-->"
    )
    assert picture_address_in(data) == "https://example.com/a.png?x=1&y=2"
    inline = "data:image/png;base64," + "QUJD" * 200_000
    data.setHtml(f'<img src="{inline}">')
    assert picture_address_in(data) == inline
    data.setHtml('<p>words</p><img src="https://example.com/a.png">')
    assert picture_address_in(data) == ""


def test_a_page_does_not_decide_which_file_is_sent() -> None:
    data = QMimeData()
    data.setText("/etc/passwd")
    assert paths_in(data) == ()
    data.setHtml('<img src="https://example.com/a.png">')
    assert paths_in(data) == ()
    assert picture_address_in(data) == "https://example.com/a.png"
    data.setUrls([QUrl("https://example.com/a.png"), QUrl("file://server/share/x")])
    assert paths_in(data) == ()


EVIL = "a\x1b[2J\x9b31m\x7f\u202egnp.exe\u2028b\nforged line\r\x00\u200b"
FORBIDDEN = "\x1b\x9b\x7f\u202e\u2028\r\x00\u200b"


def assert_tame(words: str) -> None:
    words = words.replace("\r\n", "\n")  # lines of CSV
    assert not set(FORBIDDEN) & set(words), ascii(words)
    assert "\nforged" not in words


def test_names_of_files_reach_no_terminal_as_they_are(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    path = tmp_path / EVIL.replace("\0", "")
    path.write_bytes(b"x")
    options = ([], ["--json"], ["--format", "{name}"])
    uploads = [["ossdrop-cli", "upload", *option, path.name] for option in options]
    for result in run_each(tmp_path, uploads, variables):
        assert result.returncode == 0
        assert_tame(result.stdout + result.stderr)
    path.unlink()
    missing = run(tmp_path, "ossdrop-cli", "upload", path.name, environment=variables)
    assert_tame(missing.stdout + missing.stderr)
    ways = (["list"], ["list", "--json"], ["export"], ["export", "--json"])
    for result in run_each(tmp_path, [["ossdrop-cli", "history", *way] for way in ways]):
        assert_tame(result.stdout)


def test_a_servers_words_reach_no_terminal_as_they_are(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    shown = EVIL.replace("\x1b", "").replace("\0", "")  # which XML cannot hold
    body = f"<Error><Code>AccessDenied</Code><Message>{shown}</Message></Error>".encode()
    head = b"HTTP/1.1 403 X\r\nx-oss-request-id: 0123456789AB\r\nContent-Length: %d\r\n\r\n"
    with saying(head % len(body) + body) as server:
        evil = variables | {"QWEN_TMP_OSS_ENDPOINT": server.url}
        commands = (["upload", "a.txt"], ["upload", "--json", "a.txt"], ["check"])
        named = [["ossdrop-cli", *command] for command in commands]
        for result in run_each(tmp_path, named, evil):
            assert result.returncode == 1
            assert_tame(result.stdout + result.stderr)


def test_settings_reach_no_terminal_as_they_are(tmp_path: Path) -> None:
    shown = EVIL.replace("\0", "").replace("\n", " ").replace("\r", " ")
    evil = {"QWEN_TMP_OSS_BUCKET": shown, "QWEN_TMP_OSS_REGION": shown}
    for command in (["config", "show"], ["config", "show", "--json"], ["check"], ["upload", "x"]):
        result = run(tmp_path, "ossdrop-cli", *command, environment=evil)
        assert_tame(result.stdout + result.stderr)


def test_escaped_json_has_the_same_values() -> None:
    assert json.loads(escaped(json.dumps(EVIL, ensure_ascii=False))) == EVIL
    assert_tame(escaped(json.dumps(EVIL, ensure_ascii=False)))


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<img alt=" src=http://evil/x.png " src="https://a/b.png">', "https://a/b.png"),
        ("<img alt=' src=\"http://evil/x.png\"' src=https://a/b.png>", "https://a/b.png"),
        ('<img data-src="http://evil/x.png" SRC="https://a/b.png"/>', "https://a/b.png"),
        ('<img src="https://a/&#' + "9" * 5000 + ';.png">', ""),
        ('<img src="file:///etc/passwd">', ""),
    ],
    ids=range(5),
)
def test_the_address_of_a_picture_is_that_of_the_picture(html: str, address: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    assert picture_address_in(data) == address


@pytest.mark.parametrize(
    "line",
    [
        b'{"files": ["/a\\ud800"], "practice": false}\n',
        b'{"files": "/abc", "practice": false}\n',
        b'{"files": {"/a": 1}, "practice": false}\n',
        b'{"files": [5], "practice": false}\n',
        b"[" * 100_000,
        b"\xff\n",
    ],
    ids=range(6),
)
def test_what_a_second_start_cannot_have_said(line: bytes) -> None:
    assert read_words(line) is None


NAMES = ("<img src=x onerror=alert(1)>.txt", "a`b.txt", "<https:evil.example>.txt", "[x](y).txt")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_no_markup(name: str) -> None:
    now = datetime.now(UTC)
    text = format_link(NamedLink(Link("https://b/k?x=1", now, now), name), LinkFormat.MARKDOWN)
    label = text.removesuffix("](<https://b/k?x=1>)").removeprefix("[")
    assert not re.search(r"(?<!\\)[<>`\[\]&]", label)
    assert re.sub(r"\\(.)", r"\1", label) == name


@pytest.mark.parametrize(
    "name", ["=cmd|calc!A1.csv", "+1.txt", "-1.txt", "@x.txt", "\uff1d1+1.txt"]
)
def test_a_name_is_no_formula(name: str) -> None:
    now = datetime.now(UTC)
    text = format_link(NamedLink(Link("https://b/k?x=1", now, now), name), LinkFormat.TABLE)
    assert text.startswith(f"'{name}\t")


def test_a_formula_is_none_where_cells_are_parted_otherwise() -> None:
    """Spreadsheets of half of Europe part cells at semicolons."""
    assert cell("a;=1+1;b\t@c;d", keep="\t") == "a;'=1+1;b\t'@c;d"
    for text in ("a;=1+1", "=1", "plain; -5", "a;'b"):
        assert plain_of_cell(cell(text)) == text


def test_what_nobody_sees_is_not_there() -> None:
    assert printable("a" + "".join(map(chr, range(0xE0000, 0xE0080))) + "b") == "ab"


def test_a_secret_is_known_however_it_is_written() -> None:
    text = "Canary+Secret/With=Signs&0123456789<>"
    Secret(text)
    for form in (
        quote(text, safe=""),
        quote_plus(text),
        base64.b64encode(text.encode()).decode(),
        html.escape(text),
    ):
        assert form.rstrip("=") not in redact(f"the service said {form} to us")
    assert "LEAK" not in redact("GET /b/k?x-oss-security-token=CAIStok%2Fabc%2BLEAK%3D%3D&a=1")
    assert "LEAK" not in redact("Signature=AbC%2FLEAK%3D")
