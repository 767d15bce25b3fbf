"""All trials by their names. Each takes a place and a scale, and returns its figures as a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.torture import (
    damaged_files,
    faults,
    full_disks,
    kills,
    long_run,
    moving_files,
    old_files,
    operations,
    password_store,
    together,
)
from tests.torture.place import Place

TRIALS: Mapping[str, Callable[[Place, float], str]] = {
    "kills": kills.run,
    "faults": faults.run,
    "moving": moving_files.run,
    "disks": full_disks.run,
    "damaged": damaged_files.run,
    "operations": operations.run,
    "keyring": password_store.run,
    "long": long_run.run,
    "old": old_files.run,
    "together": together.run,
}
