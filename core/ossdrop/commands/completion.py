"""`completion`: what a shell reads to complete commands and options."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    """Print it; returns the exit code."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["ossdrop-cli"], shell=options.shell))
    return 0
