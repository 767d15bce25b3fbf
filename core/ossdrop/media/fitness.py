"""Whether a model will take a file, before a byte of it is sent.

The limits are those of `ossdrop.models`, which come from documents: what one source alone says is
no reason to hold a file back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from ossdrop.media.facts import MediaFacts
from ossdrop.models.limits import Kind, Limits, Model
from ossdrop.sentences import Words

MEGABYTE = 1024**2
_Found = Callable[[str, str, object, object], "Finding"]  # name, limit, what it is, and the file's


class Misfit(Enum):
    """Why a model does not take a file; `%1` is the model, `%2` its limit, `%3` the file's."""

    NO_PICTURE = "%1 takes no pictures."
    NO_CLIP = "%1 takes no clips."
    NO_SOUND = "%1 takes no sound."
    PICTURE_ELSEWHERE = "%1 takes no pictures: %2 does."
    CLIP_ELSEWHERE = "%1 takes no clips: %2 does."
    SOUND_ELSEWHERE = "%1 takes no sound: %2 does."
    LINK_PRIVATE = "%1 opens public links only, and temporary storage gives none."
    PICTURE_DAMAGED = "%1 cannot read this picture: it is damaged or empty."
    PICTURE_FORMAT = "%1 takes pictures as %2: this one is %3."
    CLIP_FORMAT = "%1 takes clips as %2: this one is %3."
    SOUND_FORMAT = "%1 takes sound as %2: this one is %3."
    PICTURE_HEAVY = "%1 takes pictures up to %2 MB: this one has %3 MB."
    CLIP_HEAVY = "%1 takes clips up to %2 MB: this one has %3 MB."
    SOUND_HEAVY = "%1 takes sound up to %2 MB: this one has %3 MB."
    PICTURE_SMALL = "%1 takes pictures of at least %2 pixels a side: this one is %3."
    PICTURE_LARGE = "%1 takes pictures up to %2 pixels a side: this one is %3."
    PICTURE_MANY = "%1 takes up to %2 pictures at once: these are %3."
    PICTURE_NARROW = "%1 takes pictures up to %2 times as long as wide: this one is %3."
    CLIP_SMALL = "%1 takes clips of at least %2 pixels a side: this one is %3."
    CLIP_LARGE = "%1 takes clips up to %2 pixels a side: this one is %3."
    CLIP_NARROW = "%1 takes clips up to %2 times as long as wide: this one is %3."
    CLIP_SHORT = "%1 takes clips of at least %2: this one has %3."
    CLIP_LONG = "%1 takes clips up to %2: this one has %3."
    SOUND_SHORT = "%1 takes sound of at least %2: this one has %3."
    SOUND_LOW = "%1 takes sound of at least %2 samples a second: this one has %3."
    SOUND_LONG = "%1 takes sound up to %2: this one has %3."


# What another version of the same picture or clip would mend.
_CAN_FIT = frozenset(
    {
        Misfit.PICTURE_FORMAT,
        Misfit.PICTURE_HEAVY,
        Misfit.PICTURE_LARGE,
        Misfit.CLIP_FORMAT,
        Misfit.CLIP_HEAVY,
    }
)


@dataclass(frozen=True)
class Finding:
    """One reason, in words. One that is not sure warns only."""

    misfit: Misfit
    words: Words
    is_sure: bool = True

    @property
    def can_fit(self) -> bool:
        """Whether the file can be made to fit."""
        return self.misfit in _CAN_FIT


def key_of(misfit: Misfit) -> str:
    """By which translations know its sentence."""
    return f"misfit.{misfit.name.lower()}"


def findings(
    model: Model,
    facts: MediaFacts,
    *,
    is_temporary: bool = False,
    others: Iterable[Model] = (),
) -> tuple[Finding, ...]:
    """What stands against giving a file to a model; () where nothing does, or is known of it.

    `is_temporary`: its link is an `oss://` one. `others` that may be used in the model's place.
    """
    if not model.takes:
        return ()
    if is_temporary and model.needs_public_link:
        return (_found(model, Misfit.LINK_PRIVATE),)
    limits = model.limits_of(facts.kind)
    if limits is None:
        kind = facts.kind.name
        for other in others:
            if other.takes and not findings(other, facts, is_temporary=is_temporary):
                return (_found(model, Misfit[f"{kind}_ELSEWHERE"], other.name),)
        return (_found(model, Misfit[f"NO_{kind}"]),)
    return tuple(_against(model, limits, facts))


def too_many(model: Model, kinds: Iterable[Kind | None]) -> Finding | None:
    """Where one request has more pictures than a model takes."""
    limits = model.limits_of(Kind.PICTURE)
    count = sum(kind is Kind.PICTURE for kind in kinds)
    if limits is None or not limits.max_count or count <= limits.max_count:
        return None
    return _found(model, Misfit.PICTURE_MANY, limits.max_count, count)


def _against(model: Model, limits: Limits, facts: MediaFacts) -> Iterator[Finding]:
    kind = facts.kind.name

    def found(name: str, limit: str, shown: object, given: object) -> Finding:
        is_sure = limit not in limits.unsure
        return _found(model, Misfit[f"{kind}_{name}"], shown, given, is_sure=is_sure)

    if facts.is_damaged:
        yield _found(model, Misfit.PICTURE_DAMAGED)
        return
    if limits.formats and facts.format not in limits.formats:
        yield found("FORMAT", "formats", ", ".join(limits.formats), facts.format)
    if limits.max_mb and facts.size_bytes > limits.max_mb * MEGABYTE:
        yield found("HEAVY", "max_mb", limits.max_mb, _megabytes(facts.size_bytes))
    yield from _of_sides(limits, facts, found)
    if facts.kind is Kind.SOUND and 0 < facts.sample_rate_hz < limits.min_rate_hz:
        yield found("LOW", "min_rate_hz", limits.min_rate_hz, facts.sample_rate_hz)
    if facts.seconds:
        if facts.seconds < limits.min_s:
            yield found("SHORT", "min_s", duration(limits.min_s), duration(facts.seconds))
        if limits.max_s and facts.seconds > limits.max_s:
            yield found("LONG", "max_s", duration(limits.max_s), duration(facts.seconds))


def _of_sides(limits: Limits, facts: MediaFacts, found: _Found) -> Iterator[Finding]:
    short, long = sorted((facts.width_px, facts.height_px))
    if not short:
        return
    size = f"{facts.width_px} × {facts.height_px}"
    if short < limits.min_side_px:
        yield found("SMALL", "min_side_px", limits.min_side_px, size)
    if limits.max_side_px and long > limits.max_side_px:
        yield found("LARGE", "max_side_px", limits.max_side_px, size)
    if limits.max_ratio and long > short * limits.max_ratio:
        yield found("NARROW", "max_ratio", limits.max_ratio, size)


def _found(
    model: Model, misfit: Misfit, limit: object = "", given: object = "", *, is_sure: bool = True
) -> Finding:
    words = Words(misfit.value, model.name, str(limit), key_of(misfit), str(given))
    return Finding(misfit, words, is_sure)


def duration(seconds: float) -> str:
    """`0:45`, `12:30`, `3:12:05`: the same in every language."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{whole % 60:02}"


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / MEGABYTE:.1f}"
