"""Sizes, speeds, durations and moments in words a person says."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

_UNITS = ("B", "KB", "MB", "GB", "TB")


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("wording", text, None, count)


def size_text(size_bytes: float) -> str:
    """`1.2 MB`: powers of 1,000, as file managers of today show them."""
    value, unit = float(size_bytes), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value /= 1000
        unit += 1
    digits = 1 if unit >= 2 and value < 100 else 0
    return f"{QLocale().toString(value, 'f', digits)} {_UNITS[unit]}"


def left_text(seconds: float) -> str:
    """`about 1 min left`."""
    if seconds < 45:
        return _tr("about %n s left", max(5, round(seconds / 5) * 5))
    if seconds < 3300:
        return _tr("about %n min left", max(1, round(seconds / 60)))
    return _tr("about %n h left", max(1, round(seconds / 3600)))


def moment_text(moment: datetime, now: datetime) -> str:
    """`today 14:02`, `tomorrow 09:15`, `Tue 14:02`, or a date; both times are aware."""
    local, today = moment.astimezone(), now.astimezone().date()
    time = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    days = (local.date() - today).days
    named = {-1: _tr("yesterday %1"), 0: _tr("today %1"), 1: _tr("tomorrow %1")}
    if days in named:
        return named[days].replace("%1", time)
    date = QDate(local.year, local.month, local.day)
    if -7 < days < 7:
        name = QLocale().standaloneDayName(date.dayOfWeek(), QLocale.FormatType.ShortFormat)
        return f"{name} {time}"
    return f"{QLocale().toString(date, QLocale.FormatType.ShortFormat)} {time}"


def until_text(moment: datetime, now: datetime) -> str:
    """`until tomorrow 14:02`."""
    return _tr("until %1").replace("%1", moment_text(moment, now))


def countdown_text(left: timedelta) -> str:
    """`3 days left`, `23:41:07`, `12 min left`, `40 s left`; for expired ones how long ago."""
    seconds = int(left.total_seconds())
    if seconds <= 0:
        return expired_text(-seconds)
    if seconds >= 2 * 86_400:
        return _tr("%n days left", seconds // 86_400)
    if seconds >= 3600:
        hours, rest = divmod(seconds, 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    if seconds >= 60:
        return _tr("%n min left", seconds // 60)
    return _tr("%n s left", seconds)


def expired_text(seconds: int) -> str:
    """`link expired 20 hours ago`."""
    if seconds < 60:
        return _tr("link expired just now")
    if seconds < 3600:
        return _tr("link expired %n min ago", seconds // 60)
    if seconds < 2 * 86_400:
        return _tr("link expired %n h ago", seconds // 3600)
    return _tr("link expired %n days ago", seconds // 86_400)
