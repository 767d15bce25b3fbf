from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ossdrop.transfers.batches import Batches, Ended
from ossdrop.transfers.transfer import Transfer, TransferState


def transfer(number: int) -> Transfer:
    return Transfer.of(number, 1, Path(f"/{number}"), str(number), 7)


def test_a_batch_ends_once_all_came_in_and_all_have_ended() -> None:
    batches = Batches()
    batches.begin(1)
    assert batches.take_ended(1) is None  # nothing came in yet, but may
    batches.add(1, [10, 11])
    batches.end(transfer(11))
    batches.end(transfer(10))
    assert batches.take_ended(1) is None  # more may come in
    batches.add(1, [12, 13])
    batches.complete(1)
    assert batches.take_ended(1) is None
    batches.leave(1)
    batches.end(transfer(13))
    assert batches.take_ended(1) == Ended((transfer(10), transfer(11), transfer(13)), ())


def test_what_is_tried_again_is_of_another_batch() -> None:
    batches = Batches()
    batches.begin(1)
    batches.add(1, [10, 11])
    batches.complete(1)
    batches.end(transfer(10))
    batches.forget(transfer(10))
    batches.end(transfer(11))
    assert batches.take_ended(1) == Ended((transfer(11),), ())
    batches.forget(transfer(11))  # it has ended already


def test_what_has_arrived_is_told_apart() -> None:
    batches = Batches()
    batches.begin(1)
    batches.add(1, [10, 11])
    batches.complete(1)
    arrived = replace(transfer(10), state=TransferState.SUCCEEDED)
    batches.end(arrived)
    batches.end(transfer(11))
    assert batches.take_ended(1) == Ended((arrived, transfer(11)), (10,))
