"""Texts to send to an administrator: a note about what is wrong, a request for a first setup."""

from __future__ import annotations

from collections.abc import Sequence

from ossdrop.config.admin_note import AdminNote, policy_text
from ossdrop_gui.words.wording import catalogue_text, translate


def note_text(note: AdminNote) -> str:
    """What an administrator needs to mend a setup; no secret is in it."""
    return note.text(lambda line: catalogue_text(line.key, line.value))


def request_text() -> str:
    """What to ask IT for, when there is nothing yet."""
    return "\n".join(
        [
            translate("note", "Hello, I want to upload files to our Alibaba Cloud OSS."),
            translate("note", "Please send me:"),
            translate("note", "1. The name of the bucket and its region (for example cn-beijing)."),
            translate("note", "2. A RAM user of my own with an AccessKey ID and Secret."),
            translate("note", "3. For that user, this policy, with the bucket's name in it:"),
            policy_text("BUCKET", "qianwen-uploads"),
            translate("note", "Please do not send the Secret in a group chat."),
        ]
    )


def question_text(missing: Sequence[str]) -> str:
    """What to ask IT for, when they sent all but this."""
    return "\n".join(
        [
            translate("note", "Hello, thank you for the settings of our Alibaba Cloud OSS."),
            translate("note", "What I still need:"),
            *(f"- {name}" for name in missing),
            translate("note", "Please do not send the Secret in a group chat."),
        ]
    )
