"""Brings the translations up to date: strings of code and catalogue into `.ts`, then `.qm`.

Run by `make translations` after any sentence changed; a test fails when it was forgotten.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from ossdrop.config.admin_note import Line
from ossdrop.doctor.sentences import Sentence, key_of
from ossdrop.errors import CATALOGUE
from ossdrop.media.fitness import Misfit
from ossdrop.media.fitness import key_of as key_of_misfit

ROOT = Path(__file__).resolve().parent.parent

FOLDER = ROOT / "assets" / "translations"
LANGUAGES = ("en", "zh_CN")
_PARTS = ("ossdrop", "catalogue")


def main() -> int:
    """Update everything."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    FOLDER.mkdir(exist_ok=True)
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "gui").rglob("*.py"))
    noop = ROOT / "build" / "catalogue_sentences.py"
    noop.parent.mkdir(exist_ok=True)
    noop.write_text(_catalogue_as_code(), encoding="utf-8")
    for language in LANGUAGES:
        _update(sources, FOLDER / f"ossdrop_{language}.ts", language)
    _update([str(noop.relative_to(ROOT))], FOLDER / "catalogue_zh_CN.ts", "zh_CN")
    for language in LANGUAGES:
        parts = [str(p) for n in _PARTS if (p := FOLDER / f"{n}_{language}.ts").exists()]
        qm = str(FOLDER / f"ossdrop_{language}.qm")
        _run("pyside6-lrelease", *parts, "-qm", qm, "-silent")
    return 0


def _catalogue_as_code() -> str:
    """The core's sentences in the form that lupdate reads: keys, with the English as a remark."""
    sentences = {
        **{k: t for code, one in CATALOGUE.items() for k, t in one.sentences_of(code).items()},
        **{key_of(sentence): sentence.value for sentence in Sentence if sentence.value},
        **{line.key: line.value for line in Line},
        **{key_of_misfit(misfit): misfit.value for misfit in Misfit},
    }
    lines = [
        f'#: {text}\nQCoreApplication.translate("catalogue", {key!r})'
        for key, text in sorted(sentences.items())
    ]
    return "\n".join(lines) + "\n"


def _update(sources: list[str], target: Path, language: str) -> None:
    _run(
        "pyside6-lupdate",
        *sources,
        "-ts",
        str(target),
        "-no-obsolete",
        "-silent",
        "-locations",
        "none",
        "-source-language",
        "en",
        "-target-language",
        language,
    )


def _run(program: str, *arguments: str) -> None:
    subprocess.check_call([Path(sys.executable).with_name(program), *arguments], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
