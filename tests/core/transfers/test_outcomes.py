"""What becomes of the files of a batch, as whoever waits for it is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ossdrop.errors import ErrorCode
from ossdrop.transfers.outcomes import Outcomes
from ossdrop.transfers.transfer import (
    BatchFinished,
    Transfer,
    TransferChanged,
    TransferRemoved,
    TransfersAdded,
    TransferState,
)

CAT, KEY = (Transfer.of(id_, 1, Path(name), name, n) for id_, name, n in ((7, "a", 5), (8, "b", 3)))


def test_files_are_counted_in_their_order_as_they_end() -> None:
    outcomes = Outcomes()
    outcomes.listen(TransfersAdded((CAT, KEY)))
    outcomes.listen(TransferChanged(replace(KEY, state=TransferState.RUNNING)))
    outcomes.listen(TransferRemoved(99))
    assert (outcomes.order, outcomes.ended, outcomes.is_over) == ([7, 8], {}, False)
    done = replace(CAT, state=TransferState.SUCCEEDED)
    outcomes.listen(TransferChanged(done))
    assert (outcomes.ended, outcomes.ended_bytes, outcomes.total_bytes) == ({7: done}, 5, 8)
    outcomes.listen(BatchFinished(1, (done,)))
    assert outcomes.is_over


def test_a_file_that_waits_for_a_person_has_ended_where_nobody_can_be_asked() -> None:
    outcomes = Outcomes()
    outcomes.listen(TransfersAdded((KEY,)))
    held = replace(KEY, state=TransferState.PAUSED, looks_secret=True)
    outcomes.listen(TransferChanged(held))
    error = outcomes.ended[8].error
    assert error is not None
    assert error.code is ErrorCode.FILE_LOOKS_SECRET
    assert "--allow-secrets" in error.detail
