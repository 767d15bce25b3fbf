"""Every command that a page shows is run as it stands there; every link leads somewhere."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import shlex
import shutil
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ossdrop.practice.server import PracticeServer
from ossdrop.program.paths import assets_folder
from tests.conftest import API_KEY, KEY_ID

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_IN_SENTENCE = re.compile(r"`((?:ossdrop-cli|make) [^`]+)`")
_OF_OTHERS = re.compile(r"`((?:py|python3?|man|pre-commit|ossdrop) [^`\n]+)`")
_BY_CI = re.compile(r"^make (?:run|test)\b")  # CI, and the window's tests


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for kind, text in _BLOCK.findall(page.read_text("utf-8")):
            if kind == "sh":
                yield from ((page.name, line) for line in text.splitlines() if line.strip())


COMMANDS = list(commands())


@pytest.fixture
def place(tmp_path: Path, practice: PracticeServer, variables: dict[str, str]) -> Path:
    """A folder with what the pages speak of: pictures, a script, the programs on the PATH."""
    folder = tmp_path / "place"
    (folder / "assets").mkdir(parents=True)
    shutil.copytree(assets_folder() / "samples", folder / "assets" / "samples")
    (folder / "cat.png").write_bytes(b"a cat")
    (folder / "pictures").mkdir()
    shutil.copy(assets_folder() / "samples" / "sunrise.png", folder / "pictures")
    (folder / "my_qwen_script.py").write_text(
        "import os; assert os.environ['QWEN_TMP_OSS_AK_SECRET']"
    )
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / ".local/share/bash-completion/completions").mkdir(parents=True)
    return folder


def run(line: list[str], place: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A command in the folder of the pages, with nobody to ask."""
    return subprocess.run(
        line,
        cwd=place,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the pages' commands are those of a Unix shell")
@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=str)
def test_a_command_does_what_its_page_promises(
    place: Path, variables: dict[str, str], page: str, command: str
) -> None:
    if _BY_CI.match(command):
        assert f"{command.split()[1]}: $(" in (ROOT / "Makefile").read_text("utf-8")
        return
    programs = str(Path(sys.executable).parent)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    settings = variables
    if "set-secret" in command:  # there is no password store here: the words say so
        settings = {"QWEN_TMP_OSS_AK_ID": KEY_ID}
    env = {**os.environ, **settings, "PATH": path, "SECRET": "s" * 30, "HOME": str(place)}
    result = run(["bash", "-c", command], place, env)
    if "set-secret" in command:
        assert "password store" in result.stderr
        return
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr


def named_in_sentences() -> Iterator[tuple[str, str]]:
    """Commands in the middle of a text, with words in capitals for what one would write there."""
    for page in PAGES:
        text = _BLOCK.sub("", page.read_text("utf-8"))
        yield from ((page.name, found) for found in _IN_SENTENCE.findall(text))


@pytest.mark.parametrize(("page", "command"), sorted(set(named_in_sentences())))
def test_a_command_in_a_sentence_is_one(page: str, command: str) -> None:
    from ossdrop.commands.arguments import make_parser

    program, *words = shlex.split(command)
    if program == "make":
        targets = [word for word in words if "=" not in word]
        makefile = (ROOT / "Makefile").read_text("utf-8")
        assert all(re.search(rf"(?m)^{re.escape(one)}\b.*:", makefile) for one in targets), page
    elif len(words) == 1 and not words[0].startswith("-"):  # as the name of a command
        assert words[0] in make_parser().format_help(), page
    elif words != ["--help"]:
        meant = {"ID": "1", "...": "X"}
        make_parser().parse_args([meant.get(word, word.removesuffix("...")) for word in words])


# What stands for a file, a folder, a model; and what such a command ends with in that folder.
_MEANT = {
    "FILE": "pictures/sunrise.png",
    "FOLDER": "pictures",
    "M": "qwen3.6-plus",
    "QUESTION": "What?",
}
_ENDS = {
    "config set-secret": 2,  # nobody gives one
    "practice --page": 1,  # none runs
    "keep --json LINK": 2,  # that is no link
}
_NAMES = frozenset({"upload", "exec", "allow", "mcp"})  # of commands, which take more
_SERVES = ("ossdrop-cli practice", "ossdrop-cli practice --discard")


