"""Sizes, speeds, durations and moments in words a person says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from ossdrop.printable import filled

if TYPE_CHECKING:
    from ossdrop.config.regions import Region

translate = QCoreApplication.translate
_LONG_PATH = 36
_HOUR_S, _DAY_S = 3600, 86_400
_UNITS = ("B", "KB", "MB", "GB", "TB")


def catalogue_text(key: str, english: str) -> str:
    """A sentence of the core in the language of the window, found by its key."""
    text = translate("catalogue", key)
    return english if text == key else text


def sentences(*parts: str) -> str:
    """Sentences one after another; Chinese ones without a blank in between."""
    text = ""
    for part in parts:
        gap = "" if not text or text.endswith("。") else " "
        text += gap + part if part else ""
    return text


def listed(words: Iterable[str]) -> str:
    """Words as a list of this language: "a, b, and c"; "AccessKey ID、地域" in Chinese.

    There its own form puts 和 between two, which needs a blank beside Latin words and none else.
    """
    if QLocale().language() == QLocale.Language.Chinese:
        return "、".join(words)
    return QLocale().createSeparatedList(list(words))


def short_path(path: Path) -> str:
    """A path as there is room for: `~` for the home folder, the end of a long one."""
    shown = str(path).replace(str(Path.home()), "~", 1)
    return shown if len(shown) <= _LONG_PATH else "…" + shown[-_LONG_PATH:]


def region_name(region: Region) -> str:
    """The region's name as the console shows it in this language."""
    return region.chinese if QLocale().language() == QLocale.Language.Chinese else region.english


def region_title(region_id: str) -> str:
    """A region's name, or its id where it has none here."""
    from ossdrop.config.regions import find_region  # not before the first paint

    region = find_region(region_id)
    return region_name(region) if region else region_id


def size_text(size_bytes: float) -> str:
    """`1.2 MB`: powers of 1,000, as file managers of today show them."""
    value, unit = float(size_bytes), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value /= 1000
        unit += 1
    digits = 1 if unit >= 2 and value < 100 else 0
    return f"{QLocale().toString(value, 'f', digits)} {_UNITS[unit]}"


def left_text(seconds: float | None) -> str:
    """`about 1 min left`; "" where nobody knows, or where there is nothing but to wait for."""
    if seconds is None or seconds < 1:
        return ""
    # lupdate reads the count of a plural only where it is a plain name.
    if seconds < 45:
        count = max(5, round(seconds / 5) * 5)
        return translate("wording", "about %Ln s left", None, count)
    if seconds < 3300:
        count = max(1, round(seconds / 60))
        return translate("wording", "about %Ln min left", None, count)
    count = max(1, round(seconds / 3600))
    return translate("wording", "about %Ln h left", None, count)


def moment_text(moment: datetime, now: datetime) -> str:
    """`today 14:02`, `tomorrow 09:15`, `Tue 14:02`, `Mon, Nov 30`; both times are aware."""
    local, today, time = moment.astimezone(), now.astimezone().date(), time_text(moment)
    days = (local.date() - today).days
    named = {
        -1: translate("wording", "yesterday %1"),
        0: translate("wording", "today %1"),
        1: translate("wording", "tomorrow %1"),
    }
    if days in named:
        return filled(named[days], time)
    shown = QDate(local.year, local.month, local.day)
    if -7 < days < 7:
        name = QLocale().standaloneDayName(shown.dayOfWeek(), QLocale.FormatType.ShortFormat)
        return f"{name} {time}"
    if local.year == today.year:
        return QLocale().toString(shown, translate("wording", "ddd, MMM d"))
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)


def time_text(moment: datetime) -> str:
    """`14:02`, as this computer writes it."""
    local = moment.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def day_words(day: date, now: datetime) -> tuple[str, str]:
    """The name of a day, `Today`, `Yesterday`, `Tuesday`, and its date; of an old one the date."""
    today = now.astimezone().date()
    days, shown = (today - day).days, QDate(day.year, day.month, day.day)
    locale = QLocale()
    same_year = day.year == today.year
    # Qt has no format of a date without its year: each language brings its own.
    if days in (0, 1):
        name = translate("wording", "Today") if not days else translate("wording", "Yesterday")
        return name, locale.toString(shown, translate("wording", "dddd, MMMM d"))
    if 1 < days < 7:
        name = locale.standaloneDayName(shown.dayOfWeek(), QLocale.FormatType.LongFormat)
        return name, locale.toString(shown, translate("wording", "MMMM d"))
    form = translate("wording", "dddd, MMMM d")
    name = locale.toString(shown, form)
    return name, "" if same_year else str(day.year)


def until_text(moment: datetime, now: datetime) -> str:
    """`until tomorrow 14:02`."""
    return filled(translate("wording", "until %1"), moment_text(moment, now))


def countdown_text(left: timedelta) -> str:
    """`3 days left`, `1 d 17 h left`, `23:41:07`, `12 min left`; for expired ones how long ago."""
    seconds = int(left.total_seconds())
    if seconds <= 0:
        return expired_text(-seconds)
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
    if days >= 2:  # a link for 7 days has them all for its first hour
        whole = (seconds + _HOUR_S) // _DAY_S
        return translate("wording", "%Ln days left", None, whole)
    if days:
        return filled(translate("wording", "%1 d %2 h left"), days, hours - 24)
    if hours:
        return f"{hours}:{minutes % 60:02}:{seconds % 60:02}"
    if minutes:
        return translate("wording", "%Ln min left", None, minutes)
    return translate("wording", "%Ln s left", None, seconds)


def lifetime_text(seconds: int) -> str:
    """`24 hours`, `7 days`, `90 minutes`: in the largest unit that says it exactly."""
    days, hours, minutes = seconds // _DAY_S, seconds // _HOUR_S, seconds // 60
    if days > 1 and days * _DAY_S == seconds:
        return translate("wording", "%Ln days", None, days)
    if seconds == _HOUR_S:
        return translate("wording", "1 hour")
    if seconds == 60:
        return translate("wording", "1 minute")
    if seconds == 1:
        return translate("wording", "1 second")
    if hours * _HOUR_S == seconds:
        return translate("wording", "%Ln hours", None, hours)
    if minutes * 60 == seconds:
        return translate("wording", "%Ln minutes", None, minutes)
    return translate("wording", "%Ln seconds", None, seconds)


def expired_text(seconds: int) -> str:
    """`expired 20 h ago`."""
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
    if not minutes:
        return translate("wording", "expired just now")
    if not hours:
        return translate("wording", "expired %Ln min ago", None, minutes)
    if days < 2:
        return translate("wording", "expired %Ln h ago", None, hours)
    return translate("wording", "expired %Ln days ago", None, days)
