"""What the words around a value say of it: old or new, for tests or for work, another vendor's.

The last such word before a value on its line counts, or one right behind it, or else the heading
it stands under.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace

_AGES = re.compile(
    r"(?P<old>旧|舊|老(?=[\s的账密桶:：]|[kKiIaAsS])|原(?![因则理])|之前|以前|作废|停用|已禁用|废弃|勿用|别用|不是|不要用"
    r"|(?<![\w./-])(?:old|previous|former|deprecated|revoked|expired|replace|not|instead of"
    r"|moved from|do not use|don[’']t use|never use)(?![\w/]))"
    r"|(?P<new>新(?!加坡|建|增|浪)|现在|当前|现用|换成"
    r"|(?<![\w./-])(?:new|current|latest|replaced by|replace with"
    r"|use instead)(?![\w/]))",
    re.IGNORECASE,
)
_STAGES = re.compile(
    r"(?P<lesser>测试|測試|开发环境|预发|只读|日志|备份|(?<![\w./-])(?:test(?:ing)?|dev|staging|sandbox"
    r"|read[- ]?only|logs?|backup|ecs|rds)(?![\w./-]))"
    r"|(?P<main>生产|生產|正式|线上|读写|上传"
    r"|(?<![\w./-])(?:prod(?:uction)?|live|read[- /]?write|oss)(?![\w./-]))",
    re.IGNORECASE,
)
_VENDORS = re.compile(
    r"(?P<other>腾讯云|華為|华为云|七牛|百度云|火山|豆包|智谱|硅基|数据库|微信公众号|(?:微信|钉钉|飞书)\s?(?:app|key|应用)"
    r"|(?<![A-Za-z])(?:aws|amazon|minio|tencent|azure|gcp|google|gemini|openai|deepseek|anthropic"
    r"|claude|moonshot|kimi|zhipu|doubao|volc\w{0,8}|siliconflow|huggingface|github|gitlab|stripe"
    r"|jwt|oauth|client[ _-]?secret|app[ _-]?secret|redis|mysql|jenkins"
    r"|grok|mistral|cohere)(?![a-z]))"
    r"|(?P<ours>阿里|百炼|通义|千问|灵积|(?<![A-Za-z])(?:aliyun|alibaba|alicloud|oss(?!-)|dashscope|qwen"
    r"|qianwen|model[ _-]?studio)(?![a-z]))",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\"'`*~）)]{0,3}[ \t,，]{0,3}[（(]? ?(?:旧|舊|老的|old\b|previous|deprecated|revoked"
    r"|作废|已禁用|已停用|已作废|未开启|未启用"
    r"|do not use|expired)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[（(][^（()）\n]{0,24}[)）]")
_CROSSED_OUT = re.compile(r"\s{0,8}(?:#|//|;|~~|--\s)")
_TAKEN_OUT = re.compile(r"-\s{0,8}[\"']?[A-Za-z_]+[\"']?\s?[=:：]")
_PUT_IN = re.compile(r"(?m)^\+\s{0,8}[\"']?[A-Za-z_]+[\"']?\s?[=:：]")
_HAS_VALUE = re.compile(r"[A-Za-z0-9_+/-]{16}|[:：=]\s{0,8}[^\s{\[]|\t")
_LOOKS_LIKE_HEADING = re.compile(r"\s{0,40}(?:\[|【|#|.{0,60}[:：{\[]\s{0,8}$)")
# What is said of a bucket holds for the lines below it, with its region and its keys.
_LABEL_OF_BUCKET = re.compile(
    r"[^:：=\t\n]{0,24}(?:桶|存储空间|bucket)[^:：=\t\n]{0,12}(?=[:：=\t])", re.IGNORECASE
)
_FOOTER = re.compile(r"(?m)^--[ \t]{0,4}$")
_MOST_BEFORE, _LONGEST_HEADING, _MOST_LINES = 160, 80, 2000


@dataclass(frozen=True)
class Mark:
    """What is said of a value."""

    age: int = 0  # -1 old, 1 new
    stage: int = 0  # -1 for tests or for reading only, 1 for work
    vendor: int = 0  # -2 a signature's, -1 another vendor's, 1 of this service

    @property
    def rank(self) -> int:
        """The higher, the more it is what should be taken."""
        return 4 * self.age + self.stage


class Marks:
    """The marks of every place of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_diff = bool(_PUT_IN.search(text))
        footer = _FOOTER.search(text)
        self._footer = footer.start() if footer else len(text)
        self._starts: list[int] = []
        self._headings: list[Mark] = []
        self._read_headings()

    def at(self, start: int, end: int) -> Mark:
        """What is said of the value between two places."""
        line = self._starts[max(0, bisect.bisect_right(self._starts, start) - 1)]
        heading = self._headings[max(0, bisect.bisect_right(self._starts, start) - 1)]
        before = _IN_BRACKETS.sub("", self._text[max(line, start - _MOST_BEFORE) : start])
        mark = _said(before, heading)
        if self._is_struck(line) or _BEHIND.match(self._text, end, end + 40):
            mark = replace(mark, age=-1)
        return replace(mark, vendor=-2) if start > self._footer else mark

    def _is_struck(self, line: int) -> bool:
        if self._is_diff and _TAKEN_OUT.match(self._text, line):
            return True
        return bool(_CROSSED_OUT.match(self._text, line))

    def _read_headings(self) -> None:
        current, indent, is_after_gap, of_bucket = Mark(), 0, False, 0
        position = 0
        for line in self._text.split("\n", _MOST_LINES):
            self._starts.append(position)
            words = line.strip(" \t,;{}[]()")
            if words and len(line) <= _LONGEST_HEADING and not _HAS_VALUE.search(line):
                own = len(line) - len(line.lstrip())
                said = _said(line, Mark(), is_heading=True)
                ends = _LOOKS_LIKE_HEADING.match(line) and own <= indent
                if ends or is_after_gap:
                    current, indent = said, own
                elif said != Mark():
                    current, indent = _over(current, said), own
                of_bucket = 0
            elif label := _LABEL_OF_BUCKET.match(line):
                of_bucket = _said(label[0], Mark()).stage
            of_bucket = of_bucket if words else 0
            self._headings.append(replace(current, stage=of_bucket or current.stage))
            is_after_gap = not words and not line.strip()
            position += len(line) + 1


def _said(text: str, otherwise: Mark, *, is_heading: bool = False) -> Mark:
    if is_heading:  # `[oss-test]`: there, words are joined
        text = re.sub(r"[-_./]", " ", text)
        if text.strip().lower() in {"with", "by"}:
            return Mark(age=1)
    values = []
    for pattern, low in ((_AGES, "old"), (_STAGES, "lesser"), (_VENDORS, "other")):
        found = [one.lastgroup for one in pattern.finditer(text)]
        values.append((-1 if found[-1] == low else 1) if found else 0)
    return _over(otherwise, Mark(*values))


def _over(mark: Mark, said: Mark) -> Mark:
    return Mark(said.age or mark.age, said.stage or mark.stage, said.vendor or mark.vendor)