@pytest.mark.skipif(sys.platform == "win32", reason="the pages' commands are those of a Unix shell")
@pytest.mark.parametrize("command", sorted({command for _, command in named_in_sentences()}))
def test_a_command_in_a_sentence_does_what_it_says(
    place: Path, variables: dict[str, str], practice: PracticeServer, command: str
) -> None:
    program, *words = shlex.split(command)
    if program == "make":  # each of them by CI, or by hand; that there is one to run, here
        made = subprocess.run(["make", "-n", *words], cwd=ROOT, capture_output=True, check=False)
        assert made.returncode == 0, made.stderr
        return
    if len(words) == 1 and words[0] in _NAMES:
        words.append("--help")
    line = [sys.executable, "-m", "ossdrop", *(_MEANT.get(word, word) for word in words)]
    if command in _SERVES:
        line += ["--until-stdin-closes", "--any-port"]  # somebody may have one open
    models = {"DASHSCOPE_API_KEY": API_KEY, "QWEN_BASE_URL": practice.base_url}
    settings = {"QWEN_TMP_OSS_AK_ID": KEY_ID} if "set-secret" in command else variables | models
    env = {**os.environ, **settings, "HOME": str(place)}
    if "history link" in command:
        uploaded = [sys.executable, "-m", "ossdrop", "upload", "cat.png"]
        subprocess.run(uploaded, cwd=place, env=env, check=True, timeout=60, capture_output=True)
        line[-1] = "1"
    result = run(line, place, env)
    said = " ".join(words)
    assert result.returncode == _ENDS.get(said, 0), result.stderr
    assert "Traceback" not in result.stderr


def of_other_programs() -> set[str]:
    """Commands in a sentence that begin with another program than ours, or with the window."""
    texts = (_BLOCK.sub("", page.read_text("utf-8")) for page in PAGES)
    return {found for text in texts for found in _OF_OTHERS.findall(text)}


@pytest.mark.skipif(sys.platform == "win32", reason="the pages' commands are those of a Unix shell")
@pytest.mark.parametrize("command", sorted(of_other_programs()))
def test_a_command_of_another_program_does_what_it_says(place: Path, command: str) -> None:
    program, *words = shlex.split(command, posix="\\" not in command)
    if program == "pre-commit":  # it takes its part from here, where somebody has it
        assert (ROOT / ".pre-commit-config.yaml").exists()
        return
    if program == "man":
        assert (Path(sys.prefix) / "share" / "man" / "man1" / f"{words[0]}.1").exists()
        return
    if program == "py":  # the launcher of Windows; its last word starts what `make` starts
        script = ROOT / words[0].replace("\\", "/")
        line = [sys.executable, str(script), "--help"]
    elif words[0].startswith("tools/"):  # its words in capitals stand for others
        ours = [word for word in words[1:] if not word.isupper()]
        line = [sys.executable, str(ROOT / words[0]), *ours, "--help"]
    elif program == "ossdrop":
        line = [str(Path(sys.executable).with_name("ossdrop")), *words]
    else:
        line = [sys.executable, *words, *(["--help"] if "-m" in words else [])]
    env = {**os.environ, "HOME": str(place), "QT_QPA_PLATFORM": "offscreen"}
    result = run(line, place, env)
    assert result.returncode == 0, result.stderr
    assert program != "py" or words[-1] in result.stdout


def examples() -> list[tuple[str, str]]:
    """The pages' examples in Python."""
    return [
        (page.name, text)
        for page in PAGES
        for kind, text in _BLOCK.findall(page.read_text("utf-8"))
        if kind == "python"
    ]


@pytest.mark.parametrize(("page", "text"), examples(), ids=lambda text: text.split()[0])
def test_an_example_in_python_runs_as_it_stands(
    place: Path, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str, text: str
) -> None:
    shutil.copy(place / "cat.png", place / "dog.png")
    monkeypatch.chdir(place)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code = compile(text, page, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    made: dict[str, Any] = {}
    running = types.FunctionType(code, made)()
    if running is not None:
        asyncio.run(running)
    assert str(made["link"]).startswith("http")
    assert all(str(one).startswith("http") for one in made["links"])


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    for target in _LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_command_stands_on_the_page_of_commands() -> None:
    from ossdrop.commands.arguments import make_parser

    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    (actions,) = [action for action in make_parser()._actions if action.choices]
    assert actions.choices is not None
    lines = text.splitlines()
    for_all = "\n".join(line for line in lines if not line.startswith("| `"))
    for name, command in dict(actions.choices).items():
        rows = "\n".join(line for line in lines if re.match(rf"\| `{name}\b|\|.*, `{name}\b", line))
        assert rows, name
        for action in command._actions:
            if action.help != "==SUPPRESS==" and action.dest != "help":
                known = rows + for_all
                assert all(option in known for option in action.option_strings), (name, action.dest)


def test_every_promise_names_a_test_that_there_is() -> None:
    text = (ROOT / "docs" / "promises.md").read_text("utf-8")
    named = re.findall(r"`((?:core|gui|end_to_end|hostile)/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 25
    for path, test in named:
        source = (ROOT / "tests" / path).read_text("utf-8")
        assert not test or f"def {test}(" in source, f"{path}::{test}"
