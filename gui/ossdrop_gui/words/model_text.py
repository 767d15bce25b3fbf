"""What is known of a model, in words."""

from __future__ import annotations

from ossdrop.models.catalogue import catalogue
from ossdrop.models.limits import Kind
from ossdrop.printable import filled
from ossdrop_gui.words.wording import sentences, translate


def takes_text(name: str) -> str:
    """What a model takes, or that it is retired, or not known; "" where there is nothing to say."""
    known = catalogue()
    if (retired := known.find_retired(name)) is not None:
        since = filled(translate("models", "Retired since %1."), retired.since.isoformat())
        if not retired.instead:
            return since
        return sentences(since, filled(translate("models", "Use %1 instead."), retired.instead))
    model = known.find(name)
    if model is None:
        if not name:
            return ""
        unknown = translate("models", "OssDrop does not know this model.")
        if like := known.instead_of(name):
            return sentences(unknown, filled(translate("models", "Did you mean %1?"), like))
        return sentences(unknown, translate("models", "Check that its name is right."))
    if not model.kinds:
        return ""
    names = {
        Kind.PICTURE: translate("models", "pictures"),
        Kind.CLIP: translate("models", "clips"),
        Kind.SOUND: translate("models", "sound"),
    }
    listed = translate("models", ", ").join(names[kind] for kind in model.kinds)
    words = filled(translate("models", "Takes %1 and text."), listed)
    if model.needs_public_link:
        return sentences(words, translate("models", "Not from temporary storage."))
    return words
