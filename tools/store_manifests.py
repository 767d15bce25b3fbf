"""What winget, Scoop and Homebrew need to know about a release, from the files of that release.

    python tools/store_manifests.py VERSION BASE_URL FOLDER OUT

FOLDER has the installer, the portable zip and the disk image of that version, as far as there are
any; each is named with BASE_URL before it. Nothing is sent anywhere: docs/releasing.md says who
does what with the files in OUT.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

PUBLISHER = IDENTIFIER = "OssDrop"
_ID = f"{PUBLISHER}.{IDENTIFIER}"
_WORDS = "Drop a file, get a link: uploads to your own Alibaba Cloud OSS bucket."
_SCHEMA = (
    "# yaml-language-server: $schema=https://aka.ms/winget-manifest.{kind}.1.10.0.schema.json\n"
)


def main(arguments: list[str] | None = None) -> int:
    """Write them; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version")
    parser.add_argument("base_url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    for name, text in manifests(options.version, options.base_url, options.folder).items():
        path = options.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


def manifests(version: str, base_url: str, folder: Path) -> dict[str, str]:
    """Each manifest by the path it has; only for files that are there."""
    base = base_url.rstrip("/")
    found: dict[str, str] = {}
    setup = folder / f"OssDrop-{version}-setup.exe"
    if setup.exists():
        found |= _winget(version, f"{base}/{setup.name}", _sum(setup))
    portable = folder / f"OssDrop-{version}-portable.zip"
    if portable.exists():
        found["scoop/ossdrop.json"] = _scoop(version, f"{base}/{portable.name}", _sum(portable))
    image = folder / f"OssDrop-{version}.dmg"
    if image.exists():
        found["homebrew/ossdrop.rb"] = _cask(version, f"{base}/{image.name}", _sum(image))
    return found


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _winget(version: str, url: str, checksum: str) -> dict[str, str]:
    """Three files, as https://learn.microsoft.com/windows/package-manager/package/manifest says."""
    head = f"PackageIdentifier: {_ID}\nPackageVersion: {version}\n"
    foot = "ManifestVersion: 1.10.0\n"
    installers = "".join(
        f"- Architecture: x64\n  Scope: {scope}\n  InstallerUrl: {url}\n"
        f"  InstallerSha256: {checksum.upper()}\n{switches}"
        for scope, switches in (
            ("user", ""),
            ("machine", "  InstallerSwitches:\n    Custom: /ALLUSERS\n"),
        )
    )
    return {
        f"winget/{_ID}.yaml": _SCHEMA.format(kind="version")
        + f"{head}DefaultLocale: en-US\nManifestType: version\n{foot}",
        f"winget/{_ID}.installer.yaml": _SCHEMA.format(kind="installer")
        + f"{head}InstallerType: nullsoft\nInstallers:\n{installers}"
        + f"ManifestType: installer\n{foot}",
        f"winget/{_ID}.locale.en-US.yaml": _SCHEMA.format(kind="defaultLocale")
        + f"{head}PackageLocale: en-US\nPublisher: {PUBLISHER}\nPackageName: OssDrop\n"
        + f"License: MIT\nShortDescription: '{_WORDS}'\nManifestType: defaultLocale\n{foot}",
    }


def _scoop(version: str, url: str, checksum: str) -> str:
    content = {
        "version": version,
        "description": _WORDS,
        "license": "MIT",
        "architecture": {"64bit": {"url": url, "hash": checksum}},
        "extract_dir": "OssDrop",
        "bin": "ossdrop-cli.exe",
        "shortcuts": [["OssDrop.exe", "OssDrop"]],
    }
    return json.dumps(content, indent=4) + "\n"


def _cask(version: str, url: str, checksum: str) -> str:
    return f"""\
cask "ossdrop" do
  version "{version}"
  sha256 "{checksum}"

  url "{url}"
  name "OssDrop"
  desc "{_WORDS.removesuffix(".")}"

  app "OssDrop.app"
  binary "#{{appdir}}/OssDrop.app/Contents/MacOS/OssDrop", target: "ossdrop-cli"

  zap trash: [
    "~/Library/Application Support/OssDrop",
    "~/Library/Logs/OssDrop",
  ]
end
"""


if __name__ == "__main__":
    raise SystemExit(main())
