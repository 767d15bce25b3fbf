"""The headless program. Results go to stdout, words and progress to stderr.

Heavy modules are imported by the command that needs them, so that `--help` is there at once.
"""

# PYTHON_ARGCOMPLETE_OK

from __future__ import annotations

import argparse
import importlib
import io
import logging
import os
import sys
from collections.abc import Sequence

from ossdrop.commands.arguments import make_parser, refuse_files_named_like_options

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (see docs/cli.md)."""
    try:
        return _main(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _main(arguments: Sequence[str] | None) -> int:
    _have_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--core"]:  # how a bundled program calls itself
        given = given[1:]
    if given == ["--media-worker"]:  # how any program of ours calls it
        from ossdrop.media.worker import main as work

        return work()
    parser = make_parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may come next
        import argcomplete

        argcomplete.autocomplete(parser, always_complete_options=False)
    refuse_files_named_like_options(parser, given)
    try:
        options = parser.parse_args(given)
    except OSError:  # help that nobody gets
        _give_up_stdout()
        return FAILED
    from ossdrop.program.log_files import set_up_logging
    from ossdrop.program.own_process import (
        end_cleanly_when_told,
        keep_out_of_core_files,
        open_as_many_files_as_needed,
        search_no_current_folder,
    )

    set_up_logging(to_file=False)
    keep_out_of_core_files()
    open_as_many_files_as_needed()
    search_no_current_folder()
    end_cleanly_when_told()
    try:
        code = _run(options)
    except BrokenPipeError:
        _give_up_stdout()
        _tell_of_links(options)
        return FAILED
    except Exception:  # a traceback of Python's own could show a signed link
        logging.getLogger(__name__).exception("this is an error of OssDrop: please report it")
        return FAILED
    return code


def _run(options: argparse.Namespace) -> int:
    from ossdrop.commands.output import (
        OutputFailed,
        UsageError,
        exit_code_of,
        print_json,
        say,
        tell_error,
        writing,
    )
    from ossdrop.errors import OssDropError

    try:
        code: int = importlib.import_module(f"ossdrop.commands.{options.module}").run(options)
        with writing():
            pass
    except OssDropError as error:
        tell_error(error, as_json=options.json)
        return exit_code_of(error)
    except UsageError as error:
        if options.json:
            print_json({"error": {"code": "usage", "cause": str(error)}})
        say(str(error))
        return USAGE
    except OutputFailed as error:
        _give_up_stdout()
        say(f"The output could not be written: {error}.")
        _tell_of_links(options)
        return FAILED
    return code


def _tell_of_links(options: argparse.Namespace) -> None:
    """What has arrived has, whoever reads its link."""
    from ossdrop.commands.output import say
    from ossdrop.network.requests_made import was_any_made

    if options.module in ("upload", "keep") and was_any_made():
        say(
            "What was uploaded is in the history: `ossdrop-cli history list` has its number, "
            "`ossdrop-cli history link NUMBER` a link."
        )


def _have_streams() -> None:
    """Something in the place of each stream that is closed: no file of ours gets its number.

    What is printed where stdout was is an error, since it is lost; words for a person are not.
    """
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names and words of any language, also in a pipe
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _give_up_stdout() -> None:
    """Python must not try once more at its exit to write what nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
