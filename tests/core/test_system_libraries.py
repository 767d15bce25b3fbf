"""A package asks for what its programs need: else it is installed, and does not start."""

from __future__ import annotations

import pytest

from tools.system_libraries import SystemNeeds, read_needs

_TOLD = """\
/bundle/libpython.so:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libz.so.1
  NEEDED               libcrypto.so.3
  NEEDED               libstdc++.so.6
  NEEDED               libc.so.6
  NEEDED               ld-linux-x86-64.so.2

Version References:
  required from libc.so.6:
    0x09691a75 0x00 05 GLIBC_2.2.5
    0x069691b3 0x00 04 GLIBC_2.30
    0x0963cf85 0x00 03 GLIBC_PRIVATE
  required from libcrypto.so.3:
    0x0bf92a90 0x00 06 GLIBC_9.9
  required from libstdc++.so.6:
    0x0297f869 0x00 09 GLIBCXX_3.4.29
    0x0297f861 0x00 11 GLIBCXX_3.4.9
"""


def test_what_is_looked_for_outside_of_a_bundle_is_what_its_packages_ask_for() -> None:
    needs = read_needs(_TOLD.splitlines(), {"libcrypto.so.3"})
    assert needs.debian == "libc6 (>= 2.30), zlib1g, libstdc++6 (>= 11)"
    assert needs.rpm.split(", ") == [
        "libstdc++.so.6()(64bit)",
        "libz.so.1()(64bit)",
        "libc.so.6(GLIBC_2.30)(64bit)",
        "libstdc++.so.6(GLIBCXX_3.4.29)(64bit)",
    ]


def test_a_library_that_nobody_has_thought_of_makes_no_package() -> None:
    with pytest.raises(LookupError):
        SystemNeeds(frozenset(["libnew.so.1"]), "2.35").debian  # noqa: B018 - it raises
