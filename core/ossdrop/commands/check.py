"""`check`: the connection check."""

from __future__ import annotations

import argparse
from collections.abc import Container, Iterator

from ossdrop.commands.opening import opened
from ossdrop.commands.output import (
    print_json,
    print_line,
    say,
    say_error,
)
from ossdrop.commands.remedies import command_against_finding, remedy_of_finding
from ossdrop.config.settings import REGION
from ossdrop.destinations import Destinations
from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.check_ids import Family, family_of
from ossdrop.doctor.doctor import Doctor
from ossdrop.doctor.fixes import apply_fix
from ossdrop.errors import OssDropError
from ossdrop.remedies import CHANGES, Fix, FixKind

_DONE = {
    FixKind.USE_REGION: f"{REGION} is {{value}} now.",
    FixKind.WRITE_VALUE: "{name} is {value} now.",
    FixKind.MEND_ENV_FILE: "{value} is written as all programs read it.",
    FixKind.MAKE_PRIVATE: "{value} can be read by you only.",
    FixKind.ADD_TO_GITIGNORE: "{value} is kept out of version control.",
    FixKind.MOVE_SECRET: "{name} is in the password store, and out of the file.",
}
_SIGNS = {Status.OK: "✓", Status.WARN: "!", Status.FAIL: "✗", Status.SKIP: "–"}


def run(options: argparse.Namespace) -> int:
    """Run the checks; exit code 0 only if nothing is red, 3 where no request was made."""
    with opened(options) as app:
        if options.model:
            app.destinations.model = options.model
        failed = _mend(app.destinations) if options.fix else set()
        doctor = Doctor(app.destinations, with_model=options.ask)
        return _run(doctor, failed, as_json=options.json)


def _run(doctor: Doctor, tried: Container[Fix], *, as_json: bool) -> int:
    """Run the checks. What was tried in vain is not proposed once more."""
    red: list[Check] = []
    has_asked = False
    for check in doctor.run():
        command = "" if check.fix in tried else command_against_finding(check)
        _print(check, command, as_json=as_json)
        red += [check] if check.status is Status.FAIL else []
        has_asked |= family_of(check.id) is Family.NETWORK and check.status is not Status.SKIP
    if not red:
        return 0
    return 1 if has_asked else 3


def _mend(destinations: Destinations) -> set[Fix]:
    """Do what is a change of the settings, one at a time: each may decide what comes after it.

    What cannot be done is said, and returned; the check that follows judges what is there then.
    """
    done: set[Fix] = set()
    failed: set[Fix] = set()
    while fix := next(_open_ones(destinations, done), None):
        done.add(fix)
        try:
            apply_fix(destinations, fix)
        except OssDropError as error:  # the others may still be done
            failed.add(fix)
            say_error(error, fix.name or fix.value)
        else:
            say(f"Done: {_DONE[fix.kind].format(name=fix.name, value=fix.value or 'the file')}")
    return failed


def _open_ones(destinations: Destinations, done: set[Fix]) -> Iterator[Fix]:
    for check in Doctor(destinations).run():
        if check.fix is not None and check.fix.kind in CHANGES and check.fix not in done:
            yield check.fix


def _print(check: Check, command: str, *, as_json: bool) -> None:
    if as_json:
        values = {
            "id": check.id,
            "status": check.status.value,
            "title": str(check.title),
            "detail": check.detail,
            "remedy": remedy_of_finding(check),
        }
        if command:
            values["command"] = command
        if check.code is not None:
            values["code"] = check.code.value
        if check.request_id:
            values["request_id"] = check.request_id
        print_json(values)
        return
    print_line(f"{_SIGNS[check.status]} {check.title} {remedy_of_finding(check)}".rstrip())
    if check.status in (Status.FAIL, Status.WARN):
        for text in (*check.detail.splitlines(), f"try: {command}" if command else ""):
            if text:
                print_line(f"    {text}")
