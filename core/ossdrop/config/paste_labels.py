"""How people call a setting, and what its value looks like, in English and Chinese.

`bucket 名称：my-assets`, `accessKeySecret=…`, `Region  cn-beijing`, `| 目录 | ai/prod |`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName
from ossdrop.config.regions import REGIONS
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES

KEY_ID, KEY_SECRET = PairName.QWEN.value, SECRET_OF[PairName.QWEN]
API_KEY = "DASHSCOPE_API_KEY"
TOKEN_ENDS = "token_ends"  # noqa: S105 - no variable: it goes with the token


@dataclass(frozen=True)
class Reading:
    """A setting that was found, and the words of the text that say so."""

    name: str
    value: str
    words: str


# A value begins after one of these; a table's cell or a quote may lie in between.
_SIGN = r"(?P<sign>[:：=＝|\t]|=>|->|是|为|叫|用|\bis(?: called| named)?\b)"
_BETWEEN = rf"\s{{0,8}}[\"'”」）)*]{{0,2}}\s{{0,8}}{_SIGN}\s{{0,8}}[*\"'‘“「《【<`]{{0,3}}\s{{0,8}}"
_NAME = r"(?:[ _-]?(?:name|id)|\s{0,2}名称|\s{0,2}名字|\s{0,2}名)?"
_LABELS = {
    KEY_SECRET: (
        r"(?:access[ _-]?key[ _-]?|ak[ _-]?|key[ _-]?)secret|secret[ _-]?(?:access[ _-]?)?key"
        r"|secret|\bsk|密钥|秘钥"
    ),
    KEY_ID: r"access[ _-]?key[ _-]?id|\bak[ _-]?id|key[ _-]?id|access[ _-]?key|\bak|账号ID",
    TOKEN: r"(?:security|sts|session)[ _-]?token|安全令牌|令牌",
    TOKEN_ENDS: (
        r"expiration|expires?(?:[ _-]?(?:at|on|time))?|valid until|过期时间|有效期[至到]?|失效时间"
    ),
    BUCKET: rf"bucket{_NAME}|存储空间{_NAME}|存储桶{_NAME}|桶{_NAME}|仓库名",
    REGION: rf"region{_NAME}|地域|区域|地区|所在地",
    ENDPOINT: r"end[ _-]?point|访问域名|自定义域名|外网地址|节点|域名|(?:custom[ _-]?)?domain",
    PREFIX: r"folder|prefix|dir(?:ectory)?|目录|文件夹|前缀|路径",
    API_KEY: r"(?:dashscope|qwen(?:cloud)?|qianwen|百炼|model[ _-]?studio)?[ _-]?api[ _-]?key",
}
_VALUES = {
    KEY_SECRET: r"(?!LTAI|STS\.|TMP\.)[A-Za-z0-9/+=_-]{16,128}",
    KEY_ID: r"[A-Za-z0-9._-]{12,128}",
    TOKEN: r"[A-Za-z0-9/+=_.%-]{40,4096}",
    TOKEN_ENDS: r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?",
    BUCKET: r"[A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9](?![A-Za-z0-9.-])",
    REGION: r"(?:oss-)?[a-z]{2,4}(?:-[a-z0-9]+)+(?![a-z0-9.-])",
    ENDPOINT: r"(?:https?://)?[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::\d{1,5})?/?(?![A-Za-z0-9./-])",
    PREFIX: r"[^\s,，。；;|\"'”“」`:：]{0,199}[^\s,，。；;|\"'”“」`:：.!?]",
    API_KEY: r"sk-[A-Za-z0-9_-]{12,}",
}
_PATTERNS = {
    name: re.compile(
        rf"(?:(?<![A-Za-z])|(?=[^A-Za-z]))(?:{label}){_BETWEEN}(?P<value>{_VALUES[name]})",
        re.IGNORECASE,
    )
    for name, label in _LABELS.items()
}
_HEADINGS = {name: re.compile(rf"(?:{label})", re.IGNORECASE) for name, label in _LABELS.items()}
_VARIABLES = {
    **{one.value: KEY_ID for one in PairName},
    **dict.fromkeys(SECRET_OF.values(), KEY_SECRET),
    **dict.fromkeys(API_KEY_NAMES, API_KEY),
    **{name: name for name in (TOKEN, BUCKET, REGION, ENDPOINT, PREFIX, URL_EXPIRES)},
}
_OLD = re.compile(r"(?:旧|原|之前|以前|\bold|\bprevious|\bformer)\W*$", re.IGNORECASE)
_NEAR = 12  # characters before a label
# What a sentence puts where a value is expected.
_NO_VALUES = re.compile(
    r"please|ask|see|tbd|todo|your|the|not|none|unknown|pending|same|as|will|ready", re.IGNORECASE
)
_MOST_NAMES = 20  # of regions after a label, that are looked up
# `Bucket 名称 my-assets`: cells of a page, copied without what stood between them.
_BUCKET_CELL = re.compile(
    rf"(?:bucket|存储空间|存储桶|桶)\s{{0,2}}(?:名称|名字|名)\s{{1,8}}({_VALUES[BUCKET]})",
    re.IGNORECASE,
)
_AFTER_REGION_LABEL = re.compile(
    rf"(?:{_LABELS[REGION]}){_BETWEEN}(?P<value>[^\s,，。；;|]{{2,24}})", re.IGNORECASE
)


def name_of(label: str) -> str:
    """Which setting a heading, or a key of JSON, stands for; "" for none."""
    text = label.strip().strip("\"'*:： ")
    if variable := _VARIABLES.get(text.upper()):
        return variable
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.rpartition(".")[2])
    return next((name for name, one in _HEADINGS.items() if one.fullmatch(plain)), "")


def is_variable(text: str) -> str:
    """The setting that a variable of a `.env` is for; "" for one that is none of ours."""
    return _VARIABLES.get(text, "")


def readings(text: str) -> Iterator[Reading]:
    """Every value with its label before it."""
    current: list[Reading] = []
    replaced: list[Reading] = []  # what a mail says was there before
    for name, pattern in _PATTERNS.items():
        for found in pattern.finditer(text):
            value = found["value"]
            if not _is_remark(found["sign"], value):
                one = Reading(name, value, value)
                is_old = _OLD.search(text[max(0, found.start() - _NEAR) : found.start()])
                (replaced if is_old else current).append(one)
    yield from current
    yield from replaced
    for found in _BUCKET_CELL.finditer(text):
        yield Reading(BUCKET, found[1], found[1])
    for found in islice(_AFTER_REGION_LABEL.finditer(text), _MOST_NAMES):
        if region := _named_region(found["value"], whole_name=False):
            yield Reading(REGION, region, found["value"])


def _is_remark(sign: str, value: str) -> bool:
    """Whether a sentence speaks of the thing, and does not name it: "the bucket is ready"."""
    return (sign.lower() == "is" and value.isalpha()) or bool(_NO_VALUES.fullmatch(value))


def region_by_name(text: str) -> Reading | None:
    """A region as the console names it, anywhere in a text: 华北2（北京）, China (Beijing)."""
    for region in REGIONS:
        for name in (region.chinese, region.english):
            if len(name) > 4 and (found := _loosely(name).search(text)):
                return Reading(REGION, region.id, found[0])
    return None


def _named_region(text: str, *, whole_name: bool) -> str:
    for region in REGIONS:
        places = [
            re.split(r"[（(]", one)[-1].strip("）)") for one in (region.chinese, region.english)
        ]
        names = [region.chinese, region.english, *([] if whole_name else places)]
        if any(_loosely(name).match(text) for name in names):
            return region.id
    return ""


@functools.cache
def _loosely(name: str) -> re.Pattern[str]:
    """A name with either kind of brackets, and blanks where people put them."""
    letters = [re.escape(one) for one in name if one not in "（）() "]
    return re.compile(r"[\s（(]{0,3}".join(letters) + r"[）)]?", re.IGNORECASE)
