"""`check`: the connection check."""

from __future__ import annotations

import argparse

from ossdrop.commands.opening import opened
from ossdrop.commands.output import error_values, exit_code_of, print_json, print_line, say_error
from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.doctor import Doctor
from ossdrop.errors import OssDropError

_SIGNS = {Status.OK: "✓", Status.WARN: "!", Status.FAIL: "✗", Status.SKIP: "–"}


def run(options: argparse.Namespace) -> int:
    """Run the checks; exit code 0 only if nothing is red, 3 where no request was made."""
    try:
        with opened(options) as app:
            if options.model:
                app.destinations.model = options.model
            return _run(Doctor(app.destinations), as_json=options.json)
    except OssDropError as error:
        if options.json:
            print_json({"error": error_values(error)})
        say_error(error)
        return exit_code_of(error, before_any_request=True)


def _run(doctor: Doctor, *, as_json: bool) -> int:
    red: list[Check] = []
    has_asked = False
    for check in doctor.run():
        _print(check, as_json=as_json)
        red += [check] if check.status is Status.FAIL else []
        has_asked |= check.id.startswith("network.") and check.status is not Status.SKIP
    if not red:
        return 0
    return 1 if has_asked else 3


def _print(check: Check, *, as_json: bool) -> None:
    if as_json:
        values = {
            "id": check.id,
            "status": check.status.value,
            "title": str(check.title),
            "detail": check.detail,
            "remedy": str(check.remedy),
        }
        if check.code is not None:
            values["code"] = check.code.value
        print_json(values)
        return
    remedy = f" {check.remedy}" if str(check.remedy) else ""
    print_line(f"{_SIGNS[check.status]} {check.title}{remedy}")
    if check.detail and check.status in (Status.FAIL, Status.WARN):
        print_line(f"    {check.detail}")
