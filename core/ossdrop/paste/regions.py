"""Regions as people name them: 华北2（北京）, China (Beijing), 华东1, in Frankfurt, 杭州的."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator

from ossdrop.config.regions import REGIONS
from ossdrop.config.settings import REGION
from ossdrop.paste.labels import places_after_labels
from ossdrop.paste.pasted import LOOSE, Reading

_SIMPLIFIED = str.maketrans("華東長區國灣門廣烏蘭貝爾", "华东长区国湾门广乌兰贝尔")
_IDS = "|".join(sorted((one.id for one in REGIONS), key=len, reverse=True))
_ID = re.compile(
    rf"(?<![A-Za-z0-9_.-])(?:oss-(?:cn|ap|eu|us|na|me)-[a-z0-9-]+|{_IDS})(?:-internal)?"
    r"(?![A-Za-z0-9_-]|\.\w)"
)
_MOST_LINES = 20
# Between a bucket and the city that it is in: a sentence may speak of other things there.
_THERE = re.compile(
    r"[^\w\n]{0,4}(?:建在|放在|位于|在|地域|区域|(?:is |lives |located )?in\b|region)?[^\w\n]{0,3}"
)
_OVER = re.compile(r"的?(?:[^\w]|$)|\s?region", re.IGNORECASE)
_BUCKET_OF = re.compile(
    r"(?:的|地域的?|区域的?)?\s?(?:OSS|bucket|桶|存储桶|存储空间)[\s:：]{0,3}", re.IGNORECASE
)
# 华东2（上海）金融云 is another region, which the list does not have.
_FINANCE = r"[）)]?\s?(?:[（(][^（）()\n]{1,12}[）)]\s?)?金融云"
_NO_OTHER_REGION = rf"[）)]?+(?![\d０-９]|[A-Za-z]|{_FINANCE})"


def named_region(text: str) -> tuple[str, str] | None:
    """The region that a text begins with, by any of its names, and the words that say so."""
    text = text.translate(_SIMPLIFIED)
    for pattern, region in _names():
        if found := pattern.match(text):
            return region, found[0]
    return None


def regions_in(text: str) -> Iterator[Reading]:
    """Regions after their label, by their whole names, and by their ids."""
    for words, start in places_after_labels(text):
        if found := named_region(words):
            yield Reading(REGION, found[0], words[: len(found[1])], start)
    simple = text.translate(_SIMPLIFIED)
    for pattern, region in _whole_names():
        if found_name := pattern.search(simple):
            start, end = found_name.span()
            yield Reading(REGION, region, text[start:end], start, LOOSE)
    for found_id in itertools.islice(_ID.finditer(text), _MOST_LINES * 5):
        yield Reading(REGION, found_id[0], found_id[0], found_id.start(), LOOSE)


def cities_in(text: str, buckets: Iterable[Reading]) -> Iterator[Reading]:
    """Cities on the line of a bucket, nearest to it, and those that have a line for themselves."""
    for bucket in buckets:
        start = text.rfind("\n", 0, bucket.start) + 1
        end = text.find("\n", bucket.end)
        line = text[
            max(start, bucket.start - 100) : min(end if end >= 0 else len(text), bucket.end + 100)
        ]
        offset = max(start, bucket.start - 100)
        for city in _cities(line, offset):
            if city.start > bucket.start:
                if _THERE.fullmatch(text[bucket.end : city.start]) and _OVER.match(text, city.end):
                    yield city
                break
            if _BUCKET_OF.fullmatch(text[city.end : bucket.start]):
                yield city
    lines = _line_of_city().finditer(text.translate(_SIMPLIFIED))
    for alone in itertools.islice(lines, _MOST_LINES):
        start, end = alone.span(1)
        if found := named_region(text[start:end]):
            yield Reading(REGION, found[0], text[start:end], start, LOOSE)


def _cities(line: str, offset: int) -> Iterator[Reading]:
    for city in _city().finditer(line.translate(_SIMPLIFIED)):
        if found := named_region(city[0]):
            yield Reading(REGION, found[0], city[0], offset + city.start(), LOOSE)


@functools.cache
def _names() -> list[tuple[re.Pattern[str], str]]:
    """Every name of a region, the longest first: a city's comes after the whole one."""
    names = [(name, one.id) for one in REGIONS for name in _names_of(one.chinese, one.english)]
    names.sort(key=lambda name: -len(name[0]))
    return [(_loosely(name), region) for name, region in names]


def _names_of(*titles: str) -> Iterator[str]:
    for title in titles:
        whole, _, city = title.replace("(", "（").partition("（")
        yield title
        if city:
            yield city.strip("）)")
        if whole[-1:].isdigit():  # 华东1, but no country with several regions
            yield whole
    if titles[0] == "中国香港":
        yield "香港"
        yield "Hong Kong"


@functools.cache
def _whole_names() -> list[tuple[re.Pattern[str], str]]:
    titles = [(title, one.id) for one in REGIONS for title in (one.chinese, one.english)]
    short = [
        (title.partition("（")[0], region) for title, region in titles if re.search(r"\d（", title)
    ]
    long = [(title, region) for title, region in titles if re.search(r"[（(]", title)]
    return [(_loosely(title), region) for title, region in (*long, *short)]


@functools.cache
def _city() -> re.Pattern[str]:
    cities = {name for one in REGIONS for name in _names_of(one.chinese, one.english)}
    chinese = "|".join(re.escape(one) for one in cities if not one.isascii() and "（" not in one)
    english = "|".join(re.escape(one) for one in cities if one.isascii() and "(" not in one)
    return re.compile(rf"(?:{chinese})(?!{_FINANCE})|(?<![A-Za-z-])(?:{english})(?![A-Za-z-])")


@functools.cache
def _line_of_city() -> re.Pattern[str]:
    return re.compile(
        rf"(?m)^[^\S\n]{{0,8}}(?:在)?({_city().pattern})(?:的|区域|地域| region)?[。.]?$"
    )


@functools.cache
def _loosely(name: str) -> re.Pattern[str]:
    """A name with either kind of brackets, and blanks where people put them.

    What follows must not make another region of it.
    """
    letters = [re.escape(one) for one in name if one not in "（）() "]
    return re.compile(r"[\s（(]{0,3}".join(letters) + _NO_OTHER_REGION, re.IGNORECASE)
