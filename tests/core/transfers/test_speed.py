from __future__ import annotations

import pytest

from ossdrop.transfers.speed import SpeedMeter


def meter(*samples: tuple[float, int]) -> SpeedMeter:
    made = SpeedMeter()
    for now_s, sent_bytes in samples:
        made.add(now_s, sent_bytes)
    return made


def test_speed_and_time_left_are_bytes_a_second_and_seconds() -> None:
    made = meter((10.0, 0), (12.0, 3000))
    assert made.bytes_per_s == 1500
    assert made.left_s(4500) == 3


def test_only_the_last_ten_seconds_count() -> None:
    made = meter((0.0, 0), (10.0, 10_000), (14.0, 10_800), (20.0, 12_000))
    assert made.bytes_per_s == 200  # since the tenth second, not 600
    assert made.left_s(1200) == 2  # of the last thirty


def test_a_line_of_bursts_has_one_speed_and_one_end() -> None:
    """ "28 KB/s · about 2 h left" stood there for a file that took a hundred seconds."""
    made = SpeedMeter()
    sent, speeds, lefts = 0, [], []
    for tenth in range(1000):
        now_s = tenth / 10
        if tenth % 60 < 5:  # for half a second of six
            sent += 1_000_000
        made.add(now_s, sent)
        if now_s > 30:
            speeds.append(made.bytes_per_s or 0.0)
            lefts.append(made.left_s(100_000_000) or 0.0)
    assert max(speeds) < 2.1 * min(speeds)
    assert max(lefts) < 1.3 * min(lefts)


def test_soon_after_the_beginning_nothing_is_told() -> None:
    assert meter((0.0, 0), (0.4, 4000)).bytes_per_s is None
    assert meter((0.0, 0), (0.5, 4000)).bytes_per_s == 8000
    assert meter((0.0, 0)).left_s(1) is None


@pytest.mark.parametrize("samples", [((0.0, 9000), (1.0, 0), (2.0, 1000)), ((0.0, 0), (2.0, 2000))])
def test_an_attempt_that_begins_anew_counts_from_there(
    samples: tuple[tuple[float, int], ...],
) -> None:
    assert meter(*samples).bytes_per_s == 1000


def test_what_stands_still_has_no_end() -> None:
    made = meter((0.0, 500), (3.0, 500))
    assert made.bytes_per_s == 0
    assert made.left_s(100) is None
    assert meter((0.0, 500), (2.9, 500)).bytes_per_s is None  # nobody knows yet
