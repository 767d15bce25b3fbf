"""Sentences for people with values in them, in English; the window translates them by their key."""

from __future__ import annotations

from dataclasses import dataclass

from ossdrop.printable import filled


@dataclass(frozen=True)
class Words:
    """A sentence with what it is about: `%1`, `%2` and `%3` are filled in."""

    sentence: str = ""
    value: str = ""
    second: str = ""
    key: str = ""  # by which translations know the sentence
    third: str = ""

    def __str__(self) -> str:
        return fill(self.sentence, self)


def fill(template: str, words: Words) -> str:
    """A sentence, perhaps a translated one, with its values."""
    return filled(template, words.value, words.second, words.third)
