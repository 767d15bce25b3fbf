"""Where files go, in a few words: what the window knows of it from its first moment."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ossdrop.config.profile_id import PRACTICE_PROFILE, ProfileId

_LOCAL, _SERVICE = ("127.0.0.1", "localhost"), ".aliyuncs.com"


@dataclass(frozen=True)
class Place:
    """Where files go, as far as one can say it without a key: `model` is of temporary storage."""

    profile: ProfileId
    bucket: str = ""
    region: str = ""
    model: str = ""

    @property
    def is_practice(self) -> bool:
        """Whether it is on this computer."""
        return self.profile == PRACTICE_PROFILE

    def has_link(self, link: str) -> bool:
        """Whether a link, as this program makes them, leads here."""
        try:
            parts = urlsplit(link)
            host = parts.hostname or ""
        except ValueError:
            return False
        in_path = self.is_practice and host in _LOCAL and parts.path.startswith(f"/{self.bucket}/")
        in_service = host.startswith(f"{self.bucket}.") and host.endswith(_SERVICE)
        return bool(self.bucket) and (in_service or in_path)

    @property
    def is_known(self) -> bool:
        """Whether there is anything to name."""
        return self.is_practice or bool(self.bucket or self.model)
