"""The context of a check and its order: what each one needs to have passed before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.config.env_file import Values
from core.config.ladder import Ladder
from core.config.settings import AnyDestination
from core.doctor.check import Check
from core.network import Session


@dataclass
class Context:
    """What checks share: settings first, later what earlier checks found."""

    profile: str
    env_path: Path | None
    values: Values
    find_ladder: Callable[[], Ladder]
    find_destination: Callable[[], AnyDestination]
    cancelled: threading.Event = field(default_factory=threading.Event)
    session: Session = field(default_factory=lambda: Session(2))
    destination: AnyDestination | None = None
    service_date: str = ""

    def close(self) -> None:
        """Cut what is under way."""
        self.cancelled.set()
        self.session.cut()


Step = Callable[[Context], Iterator[Check]]
