"""What can be typed: every command with its options. Imports no command."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ossdrop import __version__

if TYPE_CHECKING:
    from ossdrop.links import LinkStyle

_EXAMPLES = """examples:
  ossdrop-cli upload cat.png                 print a link to cat.png
  ossdrop-cli upload --json ./*.png          one JSON object a file
  ossdrop-cli upload --practice cat.png      the same, to a bucket on this computer
  ossdrop-cli upload - --name cat.png <cat   what comes from another program
  ossdrop-cli resolve clip.mp4 --upload-files   what a model call takes
  ossdrop-cli ask cat.png "What is it?"      a model looks at it
  ossdrop-cli request cat.png --as python    the request, ready to paste
  ossdrop-cli check                          is everything set up right?
  ossdrop-cli config set QWEN_TMP_OSS_BUCKET my-bucket
  ossdrop-cli allow                          use the .env of this folder
  ossdrop-cli config set-secret              asks for the AccessKey Secret
  ossdrop-cli exec -- python script.py       with the settings in its environment
  ossdrop-cli practice                       run the practice bucket until Ctrl+C

Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 settings or keys are wrong,
130 interrupted. Every command and option: docs/cli.md.
"""


class _Parser(argparse.ArgumentParser):
    """Takes options in full only: nobody shall mean one by accident, or by a file's name."""

    as_json = False
    takes_options_anywhere = False  # not where what follows belongs to another command

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, whatever characters it has, and exit with 2."""
        from ossdrop.printable import escaped, printable
        from ossdrop.redaction import without_secrets

        message = without_secrets(message)  # what was typed in the wrong place
        if self.as_json:
            values = {"error": {"code": "usage", "cause": printable(message)}}
            print(escaped(json.dumps(values, ensure_ascii=False)), flush=True)
        super().error(printable(message))

    def _print_message(self, message: str, file: Any = None) -> None:
        """Raises OSError where stdout cannot be written, which argparse keeps to itself."""
        stream = file or sys.stderr
        with contextlib.suppress(OSError) if stream is sys.stderr else contextlib.nullcontext():
            stream.write(message or "")
            stream.flush()

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; errors are told in JSON too, where that is asked for anywhere."""
        type(self).as_json = "--json" in takewhile(lambda text: text != "--", args or ())
        return super().parse_args(args, namespace)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; of a command also options that stand between its arguments."""
        given = self._options_first(args or ()) if self.takes_options_anywhere else args
        return super().parse_known_args(given, namespace)

    def _options_first(self, given: Sequence[str]) -> list[str]:
        """Argparse takes `set --env-file X NAME VALUE` for `set` without a name."""
        options: list[str] = []
        others: list[str] = []
        waiting = iter(given)
        for text in waiting:
            if text == "--":
                return [*options, *others, text, *waiting]
            is_option = text.startswith("-") and text != "-"
            (options if is_option else others).append(text)
            action = self._option_string_actions.get(text)
            if action is not None and action.nargs is None:
                options.extend(islice(waiting, 1))
        return [*options, *others]


def refuse_files_named_like_options(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """`upload *` in a folder that holds a file `--env-file=x.png` is no wish to use that."""
    for text in takewhile(lambda text: text != "--", given):
        if text.startswith("-") and text != "-" and os.path.lexists(text):
            parser.error(f"a file is called {text!r}: write ./ before names, as in ./{text}")


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("an empty name")
    return Path(text)


def _given_name(text: str) -> str:
    _path(text)  # none that is empty
    return text


def _file_name(text: str) -> str:
    if not Path(text).name:
        raise argparse.ArgumentTypeError("an empty name")
    return Path(text).name


def _style(text: str) -> LinkStyle:
    from ossdrop.links import LinkFormat, LinkTemplate

    known = {style.value: style for style in LinkFormat}
    try:
        return known[text] if text in known else LinkTemplate(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _number(text: str, first: int, last: int) -> int:
    if not (text.isascii() and text.isdigit() and first <= int(text) <= last):
        raise argparse.ArgumentTypeError(f"a whole number from {first} to {last} is needed")
    return int(text)


def _lifetime(text: str) -> int:
    return _number(text, 1, 604_800)


def _moment(text: str) -> datetime:
    from ossdrop.config.session_token import read_moment

    if (moment := read_moment(text)) is None:
        raise argparse.ArgumentTypeError("a time is needed, as in 2026-12-01T18:00Z")
    return moment


def _patience(text: str) -> int:
    return _number(text, 0, 604_800)


def _hours(text: str) -> int:
    return _number(text, 1, 336)


def _quota(text: str) -> int:
    return _number(text, 1, 100_000)


def _speed(text: str) -> int:
    return _number(text, 0, 10_000_000)


def _port(text: str) -> int:
    return _number(text, 0, 65_535)


def _row_id(text: str) -> int:
    return _number(text, 1, 2**63 - 1)


def make_parser() -> argparse.ArgumentParser:
    """The parser of everything; `module` in its result names the command's module."""
    parser: argparse.ArgumentParser = _Parser(
        prog="ossdrop-cli",
        description="Turns files into links.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"OssDrop {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_upload(commands)
    _add_resolve(commands)
    _add_ask(commands)
    _add_request(commands)
    _add_batch(commands)
    _add_keep(commands)
    _add_check(commands)
    _add_history(commands)
    _add_config(commands)
    _add_profiles(commands)
    _add_allow(commands)
    _add_remove_all(commands)
    _add_exec(commands)
    _add_demo(commands)
    _add_practice(commands)
    _add_mcp(commands)
    _add_completion(commands)
    return parser


def _common(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--env-file", type=Path, metavar="PATH", help="the .env to read")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    if isinstance(command, _Parser):
        command.takes_options_anywhere = True
    return command


def _add_upload(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _common(commands, "upload", "Upload files and print their links.")
    command.add_argument("files", nargs="+", type=_given_name, metavar="FILE")
    command.add_argument(
        "--expires", type=_lifetime, metavar="S", help="lifetime of the links, seconds"
    )
    _add_format(command)
    _add_model(command)
    command.add_argument(
        "--name", type=_file_name, help="the name of what comes from stdin (default: stdin)"
    )
    _add_practice_option(command)
    command.add_argument(
        "--reuse", action="store_true", help="send nothing where the same content is there already"
    )
    _add_anyway(command)
    command.add_argument(
        "--limit-kb",
        type=_speed,
        default=0,
        metavar="N",
        help="send at most N kilobytes a second; 0: as many as go",
    )
    _add_allow_secrets(command)
    _add_wait(command)
    command.set_defaults(module="upload")


def _add_allow_secrets(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--allow-secrets", action="store_true", help="also send files that look like keys"
    )


def _add_format(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format",
        type=_style,
        default="url",
        metavar="url|markdown|html|csv|table|dashscope|openai|TEMPLATE",
        help="a template names fields: '{name}: {url}'",
    )


def _add_model(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--model", metavar="M", help="who shall read it: needed for temporary storage"
    )


def _add_question(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=_given_name, metavar="FILE|LINK")
    _add_model(command)
    _add_anyway(command)
    _add_practice_option(command)
    _add_allow_secrets(command)
    _add_wait(command)


def _add_anyway(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--fit",
        action="store_true",
        help="make what the model will not take fit, before it is sent",
    )
    command.add_argument(
        "--anyway", action="store_true", help="also send what the model will not take"
    )


def _add_wait(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--wait",
        type=_patience,
        metavar="S",
        help="how long to wait for a network that is gone (default: 30, later on 300)",
    )


def _add_practice_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--practice", action="store_true", help="use the practice bucket")


def _add_resolve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _common(commands, "resolve", "Print what a model call takes for a file or a link.")
    command.add_argument("value", metavar="VALUE", help="a path, or a link")
    command.add_argument(
        "--upload-files", action="store_true", help="upload a file instead of writing it in base64"
    )
    _add_model(command)
    _add_practice_option(command)
    _add_allow_secrets(command)
    _add_wait(command)
    command.set_defaults(module="resolve")


def _add_ask(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Ask a model about files: its answer is printed as it comes. It costs tokens."
    command = _common(commands, "ask", text)
    _add_question(command)
    command.add_argument("question", metavar="QUESTION")
    command.set_defaults(module="ask")


def _add_request(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _common(commands, "request", "Print the request to a model about files.")
    _add_question(command)
    command.add_argument(
        "--question", default="What do you see?", metavar="TEXT", help="what is asked"
    )
    command.add_argument(
        "--as",
        dest="form",
        choices=("part", "json", "curl", "python"),
        default="curl",
        help="as what (default: curl)",
    )
    command.add_argument(
        "--api",
        choices=("openai", "dashscope"),
        default="openai",
        help="how the API is spoken to (default: openai)",
    )
    command.set_defaults(module="request")


def _add_batch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Make a file for the Batch API from a folder; join its results into a table (CSV)."
    command = _common(commands, "batch", text)
    command.add_argument("action", choices=("make", "join"))
    command.add_argument("files", nargs="+", type=_given_name, metavar="FILE")
    _add_model(command)
    command.add_argument(
        "--question", default="What do you see?", metavar="TEXT", help="what is asked of each file"
    )
    command.add_argument("--out", type=_path, metavar="DIR", help="where it is written (here)")
    command.add_argument("--name", type=_file_name, default="batch", help="what it is called")
    command.add_argument(
        "--window-h", type=_hours, default=24, metavar="H", help="the batch's window (24 hours)"
    )
    _add_anyway(command)
    _add_practice_option(command)
    _add_allow_secrets(command)
    _add_wait(command)
    command.set_defaults(module="batch_files")


def _add_keep(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Fetch what models have made, whose links die after 24 hours, and store it."
    command = _common(commands, "keep", text)
    command.add_argument(
        "links", nargs="+", type=_given_name, metavar="LINK", help="-: in a text from stdin"
    )
    _add_format(command)
    _add_practice_option(command)
    _add_wait(command)
    command.set_defaults(module="keep", allow_secrets=False, model=None)


def _add_mcp(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Serve an agent by the Model Context Protocol, on stdin and stdout."
    command = commands.add_parser("mcp", help=text, description=text)
    command.add_argument("--env-file", type=Path, metavar="PATH", help="the .env to read")
    command.add_argument(
        "--root",
        action="append",
        required=True,
        type=_path,
        metavar="DIR",
        help="a folder whose files it may send; may be repeated",
    )
    command.add_argument(
        "--ask", action="store_true", help="it may also ask models, which costs tokens"
    )
    _add_practice_option(command)
    command.set_defaults(module="mcp_server", json=False)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _common(commands, "check", "Check settings, keys, network and bucket.")
    command.add_argument(
        "--fix", action="store_true", help="mend what is a change of the settings, then check"
    )
    command.add_argument(
        "--ask", action="store_true", help="at the end ask a model to look, which costs tokens"
    )
    _add_model(command)
    _add_practice_option(command)
    command.set_defaults(module="check")


def _add_history(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "What was uploaded: list it, sign fresh links, forget rows, delete files."
    command = _common(commands, "history", text)
    actions = ("list", "link", "remove", "delete", "export", "import")
    command.add_argument(
        "action",
        choices=actions,
        help="remove forgets rows only; delete takes the files out of the bucket, too",
    )
    command.add_argument("ids", nargs="*", type=_row_id, metavar="ID")
    command.add_argument(
        "--expires", type=_lifetime, metavar="S", help="lifetime of the link, seconds"
    )
    command.add_argument("--search", default="", metavar="TEXT", help="rows with this text only")
    command.add_argument("--file", type=_path, metavar="PATH", help="what to import")
    _add_format(command)
    command.set_defaults(module="history")


def _add_config(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Show and change settings; secrets are asked for, or read from stdin."
    command = _common(commands, "config", text)
    actions = ("show", "set", "unset", "set-secret", "clear-secret", "admin-note")
    command.add_argument("action", choices=actions)
    command.add_argument(
        "--plain", action="store_true", help="set-secret: write it into the .env, as plain text"
    )
    command.add_argument(
        "--replaced",
        action="store_true",
        help="clear-secret: those of AccessKeys that were replaced",
    )
    command.add_argument(
        "--yes",
        action="store_true",
        help="clear-secret --replaced: also those that a file may name that is away",
    )
    command.add_argument(
        "--ends",
        type=_moment,
        metavar="TIME",
        help="set-secret OSS_SESSION_TOKEN: when it ends, as in 2026-12-01T18:00Z",
    )
    command.add_argument("name", nargs="?", metavar="NAME")
    command.add_argument("value", nargs="?", metavar="VALUE")
    command.set_defaults(module="config")


def _add_profiles(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "The named destinations of the window: list, use, add, rename and remove them."
    command = _common(commands, "profiles", text)
    command.add_argument("action", choices=("list", "use", "add", "rename", "remove"))
    command.add_argument("name", nargs="?", metavar="NAME", help="its name, or its id")
    command.add_argument("new_name", nargs="?", metavar="NEW_NAME")
    command.add_argument("--yes", action="store_true", help="remove: ask nothing")
    command.set_defaults(module="profiles")


def _add_completion(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Print what makes a shell complete commands and options: see docs/cli.md."
    command = commands.add_parser("completion", help=text, description=text)
    command.add_argument("shell", choices=("bash", "zsh", "fish", "powershell"))
    command.set_defaults(module="completion", json=False)


def _add_allow(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, text in (
        ("allow", "Let the .env of a folder decide where files go, as long as it stays as it is."),
        ("disallow", "Use the .env of a folder no longer."),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("file", nargs="?", type=_path, default=Path(".env"), metavar="FILE")
        command.set_defaults(module="allow", allows=name == "allow", json=False)


def _add_remove_all(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Remove settings, secrets, history and logs of OssDrop from this computer."
    command = commands.add_parser("remove-all", help=text, description=text)
    command.add_argument("--yes", action="store_true", help="ask nothing")
    command.add_argument(
        "--leave-secrets",
        action="store_true",
        help="leave the password store alone: where it cannot be opened",
    )
    command.set_defaults(module="remove_all", json=False)


def _add_exec(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Run a command with the settings, secrets included, in its environment only."
    command = commands.add_parser("exec", help=text, description=text)
    command.add_argument("--env-file", type=Path, metavar="PATH", help="the .env to read")
    _add_practice_option(command)
    command.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    command.set_defaults(module="execute", json=False)


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _common(
        commands, "demo", "Upload files to the practice bucket, fetch each link back, compare."
    )
    command.add_argument("files", nargs="*", type=_path, metavar="FILE", help="default: samples")
    command.set_defaults(module="demo")


def _add_practice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _common(commands, "practice", "Run an OSS-compatible bucket on this computer.")
    command.add_argument("--port", type=_port, help="default: the same port each time")
    command.add_argument("--any-port", action="store_true", help="another one if it is taken")
    command.add_argument("--folder", type=_path, metavar="DIR", help="where the files are kept")
    command.add_argument(
        "--page",
        action="store_true",
        help="start nothing: print a link that shows the running one in a browser, once",
    )
    command.add_argument(
        "--discard", action="store_true", help="keep no bytes, compute no MD5: for benchmarks"
    )
    command.add_argument(
        "--quota",
        type=_quota,
        default=20,
        metavar="GIB",
        help="how much it may keep (default: 20)",
    )
    command.add_argument(
        "--refuse-v1", action="store_true", help="refuse signature V1, as for new accounts"
    )
    command.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="what shall go wrong, for example latency_s=0.2 or fail_times=3; may be repeated",
    )
    command.add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)
    command.set_defaults(module="practice")
