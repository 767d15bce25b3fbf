"""What would be lost by quitting, or by leaving the settings, is asked about before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from ossdrop.printable import filled
from ossdrop_gui.notices.toast import Toast
from ossdrop_gui.words.wording import sentences


class QuitQuestions(QObject):
    """One question after another, in the toast. What there is to lose, others tell."""

    def __init__(
        self,
        toast: Toast,
        hide: Callable[[], None],
        show_settings: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._toast, self._hide, self._show_settings = toast, hide, show_settings
        self._said = ""  # of the question about files
        self.can_hide = False  # whether there is a tray to come back from
        self.open_count: Callable[[], int] = lambda: 0  # files that are not sent yet
        # By the name of a destination that ends with the program, what is to arrive there.
        self.count_ending: Callable[[], Mapping[str, int]] = dict
        self.is_looking: Callable[[], bool] = lambda: False  # through what was dropped
        self.lent_to: Callable[[], str] = lambda: ""  # where new files go while it is mended
        self.has_unsaved: Callable[[], bool] = lambda: False  # settings that were only typed
        self.held_count: Callable[[], int] = lambda: 0  # files that wait for a place
        self.unkept_rows: Callable[[], int] = lambda: 0  # of the history, in memory alone

    def ask(self, go_on: Callable[[], None], number: int = 0) -> bool:
        """Ask the next question, and those after it once it was answered; then `go_on`.

        Returns False where there is nothing to ask: nothing is done then.
        """
        questions: tuple[tuple[Callable[[], int], Callable[[int, Callable[[], None]], None]], ...]
        questions = (
            (self._unsent, self._ask_before_leaving),
            (self.has_unsaved, self._ask_before_forgetting),
            (self.held_count, self._ask_before_dropping),
            (self.unkept_rows, self._ask_before_losing_rows),
        )
        for following, (count, ask) in enumerate(questions[number:], number + 1):
            if found := count():
                ask(found, partial(self._ask_or_go_on, go_on, following))
                return True
        return False

    def _ask_or_go_on(self, go_on: Callable[[], None], number: int) -> None:
        if not self.ask(go_on, number):
            go_on()

    def unless_typed(self, act: Callable[[], None]) -> None:
        """Do something that takes settings off the screen; ask first where some were typed."""
        if self.has_unsaved():
            self._ask_whether_to_forget(self.tr("Forget it and go on"), act)
        else:
            act()

    def note_left(self) -> None:
        """The settings were left: what was typed stays there, and counts for nothing yet."""
        if self.has_unsaved():
            back = (self.tr("Back to it"), self._show_settings)
            self._toast.say(self._left_words(), [back])

    def note_back(self) -> None:
        """Whoever is back at them need not be told."""
        self._toast.take_back(self._left_words())

    def _left_words(self) -> str:
        words = self.tr("What you typed in the settings is not saved yet.")
        if name := self.lent_to():
            meanwhile = filled(self.tr("Until then new files go to “%1”."), name)
            words = sentences(words, meanwhile)
        return words

    def _ask_before_leaving(self, count: int, go_on: Callable[[], None]) -> None:
        """What is not sent goes on at the next start."""
        stay = (self.tr("Keep sending"), _do_nothing)
        if self.can_hide:
            stay = (self.tr("Keep sending in the background"), self._hide)
        self._said = self._unsent_words(count)
        leave = self.tr("Quit, continue later")
        if any(self.count_ending().values()):
            leave = self.tr("Quit all the same")
        self._toast.ask(self._said, [(leave, go_on), stay])

    def _unsent(self) -> int:
        """How many files there are for sure; 1 where none was found yet."""
        return self.open_count() or int(self.is_looking())

    def _unsent_words(self, count: int) -> str:
        words = self.tr("%Ln files are not sent yet.", None, count)
        if self.is_looking():
            words = self.tr("What you dropped is still being looked through.")
        for name, going in self.count_ending().items():
            if going:
                ends = self.tr(
                    "%Ln of them go to “%1”, whose settings are kept until you quit only.",
                    None,
                    going,
                )
                if going == count:
                    ends = self.tr("The settings of “%1” are kept until you quit only.")
                words = sentences(words, filled(ends, name))
        if any(self.count_ending().values()):
            wait = self.tr("Once that is set up again, you can continue.")
            words = sentences(words, wait)
        return words

    def note_progress(self) -> None:
        """Files arrive, and others come in, while the question stands."""
        if not self._toast.shows(self._said):
            return
        if count := self._unsent():
            before, self._said = self._said, self._unsent_words(count)
            self._toast.reword(before, self._said)
        else:
            self._toast.take_back(self._said)

    def _ask_before_forgetting(self, _: int, go_on: Callable[[], None]) -> None:
        self._ask_whether_to_forget(self.tr("Quit all the same"), go_on)

    def _ask_whether_to_forget(self, yes: str, act: Callable[[], None]) -> None:
        """What was typed into the settings is nowhere else."""
        self._show_settings()
        buttons = [(yes, act), (self.tr("Stay"), _do_nothing)]
        self._toast.ask(self.tr("What you typed here is not saved yet."), buttons)

    def _ask_before_dropping(self, count: int, go_on: Callable[[], None]) -> None:
        """Files that wait for a place are in no list that the next start reads."""
        words = self.tr("%Ln files wait for a place, and are not kept.", None, count)
        buttons = [(self.tr("Quit all the same"), go_on), (self.tr("Stay"), _do_nothing)]
        self._toast.ask(words, buttons)

    def _ask_before_losing_rows(self, count: int, go_on: Callable[[], None]) -> None:
        """There was no room for them on the disk, and there may be soon."""
        words = self.tr(
            "%Ln uploads are not in the history yet: the disk is full. Free some space first.",
            None,
            count,
        )
        buttons = [(self.tr("Quit without them"), go_on), (self.tr("Stay"), _do_nothing)]
        self._toast.ask(words, buttons)


def _do_nothing() -> None:
    """The answer that leaves everything as it is."""
