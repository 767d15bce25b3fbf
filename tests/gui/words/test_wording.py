"""How long a link works still, in few words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ossdrop_gui.words.wording import countdown_text, left_text

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=7), "7 days left"),
        (timedelta(days=7, seconds=-5), "7 days left"),  # it was made a moment ago
        (timedelta(days=6, hours=22, minutes=59), "6 days left"),
        (timedelta(days=2), "2 days left"),
        (timedelta(days=2, seconds=-1), "1 d 23 h left"),
        (timedelta(hours=23, minutes=41, seconds=7), "23:41:07"),
        (timedelta(seconds=59), "59 s left"),
    ],
)
def test_what_is_left_is_said_as_one_would(left: timedelta, words: str) -> None:
    assert countdown_text(left) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, ""),  # all of it was sent: there is only the answer to wait for
        (0.1, ""),
        (1.5, "about 5 s left"),
        (61, "about 1 min left"),
    ],
)
def test_nothing_is_left_where_all_was_sent(seconds: float | None, words: str) -> None:
    assert left_text(seconds) == words
