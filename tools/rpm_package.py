"""An RPM of the bundle: the same files in the same places as the Debian package. Needs rpmbuild."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

from tools.linux_files import MADE_AT, ROOT, lay_out, set_modes
from tools.system_libraries import needs_of

# What is packed was linked and stripped already, and brings its own libraries along.
_SPEC = """\
Name: ossdrop
Version: {version}
Release: 1
Summary: Drop a file, get a link: an uploader for Qwen models
License: MIT
Requires: {requires}
Recommends: gnome-keyring
AutoReqProv: no
%global __os_install_post %{{nil}}
%global _build_id_links none
%global debug_package %{{nil}}
%global source_date_epoch_from_changelog 0
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _buildhost localhost
%global _binary_payload w6.xzdio

%description
Uploads pictures, clips and recordings to your own Alibaba Cloud OSS bucket, or
to temporary storage, and gives a link that models can open. A window, and the
command ossdrop-cli.

%install
cp -a {files}/. %{{buildroot}}/

%files
%dir /usr/share/licenses/ossdrop
%license /usr/share/licenses/ossdrop/LICENSE
/usr/bin/*
/usr/lib/ossdrop
/usr/share/applications/*
/usr/share/metainfo/*
/usr/share/icons/hicolor/*/apps/*
/usr/share/man/man1/*
/usr/share/bash-completion/completions/*
/usr/share/zsh/vendor-completions/*
/usr/share/fish/vendor_completions.d/*
"""


def make(dist: Path, build: Path, version: str) -> Path:
    """Pack `dist/OssDrop`; returns the package, which lies beside it."""
    shutil.rmtree(build, ignore_errors=True)
    files = build / "files"
    lay_out(dist / "OssDrop", files / "usr")
    licence = files / "usr/share/licenses/ossdrop/LICENSE"
    licence.parent.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", licence)
    set_modes(files, files / "usr/lib/ossdrop")
    spec = build / "ossdrop.spec"
    requires = needs_of(files).rpm
    spec.write_text(_SPEC.format(version=version, requires=requires, files=files))
    command = ["rpmbuild", "-bb", "--quiet", "--define", f"_topdir {build / 'rpm'}", str(spec)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(MADE_AT)}
    subprocess.check_call(command, stdout=subprocess.DEVNULL, env=environment)
    (made,) = (build / "rpm").rglob("*.rpm")
    package = dist / f"ossdrop-{version}-1.{platform.machine()}.rpm"
    shutil.move(made, package)
    return package
