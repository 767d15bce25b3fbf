"""What the settings page says and asks above its cards, one notice at a time, with a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ossdrop.config.env_check import Difference, EnvWarning
from ossdrop.errors import OssDropError
from ossdrop.printable import filled
from ossdrop_gui.look.plain import brief
from ossdrop_gui.look.theme import Tone
from ossdrop_gui.notices.banner import Notice, NoticeButton
from ossdrop_gui.words.error_text import cause_text
from ossdrop_gui.words.wording import sentences, short_path, translate

_SHOWN = 3  # names; the check lists them all


def other_reading_notice(warnings: tuple[EnvWarning, ...], mend: Callable[[], None]) -> Notice:
    """The `.env` says something else to the scripts."""
    names = [f"{w.name}: {_reason(w.difference)}" for w in warnings[:_SHOWN]]
    if len(warnings) > _SHOWN:
        names.append("…")
    return Notice(
        translate("questions", "Qwen scripts read this settings file otherwise"),
        " · ".join(names),
        Tone.SOON,
        (NoticeButton(translate("questions", "Rewrite the line"), mend),),
    )


@dataclass(frozen=True)
class Question:
    """What is asked once before something that is not easily undone."""

    title: str
    text: str
    yes: str

    def notice(self, act: Callable[[], None], leave: Callable[[], None]) -> Notice:
        """The question with its two answers."""
        no = NoticeButton(leave_text(), leave)
        return Notice(self.title, self.text, Tone.SOON, (NoticeButton(self.yes, act), no))


def leave_text() -> str:
    """The answer that changes nothing."""
    return translate("questions", "Leave it as it is")


def before_moving(name: str, *, has_scripts: bool) -> Question:
    """A secret leaves the `.env`, and with it the scripts; those that are here can get it back."""
    text = translate("questions", "Scripts that read %1 there will no longer find it.")
    if has_scripts:
        back = translate("questions", "“Use for scripts too…” puts an AccessKey back.")
        text = sentences(text, back)
    return Question(
        translate("questions", "Move the secret out of the settings file?"),
        filled(text, name),
        translate("questions", "Move it"),
    )


def before_removing() -> Question:
    """A secret that is removed cannot be shown again."""
    return Question(
        translate("questions", "Remove the secret from this computer?"),
        translate(
            "questions", "Uploads wait until one is entered again. The key itself stays valid."
        ),
        translate("questions", "Remove"),
    )


def before_taking_in() -> Question:
    """What was typed is not in any file yet."""
    return Question(
        translate("questions", "Replace what you entered?"),
        translate("questions", "The settings of the file take its place. Nothing is saved yet."),
        translate("questions", "Replace it"),
    )


def before_pasting(before: str, bucket: str) -> Question:
    """What was typed for one bucket is not meant for another."""
    text = translate("questions", "What you pasted is of %1, what you typed here is of %2.")
    return Question(
        translate("questions", "Replace what you entered?"),
        filled(text, bucket, before),
        translate("questions", "Replace it"),
    )


def before_untried(error: OssDropError) -> Question:
    """Nobody knows whether the new key works, and the one before may."""
    loses = translate("questions", "If you save all the same, the key before is not used any more.")
    return Question(
        translate("questions", "The new key could not be tried"),
        sentences(cause_text(error), loses),
        translate("questions", "Save all the same"),
    )


def before_another(
    before: str,
    bucket: str,
    *,
    name: str,
    can_replace: bool,
    loses_key: bool,
    takes_key: bool,
    loses_folder: str,
) -> tuple[str, str, tuple[str, ...]]:
    """Another bucket with a key of its own: title, text, and the answers.

    `name`: of the destination, where somebody has given it one.
    """
    title = filled(translate("questions", "%1 is another bucket than %2"), bucket, before)
    if bucket == before:
        words = translate("questions", "This %1 is at another address, with another key")
        title = filled(words, bucket)
    if name:
        before = brief(name)
    loses = translate(
        "questions",
        "Replacing “%1” removes its Secret from this computer: links that were sent go on working, "
        "new links to its files can no longer be made here.",
    )
    text = filled(loses, before)
    keep = translate("questions", "Keep both")
    replace = filled(translate("questions", "Replace “%1”"), before)
    uses = translate("questions", "If you replace “%2”, its AccessKey is used for %1.")
    said = text if can_replace and loses_key else ""
    if takes_key:
        said = filled(uses, bucket, before)
    if can_replace and loses_folder:
        words = translate("questions", "If you replace “%1”, its folder “%2” is not kept.")
        said = sentences(said, filled(words, before, loses_folder))
    return title, said, (keep, replace) if can_replace else (keep,)


def before_twin(name: str, bucket: str) -> tuple[str, str, tuple[str, ...]]:
    """A destination has this bucket already: title, text, and the answers."""
    title = filled(translate("questions", "%1 has a destination already"), bucket)
    words = translate(
        "questions", "If you use “%1”, what you entered is shown there. Nothing is saved yet."
    )
    use = filled(translate("questions", "Use “%1”"), brief(name))
    return title, filled(words, name), (use, translate("questions", "Make another one"))


def before_writing(path: Path) -> Question:
    """Plain text, on purpose."""
    title = translate("questions", "Write the secret as plain text into %1?")
    return Question(
        filled(title, short_path(path)),
        translate("questions", "Everyone who gets that file can use the key. Never share it."),
        translate("questions", "Write it"),
    )


def _reason(difference: Difference) -> str:
    return {
        Difference.BOM: translate("questions", "an invisible mark before it"),
        Difference.DUPLICATE: translate("questions", "there twice"),
        Difference.EXPORT: translate("questions", "“export” before it"),
        Difference.COMMENT: translate("questions", "a comment behind it"),
        Difference.QUOTES: translate("questions", "quotes"),
        Difference.EXPANSION: translate("questions", "${…} in it"),
        Difference.EMPTY: translate("questions", "empty"),
        Difference.OTHER: translate("questions", "written in an unusual way"),
    }[difference]
