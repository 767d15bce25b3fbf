"""What is known of the destination in use: by its uploads, by a check, by an earlier run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ossdrop.config.profile_id import ProfileId
from ossdrop.errors import OssDropError, Scope
from ossdrop_gui.destination.chip import DestinationChip, Standing
from ossdrop_gui.destination.proofs import Proofs

if TYPE_CHECKING:
    from ossdrop.app import App
    from ossdrop.config.settings import AnyDestination
    from ossdrop.place import Place
    from ossdrop.transfers.transfer import Queue
    from ossdrop_gui.choices import Choices


class DestinationKnowledge(QObject):
    """Puts together what each of them has shown; the chip tells it."""

    def __init__(
        self, chip: DestinationChip, core: App, choices: Choices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._chip, self._core, self._choices = chip, core, choices
        self._proofs = Proofs(choices.now.proven)
        self._checked: tuple[ProfileId, Standing] | None = None  # what the last check has found
        chip.learnt.connect(self._on_chip_learnt)

    def note_named(self, place: Place) -> None:
        """Its key is still looked for: what is learnt meanwhile is not about the former one."""
        self._proofs.name(place)

    def note_found(self, destination: AnyDestination) -> None:
        """It is in use now: tell what is known of it."""
        chip = self._chip
        proven_at = self._proofs.find(destination, has_open=self._core.transfers.open_count > 0)
        checked, self._checked = self._checked, None
        if checked is not None and chip.place.profile == checked[0]:
            chip.show_standing(checked[1])
        elif chip.standing is Standing.UNPROVEN and self._proofs.has_failed:
            chip.show_standing(Standing.FAILING, cause=self._proofs.cause)
        elif chip.standing is Standing.UNPROVEN and proven_at is not None:
            chip.show_standing(Standing.READY, proven_at)

    def note_lost(self) -> None:
        """What is in use cannot be told."""
        self._proofs.lose()

    def note_saved(self) -> None:
        """Other settings are in use: what the check has found is not about them."""
        self._checked = None

    def note_rewritten(self) -> None:
        """Somebody else wrote them: what was proven need not hold, what was wrong may be right."""
        self._checked = None
        self._proofs.forget_failure()
        self._forget_proof()
        self._chip.show_standing(Standing.UNPROVEN)

    def note_checked(self, standing: Standing) -> None:
        """A check has found this out."""
        self._chip.show_standing(standing)
        if standing is Standing.FAILING:
            self._proofs.note_failure(None)
        # Its place may be looked up still: then that is told once more.
        self._checked = self._core.destinations.profile, standing

    def note_held(self, queue: Queue, error: OssDropError) -> None:
        """Uploads wait for something to be mended."""
        is_own = not queue.to_bucket and queue.profile == self._chip.place.profile
        if is_own and error.explanation.scope is Scope.DESTINATION:
            self._proofs.note_failure(error)

    @Slot(object)
    def _on_chip_learnt(self, standing: Standing) -> None:
        """What works is known over a restart."""
        if self._chip.proven_at is not None and self._proofs.note(self._chip.proven_at):
            self._choices.note(proven=self._proofs.text)
        elif standing is Standing.FAILING:
            self._forget_proof()

    def _forget_proof(self) -> None:
        if self._proofs.forget():
            self._choices.note(proven=self._proofs.text)
