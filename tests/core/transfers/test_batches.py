from __future__ import annotations

from ossdrop.transfers.batches import Batches


def test_a_batch_ends_once_all_came_in_and_all_have_ended() -> None:
    batches = Batches()
    batches.begin(1)
    assert batches.take_ended(1) is None  # nothing came in yet, but may
    batches.add(1, [10, 11])
    batches.leave(1)
    batches.leave(1)
    assert batches.take_ended(1) is None  # more may come in
    batches.add(1, [12])
    batches.complete(1)
    assert batches.take_ended(1) is None
    batches.leave(1)
    assert batches.take_ended(1) == [10, 11, 12]
