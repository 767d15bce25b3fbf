"""The packages in systems that have nothing else: installed, used, upgraded, removed.

    python -m tools.clean_roots [SUITE...] [--mirror URL] [--ubuntu URL] [--pictures FOLDER]

Needs root, debootstrap, Xvfb and ImageMagick, and what `make bundle` made in `dist`. Each suite is
made anew, without Python; a person in it (not root) starts the command and the window in both
languages, sends a file, keeps a key in the password store. `--mirror` is where this system has its
packages from, unless it is said otherwise. With `--ubuntu`, a mirror of it, that is tried as well:
its keyring is needed, or `--no-check-gpg` where the mirror is trusted. The RPM is installed and
removed by rpm, without its dependencies: they are what packages of Fedora provide.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SUITES = ("bookworm", "trixie")
_UBUNTU = ("noble",)
_SCRIPTS = Path("/usr/share/debootstrap/scripts")
_OLDER = "0.0.9"
_PERSON, _HOME = "1000:1000", "/home/person"
_DISPLAY = ":87"
_MOUNTED = ("proc", "sys", "dev", "tmp/.X11-unix")
_NEEDS = ("dbus", "gnome-keyring", "fonts-wqy-microhei")
_KEEP_A_KEY = """\
printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null
ossdrop-cli config set QWEN_TMP_OSS_BUCKET my-bucket
ossdrop-cli config set QWEN_TMP_OSS_AK_ID LTAI5tPersonPersonPerson
printf 'a-secret-of-thirty-characters-' | ossdrop-cli config set-secret
ossdrop-cli config show --json | grep -q '"secret_source": "keyring"'
"""
_SEND_A_FILE = """\
printf hello > "$LANG.txt"
ossdrop --practice "$LANG.txt" &
for turn in $(seq 60); do
    sleep 1
    if ossdrop-cli history list | grep -q "$LANG.txt"; then sent=yes; sleep 3; break; fi
done
echo ready
read -r _ || true
kill %1; wait %1
test "$sent" = yes
"""


def main() -> int:
    """Try every suite; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("suites", nargs="*", default=_SUITES)
    parser.add_argument("--mirror", default="")
    parser.add_argument("--ubuntu", default="")
    parser.add_argument("--no-check-gpg", action="store_true")
    parser.add_argument("--pictures", type=Path, default=ROOT / "build" / "roots")
    options = parser.parse_args()
    (package,) = (ROOT / "dist").glob("ossdrop_*.deb")
    options.pictures.mkdir(parents=True, exist_ok=True)
    mirrors = {suite: options.mirror or _mirror_of_this_system() for suite in options.suites}
    if options.ubuntu:
        mirrors |= dict.fromkeys(_UBUNTU, options.ubuntu)
    with tempfile.TemporaryDirectory(prefix="roots-") as folder:
        older = _as_older(package, Path(folder))
        for suite, mirror in mirrors.items():
            root = Path(folder) / suite
            parts = "main,universe" if suite in _UBUNTU else "main"
            command = ["debootstrap", "--variant=minbase", f"--components={parts}"]
            if options.no_check_gpg:
                command.append("--no-check-gpg")
            command += [suite, str(root), mirror]
            if not (_SCRIPTS / suite).exists():  # an older debootstrap: they are all one by now
                command.append(str(_SCRIPTS / ("gutsy" if suite in _UBUNTU else "sid")))
            subprocess.check_call(command, stdout=subprocess.DEVNULL)
            with _mounted(root):
                _try(root, package, older, options.pictures / suite)
                for rpm in (ROOT / "dist").glob("ossdrop-*.rpm"):
                    _try_rpm(root, rpm)
                    print(f"{suite}: {rpm.name} installed, used, removed", flush=True)
            shutil.rmtree(root)
            print(f"{suite}: {package.name} installed, used, upgraded, removed", flush=True)
    return 0


def _mirror_of_this_system() -> str:
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
    return subprocess.check_output(command, text=True).splitlines()[0]


def _as_older(package: Path, folder: Path) -> Path:
    """The same package with an older version, to be upgraded."""
    content, made = folder / "older", folder / f"ossdrop_{_OLDER}.deb"
    subprocess.check_call(["dpkg-deb", "-R", str(package), str(content)])
    control = content / "DEBIAN" / "control"
    lines = control.read_text().splitlines()
    lines = [f"Version: {_OLDER}" if one.startswith("Version:") else one for one in lines]
    control.write_text("\n".join(lines) + "\n")
    build = ["dpkg-deb", "-Znone", "-b", str(content), str(made)]
    subprocess.check_call(build, stdout=subprocess.DEVNULL)
    shutil.rmtree(content)
    return made


