"""The words of the page, in the two languages of the program; a browser says which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

_UNITS = ("B", "KB", "MB", "GB", "TB")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_LANGUAGES = 20


@dataclass(frozen=True)
class Words:
    """One language. A `%` stands for what is put in."""

    language: str
    title: str
    only_here: str
    closed_title: str
    closed: str
    closed_command: str
    used_up: str
    buckets: str
    temporary: str
    files: str
    one_file: str
    name: str
    size: str
    type: str
    link: str
    empty: str
    empty_hint: str
    nothing_here: str
    no_link: str
    public: str
    until: str
    expired: str
    left_days: str
    left_hours: str
    left_minutes: str
    under_a_minute: str
    today: str
    tomorrow: str
    yesterday: str
    all_files: str
    previous: str
    following: str
    shown: str
    save: str
    delete: str
    ask: str
    ask_hint: str
    keep: str
    deleted: str
    changed: str
    key: str
    checksum: str
    no_preview: str
    cut: str
    discarded: str
    gone: str
    refused: str
    back: str
    picture: str
    video: str
    sound: str
    text: str
    file: str
    link_hint: str

    @property
    def is_chinese(self) -> bool:
        """Whether this is Chinese: quotes and dates differ."""
        return self.language == "zh-CN"

    def say(self, sentence: str, what: object) -> str:
        """A sentence with what is put in."""
        return sentence.replace("%", str(what), 1)


ENGLISH = Words(
    language="en",
    title="Practice bucket",
    only_here="On this computer only",
    closed_title="This page is opened from OssDrop",
    closed="In OssDrop, click “Practice bucket” at the top of the window, then “Show the practice "
    "bucket”. Or type this, and open the link that it prints:",
    closed_command="ossdrop-cli practice --page",
    used_up="That link was used already, or is over a minute old. Each one opens this page once.",
    buckets="Buckets",
    temporary="Temporary storage",
    files="% files",
    one_file="% file",
    name="Name",
    size="Size",
    type="Type",
    link="Newest link",
    empty="Nothing here yet",
    empty_hint="What is uploaded to the practice bucket appears here.",
    nothing_here="There is no file here",
    no_link="no link known",
    public="public, no link needed",
    until="until %",
    expired="expired",
    left_days="% days left",
    left_hours="% h left",
    left_minutes="% min left",
    under_a_minute="under 1 min left",
    today="today %",
    tomorrow="tomorrow %",
    yesterday="yesterday %",
    all_files="All files",
    previous="Previous",
    following="Next",
    shown="% shown",
    save="Download",
    delete="Delete…",
    ask="Delete “%”?",
    ask_hint="It is gone at once, and links to it stop working. This cannot be undone.",
    keep="Keep it",
    deleted="“%” is deleted",
    changed="Uploaded",
    key="Key",
    checksum="CRC-64",
    no_preview="No preview of this kind of file",
    cut="Only the beginning is shown.",
    discarded="This practice bucket keeps no bytes (--discard).",
    gone="This file is not here any more",
    refused="This was not done: the page was too old, or something else asked for it",
    back="Back",
    picture="Picture",
    video="Video",
    sound="Sound",
    text="Text",
    file="File",
    link_hint="Of the links that OssDrop's history knows, and those that were opened since the "
    "practice bucket began to run, the one that works longest.",
)
CHINESE = Words(
    language="zh-CN",
    title="试用 Bucket",
    only_here="只在这台电脑上",
    closed_title="请从 OssDrop 打开此页面",
    closed="在 OssDrop 窗口顶部点击“试用 Bucket”，再选择“查看试用 Bucket”。"
    "也可以输入下面的命令，然后打开它给出的链接：",
    closed_command="ossdrop-cli practice --page",
    used_up="这个链接已经用过，或者超过了一分钟。每个链接只能打开此页面一次。",
    buckets="Bucket 列表",
    temporary="临时存储",
    files="% 个文件",
    one_file="% 个文件",
    name="文件名",
    size="大小",
    type="类型",
    link="最新链接",
    empty="还没有文件",
    empty_hint="上传到试用 Bucket 的文件会显示在这里。",
    nothing_here="这里没有文件",
    no_link="没有已知的链接",
    public="公共读，无需链接",
    until="% 前有效",
    expired="已过期",
    left_days="还剩 % 天",
    left_hours="还剩 % 小时",
    left_minutes="还剩 % 分钟",
    under_a_minute="不到 1 分钟",
    today="今天 %",
    tomorrow="明天 %",
    yesterday="昨天 %",
    all_files="全部文件",
    previous="上一页",
    following="下一页",
    shown="显示第 % 个",
    save="下载",
    delete="删除…",
    ask="删除“%”？",
    ask_hint="删除后立即消失，指向它的链接也会失效，无法恢复。",
    keep="保留",
    deleted="已删除“%”",
    changed="上传时间",
    key="Key",
    checksum="CRC-64",
    no_preview="此类文件无法预览",
    cut="仅显示开头部分。",
    discarded="此试用 Bucket 不保存内容（--discard）。",
    gone="这个文件已经不在了",
    refused="没有执行：页面过旧，或者请求来自别处",
    back="返回",
    picture="图片",
    video="视频",
    sound="音频",
    text="文本",
    file="文件",
    link_hint="在 OssDrop 历史记录已知的链接，以及试用 Bucket 本次运行以来打开过的链接中，"
    "有效时间最长的一个。",
)


def words_for(accept_language: str) -> Words:
    """The language that a browser wants most, of the two that there are."""
    for name in _wanted(accept_language):
        if name in ("zh", "en"):
            return CHINESE if name == "zh" else ENGLISH
    return ENGLISH


def _wanted(accept_language: str) -> Iterator[str]:
    weighted = []
    for entry in accept_language.split(",")[:_MOST_LANGUAGES]:
        name, _, parameters = entry.partition(";")
        try:
            weight = float(parameters.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if weight > 0:
            weighted.append((-weight, name.strip().lower().partition("-")[0]))
    # Equal ones in the order that they came in.
    yield from (name for _, name in sorted(weighted, key=lambda pair: pair[0]))


def size_text(size_bytes: int) -> str:
    """`1.2 MB`, as the window shows it."""
    value, unit = float(size_bytes), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value /= 1000
        unit += 1
    digits = 1 if unit >= 2 and value < 100 else 0
    return f"{value:.{digits}f} {_UNITS[unit]}"


def moment_text(words: Words, moment: datetime, now: datetime) -> str:
    """`today 14:02`, or a date; in the time of this computer."""
    local, today = moment.astimezone(), now.astimezone().date()
    clock = f"{local:%H:%M}"
    named = {-1: words.yesterday, 0: words.today, 1: words.tomorrow}
    days = (local.date() - today).days
    if days in named:
        return words.say(named[days], clock)
    year = "" if local.year == today.year else str(local.year)
    if words.is_chinese:
        return f"{year + '年' if year else ''}{local.month}月{local.day}日 {clock}"
    return f"{local.day} {_MONTHS[local.month - 1]}{' ' + year if year else ''} {clock}"


def left_text(words: Words, left: timedelta) -> str:
    """`3 h left`."""
    seconds = left.total_seconds()
    if seconds < 60:
        return words.under_a_minute
    for size, sentence, least in (
        (86_400, words.left_days, 2),
        (3600, words.left_hours, 1),
        (60, words.left_minutes, 1),
    ):
        if seconds >= size * least:
            return words.say(sentence, int(seconds // size))
    return words.under_a_minute
