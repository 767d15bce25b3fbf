"""How people call a setting, and what its value looks like, in English and Chinese.

`bucket 名称：my-assets`, `accessKeySecret=…`, `Region  cn-beijing`, `| 目录 | ai/prod |`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.config.credentials import SECRET_OF, TOKEN, PairName
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES
from ossdrop.paste.pasted import API_KEY, KEY_ID, KEY_SECRET, OF_SERVICE, TOKEN_ENDS, Reading

# A value begins after one of these; a table's cell or a quote may lie in between.
_SIGN = (
    r"(?P<sign>[:：=＝|\t】]|=>|->|\.{2,40}\s?[:：]|(?<=\s)[-—–](?=\s)|是|为|叫|用"
    r"|\bis(?: called| named)?\b|'s called\b)"
)
_BETWEEN = (
    rf"\s{{0,8}}[\"'”」）)*]{{0,2}}\s{{0,8}}{_SIGN}[\s:：|]{{0,8}}[*\"'‘“「《【<`]{{0,3}}\s{{0,8}}"
)
_NAME = r"(?:[ _-]?(?:name|id)|\s{0,2}名称|\s{0,2}名稱|\s{0,2}名字|\s{0,2}名)?"
# `Bucket 开好了：`, `the bucket is ready:`: what was done with it, between its name and its value.
_IS_MADE = (
    r"(?:\s{0,2}(?:已经|已|都)?(?:帮你|给你|为你)?(?:开通|创建|新建|申请|准备|配置|开|建|弄|配)(?:好|完)?(?:了|啦)?(?:[，,]\s?)?"
    rf"{_NAME}|\s(?:is ready|has been created|was created|created|for you))?"
)
_LABELS = {
    KEY_SECRET: (
        r"(?:access[ _-]?key[ _-]?|ak[ _-]?|key[ _-]?)secret|secret[ _-]?(?:access[ _-]?)?key"
        r"|secret|\bsk|密钥|秘钥"
    ),
    KEY_ID: r"access[ _-]?key[ _-]?id|\bak[ _-]?id|key[ _-]?id|access[ _-]?key|\bak",
    TOKEN: r"(?:security|sts|session)[ _-]?token|安全令牌|令牌|\btoken",
    TOKEN_ENDS: (
        r"expiration|expires?(?:[ _-]?(?:at|on|time))?|valid until|过期时间|有效期[至到]?|失效时间"
    ),
    BUCKET: rf"(?:bucket|存储空间|存储桶|儲存空間|儲存桶|桶){_NAME}{_IS_MADE}|仓库名",
    REGION: rf"region{_NAME}|\barea|地域|区域|地区|區域|地區|所在地",
    ENDPOINT: r"end[ _-]?point|访问域名|自定义域名|外网地址|节点|端點|域名|(?:custom[ _-]?)?domain",
    PREFIX: r"folder|prefix|dir(?:ectory)?|(?:base[ _-]?)?path|目录|目錄|文件夹|資料夾|前缀|路径",
    API_KEY: r"(?:dashscope|qwen(?:cloud)?|qianwen|百炼|model[ _-]?studio)?[ _-]?api[ _-]?key",
}
_BUCKET_VALUE = r"[A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9](?![A-Za-z0-9_-]|\.\w)"
_VALUES = {
    KEY_SECRET: r"(?!LTAI|STS\.|TMP\.)[A-Za-z0-9/+=_-]{16,128}",
    KEY_ID: r"[A-Za-z0-9._-]{12,128}",
    TOKEN: r"[A-Za-z0-9/+=_.%-]{40,4096}",
    TOKEN_ENDS: (
        r"(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d\s?(?:至|到|-|–|~|to)\s?)?"
        r"(?P<end>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?\s?"
        r"(?:Z|UTC(?:\+8)?|[+-]\d\d:?\d\d"
        r"|[（(]?\s?(?:北京时间|北京時間|GMT\+8|CST)\s?[）)]?)?)"
    ),
    BUCKET: _BUCKET_VALUE,
    REGION: r"(?:oss-)?[a-z]{2,4}(?:-[a-z0-9]+)+(?![a-z0-9-]|\.\w)",
    ENDPOINT: r"(?:https?://)?[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::\d{1,5})?/?(?![A-Za-z0-9/-]|\.\w)",
    PREFIX: r"(?![A-Za-z]:[\\/])(?=[^\s,，。；;|]{0,8}\w)"
    r"[^\s,，。；;|\"'”“」`:：()（）]{0,199}"
    r"[^\s,，。；;|\"'”“」`:：()（）.!?]",
    API_KEY: r"sk-[A-Za-z0-9_-]{12,}",
}
_PATTERNS = {
    name: re.compile(
        rf"(?:(?<![A-Za-z])|(?=[^A-Za-z]))(?:{label}){_BETWEEN}(?P<value>{_VALUES[name]})",
        re.IGNORECASE,
    )
    for name, label in _LABELS.items()
}
# `bucket   my-assets`, `bucket,my-assets`, or the value on the line below its label.
_LINES = {
    name: re.compile(
        rf"(?m)^[^\S\n]{{0,16}}(?:[*•·$-]{{1,3}}[^\S\n]{{0,4}}|\d{{1,2}}[.、)][^\S\n]{{0,4}})?"
        rf"(?:oss[ _-]?)?(?:{_LABELS[name]})(?:[^\S\n]{{2,40}}|[^\S\n](?=\S{{0,40}}[\d/-])|,"
        rf"|[^\S\n]{{0,8}}\n[^\S\n]{{0,16}})[\"'`*]{{0,3}}(?P<value>{_VALUES[name]})"
        r"[\"'`*]{0,3}(?=[^\S\n]{0,16}$)",
        re.IGNORECASE,
    )
    for name in (BUCKET, REGION, ENDPOINT, PREFIX)
}
_HEADINGS = {name: re.compile(rf"(?:{label})", re.IGNORECASE) for name, label in _LABELS.items()}
_VARIABLES = {
    **{one.value: KEY_ID for one in PairName},
    **dict.fromkeys(SECRET_OF.values(), KEY_SECRET),
    **dict.fromkeys(API_KEY_NAMES, API_KEY),
    **{name: name for name in (TOKEN, BUCKET, REGION, ENDPOINT, PREFIX, URL_EXPIRES)},
    **{name: name for name in OF_SERVICE},
}
# What a sentence puts where a value is expected.
_NO_VALUES = re.compile(
    r"please|ask|see|tbd|todo|your|the|not|none|unknown|pending|same|as|will|ready|any|private"
    r"|public|default",
    re.IGNORECASE,
)
# A folder's name may be Chinese, but it is no sentence.
_SPOKEN = re.compile(r"[请放传的里下不限随任意都可要需空]|所有|根目录")
_PATH_IN_WORDS = re.compile(
    r"[\s请放在到的下面里]{1,4}[`\"'“]?([A-Za-z0-9][\w.-]{0,60}(?:/[\w.-]{1,60}){1,8}/?)"
)
_NEAR = 12  # characters before a label
_OF_THIS_COMPUTER = re.compile(r"(?:本地|本机|\blocal|下载|安装)\W{0,2}$", re.IGNORECASE)
# `Bucket 名称 my-assets`: cells of a page, copied without what stood between them.
_BUCKET_CELL = re.compile(
    rf"(?:bucket|存储空间|存储桶|桶)\s{{0,2}}(?:名称|名字|名)\s{{1,8}}({_BUCKET_VALUE})",
    re.IGNORECASE,
)
# `OSS 桶：`, and on the next line `名称：my-assets`.
_BUCKET_BELOW = re.compile(
    rf"(?:bucket|存储空间|存储桶|桶)[^\S\n]{{0,4}}[:：][^\S\n]{{0,8}}\n[^\S\n]{{0,16}}"
    rf"(?:名称|名字|name)[^\S\n]{{0,4}}[:：=][^\S\n]{{0,8}}({_BUCKET_VALUE})",
    re.IGNORECASE,
)
_SIGN_BEHIND = re.compile(
    r"(?: ?(?:id|secret|token|name|名称|名字))?[\"'”*]{0,2}[^\S\n]{0,4}[:：=＝]", re.IGNORECASE
)
_CLAIMS = {
    name: re.compile(
        rf"(?:(?<![A-Za-z])|(?=[^A-Za-z]))(?:{_LABELS[name]}){_BETWEEN}"
        r"(?P<value>(?=[A-Za-z_-]{0,40}\d)[A-Za-z0-9._-]{8,128})(?![:/])",
        re.IGNORECASE,
    )
    for name in (KEY_ID, KEY_SECRET, BUCKET)
} | {
    ENDPOINT: re.compile(
        rf"(?:{_LABELS[ENDPOINT]}){_BETWEEN}(?P<value>https?://(?!\S{{0,100}}aliyuncs)[^\s,，。]{{4,200}})",
        re.IGNORECASE,
    ),
    # A city that is misspelt, or of a region that the list does not have.
    REGION: re.compile(
        rf"(?:{_LABELS[REGION]})[^\S\n]{{0,4}}[:：=＝][^\S\n]{{0,8}}(?P<value>[^\W\d_][^\n,，。；;|]{{1,40}})",
        re.IGNORECASE,
    ),
}
_MOST_VALUES = 100  # of one setting, that are looked at
_MOST_NAMES = 20  # of regions after a label, that are looked up
_AFTER_REGION_LABEL = re.compile(
    rf"(?:{_LABELS[REGION]})(?:{_BETWEEN}|[^\S\n]{{1,8}}|[^\S\n]{{0,8}}\n[^\S\n]{{0,16}})"
    r"(?P<region>[^\s,，。；;|][^\n,，。；;|]{1,24})",
    re.IGNORECASE,
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


def takes(name: str, value: str) -> bool:
    """Whether a value has the form of its setting."""
    return bool(re.fullmatch(_VALUES[name], value)) and not _NO_VALUES.fullmatch(value)


def readings(text: str) -> Iterator[Reading]:
    """Every value with its label before it."""
    for name, pattern in (*_PATTERNS.items(), *_LINES.items()):
        for found in islice(_found(pattern, text), _MOST_VALUES):
            sign = found["sign"] if "sign" in pattern.groupindex else ""
            group = "end" if name == TOKEN_ENDS else "value"
            one = Reading(name, found[group], found[group], found.start(group))
            if _is_remark(sign, one.value):
                continue
            if name == PREFIX:
                yield from _folder(text, one, found.start())
            else:
                yield one
    cells = chain(_BUCKET_CELL.finditer(text), _BUCKET_BELOW.finditer(text))
    for found in islice(cells, _MOST_NAMES):
        yield Reading(BUCKET, found[1], found[1], found.start(1))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Each match, but for a label that stands alone on its line, above other labels."""
    position = 0
    while found := pattern.search(text, position):
        start, end = found.span("value")
        is_heading = "\n" in text[found.start() : start] and _SIGN_BEHIND.match(text, end)
        position = start if is_heading else max(found.end(), position + 1)
        if not is_heading:
            yield found