@contextlib.contextmanager
def _mounted(root: Path) -> Iterator[None]:
    """What a system needs to run programs, and the screen of this one."""
    ours, theirs = os.pipe()
    screen = ["Xvfb", _DISPLAY, "-screen", "0", "1200x900x24", "-ac", "-displayfd", str(theirs)]
    with subprocess.Popen(screen, stderr=subprocess.DEVNULL, pass_fds=[theirs]) as server:
        os.close(theirs)
        with open(ours, encoding="ascii") as started:  # noqa: PTH123 - a pipe
            started.readline()
        mounted = []
        try:
            for name in _MOUNTED:
                (root / name).mkdir(parents=True, exist_ok=True)
                subprocess.check_call(["mount", "--rbind", f"/{name}", str(root / name)])
                subprocess.check_call(["mount", "--make-rslave", str(root / name)])
                mounted.append(root / name)
            yield
        finally:
            for place in reversed(mounted):
                subprocess.check_call(["umount", "-l", str(place)])
            server.terminate()


def _try(root: Path, package: Path, older: Path, picture: Path) -> None:
    """Everything, in one system; raises where something does not work."""
    _in(root, "apt-get update -qq; apt-get install -y -qq " + " ".join(_NEEDS))
    for python in (root / "usr/bin").glob("python3*"):  # Ubuntu's password store brings it along
        if not python.is_symlink():
            python.chmod(0o700)  # the person has none
    for path in (older, package):
        shutil.copy(path, root / "srv" / path.name)
    _in(root, f"apt-get install -y -qq /srv/{older.name}; mkdir -p {_HOME}")
    _in(root, f"useradd -u 1000 -d {_HOME} person; chown {_PERSON} {_HOME}")
    _as_person(root, "ossdrop-cli --version; ossdrop-cli demo; ossdrop --measure-start")
    _as_person(root, f"dbus-run-session -- sh -ec {_quoted(_KEEP_A_KEY)}")
    _in(root, f"apt-get install -y -qq /srv/{package.name}")
    _in(root, f"dpkg --compare-versions $(dpkg-query -Wf '${{Version}}' ossdrop) gt {_OLDER}")
    for language in ("en_US", "zh_CN"):
        _send_and_look(root, language, Path(f"{picture}-{language}.png"))
    _in(root, "apt-get remove -y -qq ossdrop")
    _require_gone(root)


def _try_rpm(root: Path, package: Path) -> None:
    """The same files by another way; the libraries are there."""
    rpm = ["rpm", "--root", str(root), "--nodeps", "--nosignature"]
    subprocess.check_call([*rpm, "-U", str(package)])
    _as_person(root, "ossdrop-cli --version; ossdrop-cli demo; ossdrop --measure-start")
    subprocess.check_call([*rpm, "-e", "ossdrop"])
    _require_gone(root)


def _require_gone(root: Path) -> None:
    """The program is, and a person's settings are not."""
    left = [str(p) for p in (root / "usr").rglob("*ossdrop*") if "dpkg" not in str(p)]
    if left:
        raise RuntimeError(f"left behind: {left}")
    if not (root / _HOME.lstrip("/") / ".config/OssDrop").is_dir():
        raise RuntimeError("a person's settings went with the package")


def _send_and_look(root: Path, language: str, picture: Path) -> None:
    command = _command(root, _SEND_A_FILE, f"{language}.UTF-8")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as session:  # type: ignore[call-overload]
        session.stdout.readline()  # once the file was sent, or could not be
        screen = ["import", "-display", _DISPLAY, "-window", "root", str(picture)]
        subprocess.check_call(screen)
        session.stdin.close()
        if session.wait(60):
            raise RuntimeError(f"{language}: the file was not sent")


def _in(root: Path, script: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    command = ["chroot", str(root), "sh", "-ec", script]
    subprocess.check_call(command, env=environment, stdout=subprocess.DEVNULL)


def _as_person(root: Path, script: str) -> None:
    subprocess.check_call(_command(root, script, "C.UTF-8"))


def _command(root: Path, script: str, language: str) -> list[str]:
    variables = (f"HOME={_HOME}", f"DISPLAY={_DISPLAY}", f"LANG={language}", "PATH=/usr/bin:/bin")
    inside = ["env", "-i", *variables, "bash", "-ec", f"cd; {script}"]
    return ["chroot", f"--userspec={_PERSON}", str(root), *inside]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


if __name__ == "__main__":
    sys.exit(main())
