"""`check`: the connection check."""

from __future__ import annotations

import argparse

from ossdrop.app import App
from ossdrop.commands.output import print_json
from ossdrop.doctor.check import Check, Status
from ossdrop.doctor.doctor import Doctor

_SIGNS = {Status.OK: "✓", Status.WARN: "!", Status.FAIL: "✗", Status.SKIP: "–"}


def run(options: argparse.Namespace) -> int:
    """Run the checks; exit code 0 only if nothing is red, 3 where no request was made."""
    app = App(practice=options.practice, env_file=options.env_file, reads_folder=True)
    red: list[Check] = []
    has_asked = False
    try:
        app.open_profile()
        if options.model:
            app.destinations.model = options.model
        for check in Doctor(app.destinations).run():
            _print(check, as_json=options.json)
            red += [check] if check.status is Status.FAIL else []
            has_asked |= check.id.startswith("network.") and check.status is not Status.SKIP
    finally:
        app.close()
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
    print(f"{_SIGNS[check.status]} {check.title}{remedy}", flush=True)
    if check.detail and check.status in (Status.FAIL, Status.WARN):
        print(f"    {check.detail}", flush=True)