def claims(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Of which of these a text has the label, with something behind it that may be a value."""
    known = ((name, _CLAIMS[name]) for name in names if name in _CLAIMS)
    return tuple(name for name, pattern in known if any(_found(pattern, text)))


def places_after_labels(text: str) -> Iterator[tuple[str, int]]:
    """What stands where a region is expected, and where that is."""
    for found in islice(_AFTER_REGION_LABEL.finditer(text), _MOST_NAMES):
        yield found["region"], found.start("region")


def _folder(text: str, one: Reading, label: int) -> Iterator[Reading]:
    """A folder of the bucket, also where it is part of a sentence."""
    is_address = "://" in text[one.start : one.end + 3]
    if is_address or _OF_THIS_COMPUTER.search(text[max(0, label - _NEAR) : label]):
        return
    if one.value.isascii() or not _SPOKEN.search(one.value):
        yield one
        return
    line = text[one.start : one.start + 80].partition("\n")[0]
    if path := _PATH_IN_WORDS.search(line):
        yield Reading(PREFIX, path[1], path[1], one.start + path.start(1))


def _is_remark(sign: str, value: str) -> bool:
    """Whether a sentence speaks of the thing, and does not name it: "the bucket is ready"."""
    return (sign.lower() == "is" and value.isalpha()) or bool(_NO_VALUES.fullmatch(value))
