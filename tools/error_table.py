"""Writes docs/errors.md, in both languages, from the catalogue; a test fails without it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from ossdrop.errors import CATALOGUE, OssDropError
from ossdrop.remedies import fix_for

ROOT = Path(__file__).resolve().parent.parent

PAGE = ROOT / "docs" / "errors.md"
_HEAD = """# Errors

Every cause a person can meet, as the window, the connection check and the command line say it.
`code` is what JSON output shows. Written by `tools/error_table.py` from `core/ossdrop/errors.py`.

| code | concerns | what happened | what to do | a retry can help | button |
|---|---|---|---|---|---|
"""


CHINESE_PAGE = ROOT / "docs" / "errors.zh-CN.md"
_SENTENCES = ROOT / "assets" / "translations" / "catalogue_zh_CN.ts"
_CHINESE_HEAD = """# 错误一览

窗口、连接检查和命令行会说的每一种情况。`code` 是 JSON 输出里的名字。
由 `tools/error_table.py` 生成。

| code | 发生了什么 | 怎么办 | 重试可能有用 |
|---|---|---|---|
"""


def _errors() -> Iterator[OssDropError]:
    """Each code, and once more for each hint that has words of its own."""
    for code, one in CATALOGUE.items():
        yield OssDropError(code, hint="cn-beijing")
        for hint in dict.fromkeys((*one.causes, *one.by_hint)):
            yield OssDropError(code, hint=hint)


def chinese_table() -> str:
    """The page in Chinese, in the window's own words."""
    messages = ElementTree.parse(_SENTENCES).iter("message")  # noqa: S314 - a file of ours
    said = {m.findtext("source", ""): m.findtext("translation", "") for m in messages}
    rows = [
        f"| `{error.code.value}` | {said[error.cause_key]} | {said[error.remedy_key]} |"
        f" {'是' if error.explanation.may_retry else ''} |"
        for error in _errors()
    ]
    return _CHINESE_HEAD + "\n".join(rows) + "\n"


def table() -> str:
    """The page."""
    rows = []
    for error in _errors():
        explanation, fix = error.explanation, fix_for(error)
        cells = [
            f"`{error.code.value}`",
            explanation.scope.value,
            explanation.cause,
            explanation.remedy.replace("|", "\\|"),
            "yes" if explanation.may_retry else "",
            fix.kind.value.replace("_", " ") if fix else "",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.write_text(table(), encoding="utf-8")
    CHINESE_PAGE.write_text(chinese_table(), encoding="utf-8")
