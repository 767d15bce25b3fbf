"""What goes into a bundle, and what it says about itself: for `packaging/ossdrop.spec`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

Library = tuple[str, str, str]

# Parts of Qt that PySide6's hook takes along, and no window of ours asks for.
_NOT_USED = re.compile(
    r"""(?xi)
    (?:^|/)(?:lib)?Qt6?(?:Pdf|Qml\w*|Quick\w*|VirtualKeyboard\w*|Designer\w*|EglFS\w*|Labs\w*)\b
    |/plugins/(?:egldeviceintegrations|generic|networkinformation|tls|printsupport|sqldrivers)/
    |/plugins/(?:qml\w*|designer|vectorimageformats|wayland-graphics-integration-server)/
    |/plugins/imageformats/\w*(?:pdf|tga|wbmp|icns)\b
    |/plugins/platforms/\w*(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\b
    |/plugins/platforminputcontexts/\w*virtualkeyboard
    |/plugins/platformthemes/\w*gtk3  # with half a GTK; the portal's serves
    |/qml/
    |/pillow\.libs/lib(?:harfbuzz|freetype|raqm|fribidi|brotli\w*)-  # to draw letters
    |opengl32sw\.dll|/libpyside6qml
    """
)
# What every desktop has, and what must be that of the desktop: its display, fonts, buses. Packages
# name them; AppImages leave them out for the same reason.
_OF_THE_SYSTEM = re.compile(
    r"^lib(?:X11|X11-xcb|Xau|Xdmcp|xcb|dbus-1|fontconfig|freetype|expat|z|stdc\+\+|gcc_s|glib-2\.0"
    r"|gthread-2\.0|pcre2-8|gssapi_krb5|krb5|k5crypto|krb5support|com_err|keyutils)\.so(?:\.\d+)*$"
)
# Qt's own words in languages that we do not speak; and ours before they are compiled.
_WORDS = re.compile(
    r"PySide6/(?:Qt/)?translations/(?!qtbase_(?:zh_CN|en)\.qm)[^/]+\.qm$"
    r"|ossdrop/assets/translations/[^/]+\.ts$"
)
# Its tests of itself, and keys of a kind that no service of ours has.
_OF_CRYPTO = re.compile(r"(?:^|/)Crypto(?:dome)?/(?:SelfTest/|PublicKey/_ml(?:kem|dsa))")


def is_used(place: str) -> bool:
    """Whether a file belongs into the bundle, by where it would lie there."""
    path = place.replace("\\", "/")
    return not any(one.search(path) for one in (_NOT_USED, _OF_THE_SYSTEM, _WORDS, _OF_CRYPTO))


def without_orphans(
    libraries: Sequence[Library], needs: Callable[[str], Collection[str]]
) -> list[Library]:
    """Without libraries of the system that came along for something that does not.

    Each is its place in the bundle, where it lies now, and its kind. `needs` gives what one loads;
    what lies in a folder is loaded by name, as is Python; what lies above, because of those.
    """
    kept = [one for one in libraries if one[2] != "BINARY" or re.search(r"/|^libpython", one[0])]
    found = {one[0]: one for one in libraries if one not in kept}
    needed = set[str]()
    to_look_at = [one[1] for one in kept]
    while to_look_at:
        for name in needs(to_look_at.pop()):
            if name not in needed:
                needed.add(name)
                to_look_at += [found[name][1]] if name in found else []
    return kept + [one for name, one in found.items() if name in needed]


def needs(path: str) -> set[str]:
    """The libraries that one asks for itself, as its file says; without those that they need."""
    told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True)
    return set(re.findall(r"(?m)^\s+NEEDED\s+(\S+)", told.stdout))


def version_of(root: Path) -> str:
    """The version in the sources of a checkout."""
    text = (root / "core" / "ossdrop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(.+?)"', text)
    if found is None:
        raise LookupError("no version")
    return found[1]


def version_resource(name: str, version: str) -> str:
    """As PyInstaller reads it, after Windows' VS_VERSIONINFO."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:3]]
    four = tuple((numbers + [0] * 4)[:4])
    texts = {
        "CompanyName": "OssDrop",
        "FileDescription": "OssDrop",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "MIT",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "OssDrop",
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({one!r}, {text!r})" for one, text in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
