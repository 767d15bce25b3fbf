"""`completion`: what a shell reads to complete commands and options."""

from __future__ import annotations

import argparse

from ossdrop.commands.output import print_line


def run(options: argparse.Namespace) -> int:
    """Print it; returns the exit code."""
    from argcomplete.shell_integration import shellcode

    print_line(shellcode(["ossdrop-cli"], shell=options.shell), keep="\n\t")
    return 0
