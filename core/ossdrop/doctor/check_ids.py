"""What is checked: one name for each, as JSON output, the window and the tests know it."""

from __future__ import annotations

from enum import Enum, StrEnum

from ossdrop.doctor.sentences import Sentence


class Family(Enum):
    """What a check is about, in the order in which they are made."""

    SETTINGS = "settings"
    KEYS = "keys"
    NETWORK = "network"
    UPLOAD = "upload"
    LINK = "link"
    SAFETY = "safety"
    MODEL = "model"


class CheckId(StrEnum):
    """One check. Some are made for each of several names, which then follows after a dot."""

    SETTINGS_FILE = "settings.file"
    SETTINGS_COMPLETE = "settings.complete"
    SETTINGS_POLICY = "settings.policy"
    SETTINGS_DIFFERS = "settings.differs"
    SETTINGS_UNKNOWN = "settings.unknown"
    KEYRING = "keyring"
    CREDENTIALS = "credentials"
    CREDENTIALS_OTHER = "credentials.other"
    SCRIPTS = "scripts"
    NETWORK_PAC = "network.pac"
    NETWORK_NAME = "network.name"
    NETWORK_CONNECT = "network.connect"
    NETWORK_TRUST = "network.trust"
    NETWORK_ANSWER = "network.answer"
    CLOCK = "clock"
    SERVICE_ACCESS_KEY = "service.access_key"
    SERVICE_REGION = "service.region"
    SERVICE_SECRET = "service.secret"  # noqa: S105 - a name
    SERVICE_BUCKET = "service.bucket"
    SERVICE_DOMAIN = "service.domain"
    STORAGE_PUT = "storage.put"
    STORAGE_FETCH = "storage.fetch"
    DASHSCOPE_POLICY = "dashscope.policy"
    DASHSCOPE_REGION = "dashscope.region"
    DASHSCOPE_SIZE = "dashscope.size"
    LINK_OPENS = "link.opens"
    LINK_LIFETIME = "link.lifetime"
    SAFETY_FILE = "safety.file"
    SAFETY_PLAIN = "safety.plain"
    SAFETY_GIT = "safety.git"
    SAFETY_PUBLIC = "safety.public"
    SAFETY_KEY = "safety.key"
    MODEL_SEES = "model.sees"

    def of(self, name: str) -> str:
        """The id of this check as it is made for one name."""
        return f"{self}.{name}"


def family_of(check_id: str) -> Family:
    """What a check is about."""
    return _FAMILIES.get(check_id.partition(".")[0], Family.SAFETY)


def skipped_sentence(check_id: str) -> Sentence:
    """What is said of one that was not made."""
    return _SKIPPED.get(check_id, Sentence.SKIPPED)


_FAMILIES = {
    "settings": Family.SETTINGS,
    "keyring": Family.KEYS,
    "credentials": Family.KEYS,
    "scripts": Family.KEYS,
    "network": Family.NETWORK,
    "clock": Family.NETWORK,
    "service": Family.UPLOAD,
    "storage": Family.UPLOAD,
    "dashscope": Family.UPLOAD,
    "link": Family.LINK,
    "safety": Family.SAFETY,
    "model": Family.MODEL,
}
_SKIPPED: dict[str, Sentence] = {
    CheckId.KEYRING: Sentence.SKIPPED_KEYRING,
    CheckId.CREDENTIALS: Sentence.SKIPPED_CREDENTIALS,
    CheckId.NETWORK_NAME: Sentence.SKIPPED_NETWORK,
    CheckId.SERVICE_ACCESS_KEY: Sentence.SKIPPED_ACCESS_KEY,
    CheckId.SERVICE_REGION: Sentence.SKIPPED_REGION,
    CheckId.SERVICE_SECRET: Sentence.SKIPPED_SECRET,
    CheckId.SERVICE_BUCKET: Sentence.SKIPPED_BUCKET,
    CheckId.SERVICE_DOMAIN: Sentence.SKIPPED_DOMAIN,
    CheckId.STORAGE_PUT: Sentence.SKIPPED_PUT,
    CheckId.STORAGE_FETCH: Sentence.SKIPPED_FETCH,
    CheckId.MODEL_SEES: Sentence.SKIPPED_MODEL,
    CheckId.DASHSCOPE_POLICY: Sentence.SKIPPED_TEMPORARY,
}
